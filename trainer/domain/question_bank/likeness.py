"""Which questions say the same, and which nearly.

``gist`` is equal where two questions say the same whatever their kind, the order of their entries, their type, punctuation
and width of characters; an import compares it at once. Nearly the same are questions whose units (see :func:`units`) overlap
by at least :data:`ALIKE` of all units of both (Jaccard). All such pairs of a bank are found without comparing every two:
if two sets share much, the rarest few of each must already have something in common.

Source: prefix filtering and the shorter prefixes for indexing as in R. Bayardo, Y. Ma, R. Srikant, Scaling Up All Pairs
Similarity Search (WWW 2007), and C. Xiao, W. Wang, X. Lin, J. Yu, Efficient Similarity Joins for Near Duplicate Detection
(WWW 2008), lemma 1; the prefixes are longer here by one unit so that two of it must agree, as in J. Wang, G. Li, J. Feng,
Can We Beat the Prefix Filtering? (SIGMOD 2012); candidates are then compared by bitmaps, whose differing bits are never more
than the differing units, as in E. Sandes, G. Teodoro, A. Melo, Bitmap filter (Information Systems 88, 2020). Refused:
MinHash and SimHash, which find most pairs, and nobody could say which ones they missed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from fractions import Fraction
from hashlib import blake2b
from typing import TypeVar

from trainer.domain.question_bank.kinds import texts
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.search_words import words
from trainer.domain.question_bank.text import plain

# Overlap from which a person is shown two questions. At 0.8, of ten units of both at least eight are common: a question
# with one choice reworded, a number or a name changed; below, questions of one template about different things begin.
ALIKE = Fraction(4, 5)
# Sets of fewer units cannot differ and still overlap so much: (n - 1) / n >= 4/5 needs n of 5.
_LEAST_UNITS = 4
# LIMIT: a question that has so many alike is in a family that nobody reads through pair by pair; it is not compared with
# later ones any more, so that a bank of 100,000 copies does not give five thousand million pairs.
MOST_PAIRS = 50
# Units of two prefixes that must agree before whole sets are compared.
_AGREEING = 2
_TOLD_EVERY = 2_000
_BITS = 256
_BIT = [1 << place for place in range(_BITS)]

_Key = TypeVar("_Key", bound=Hashable)
Progress = Callable[[int, int], None]

_PUNCTUATION = dict.fromkeys(
    map(ord, " \t\n\r\f\v\u3000，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕…—·_`\u200b\ufeff")
)
# Between Latin letters and digits these mean something: A1:B2, 3.14, don't.
_LATIN_PUNCTUATION = re.compile(r"(?<![a-z0-9])[.,:;!?'\"()\[\]]+|[.,:;!?'\"()\[\]]+(?![a-z0-9])")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")


def gist(question: Question) -> str:
    """Digest what a question says: 32 hex digits, equal for equal questions whatever their kind.

    Signs that count (``+ - = < %``) stay, punctuation and type go, entries are put in order. Pictures count by their
    bytes: two questions "see the picture" differ.
    """
    entries = sorted([bare(text) for text in texts(question)])
    files = sorted([one.digest for one in question.attachments])
    said = "\n".join([bare(question.stem), *entries, *files])
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def bare(text: str) -> str:
    """Leave of a text what makes it differ from others: letters, digits and signs that count, in small letters."""
    if "](" in text:
        text = _PICTURE.sub("", text)
    said = plain(text)
    if not said.isascii() and not unicodedata.is_normalized("NFKC", said):
        said = unicodedata.normalize("NFKC", said)
    return _LATIN_PUNCTUATION.sub("", said.lower()).translate(_PUNCTUATION)


def likeness_text(question: Question) -> str:
    """Give the text by which a question is compared: stem and entries."""
    return "\n".join([question.stem, *texts(question)])


def units(text: str) -> set[str]:
    """Cut a text into what is compared: pairs of neighbouring Chinese characters, Latin words and numbers.

    The same units stand in the search index, so that it can be asked for the rare ones. A lone character at the end of a
    run, which the index holds for one-character queries, says nothing here.
    """
    return {unit for unit in words(plain(text)) if len(unit) > 1 or unit < "\u2e80"}


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Give the overlap of two sets of units, 0..1; 0 where both are empty."""
    shared = len(set(one).intersection(other))
    whole = len(one) + len(other) - shared
    return shared / whole if whole else 0.0


def rare_pairs(text: str, frequency: Mapping[str, int]) -> list[str]:
    """Name the units of a new text that every question nearly the same must share two of.

    Args:
        text: as from :func:`likeness_text`.
        frequency: how many questions of the bank have a unit; units that are missing occur nowhere.

    Returns:
        The rarest units, just so many that a question which shares fewer than two of them (one, for a text of fewer than
        five units) cannot reach :data:`ALIKE`. Units that occur nowhere are among them only in number: they are left out.
    """
    return _rarest(units(text), frequency)[0]


def agreeing(text: str) -> int:
    """Tell how many of :func:`rare_pairs` a question nearly the same must share."""
    return _rarest(units(text), {})[1]


def _rarest(own: set[str], frequency: Mapping[str, int]) -> tuple[list[str], int]:
    size = len(own)
    needed = _least_shared(size)
    agreed = min(_AGREEING, needed)
    ranked = sorted(own, key=lambda unit: (frequency.get(unit, 0), unit))
    return [unit for unit in ranked[: size - needed + agreed] if frequency.get(unit, 0)], agreed


def near_pairs(
    questions: Iterable[tuple[_Key, str]],
    progress: Progress | None = None,
    fresh: Collection[_Key] | None = None,
) -> list[tuple[_Key, _Key, float]]:
    """Find all pairs that are nearly the same.

    Args:
        questions: key and text (:func:`likeness_text`); each is read once.
        progress: told how many questions are done, and of how many, now and then; may raise to end the search.
        fresh: look only for pairs with one of these in them; None for all.

    Returns:
        Pairs in the order in which the questions came, the earlier one first, with their likeness; at most
        :data:`MOST_PAIRS` for a question, as far as they are among the most alike by rank of search. Questions of the same
        units are paired with the first of them.
    """
    keys: list[_Key] = []
    numbers: dict[str, int] = {}
    counts: list[int] = []
    sets: list[tuple[int, ...]] = []
    for key, text in questions:
        own = []
        for unit in units(text):
            number = numbers.setdefault(unit, len(counts))
            if number == len(counts):
                counts.append(0)
            counts[number] += 1
            own.append(number)
        keys.append(key)
        sets.append(tuple(own))
    del numbers
    return _join(keys, sets, counts, progress, fresh)


def _join(
    keys: list[_Key],
    sets: list[tuple[int, ...]],
    counts: list[int],
    progress: Progress | None,
    fresh: Collection[_Key] | None,
) -> list[tuple[_Key, _Key, float]]:
    # Rarest first; numbers are replaced by ranks, so that plain sorting gives that order.
    rank = [0] * len(counts)
    for place, number in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        rank[number] = place
    for at, own in enumerate(sets):
        sets[at] = tuple(sorted(map(rank.__getitem__, own)))
    is_fresh = None if fresh is None else _marked(keys, fresh)
    found: list[tuple[int, int, float]] = _same(sets, is_fresh)
    search = _Search(sets, is_fresh)
    for done, at in enumerate(search.order):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done, len(search.order))
        found += search.next(at)
    if progress is not None:
        progress(len(search.order), len(search.order))
    found.sort()
    return [(keys[one], keys[other], value) for one, other, value in found]


def _marked(keys: list[_Key], fresh: Collection[_Key]) -> list[bool]:
    wanted = fresh if isinstance(fresh, (set, frozenset)) else set(fresh)
    return [key in wanted for key in keys]


def _same(sets: list[tuple[int, ...]], is_fresh: list[bool] | None) -> list[tuple[int, int, float]]:
    """Pair equal sets with the first of them, and empty all but the first, so that it speaks for them."""
    first: dict[tuple[int, ...], int] = {}
    found = []
    for at, own in enumerate(sets):
        if not own:
            continue
        leader = first.setdefault(own, at)
        if leader != at:
            sets[at] = ()
            if is_fresh is None or is_fresh[at] or is_fresh[leader]:
                found.append((leader, at, 1.0))
                if is_fresh is not None:
                    # Who is new may be alike others through the one that speaks for it.
                    is_fresh[leader] = True
    return found


class _Search:
    """Compares each set with the smaller ones before it."""

    def __init__(self, sets: list[tuple[int, ...]], is_fresh: list[bool] | None) -> None:
        self._sets = sets
        self._is_fresh = is_fresh
        self.order = sorted(
            (at for at, own in enumerate(sets) if len(own) >= _LEAST_UNITS), key=lambda at: len(sets[at])
        )
        # By unit: places in the order of search of the sets that have it in their prefix; sizes of the sets by place.
        self._having: dict[int, list[int]] = {}
        self._having_fresh: dict[int, list[int]] = {}
        self._sizes: list[int] = []
        self._at: list[int] = []
        self._bitmaps: list[int] = []
        self._pairs: Counter[int] = Counter()

    def next(self, at: int) -> list[tuple[int, int, float]]:
        """Pair the next set of :attr:`order` with those before it, then enter it."""
        own = self._sets[at]
        size = len(own)
        needed = _least_shared(size)
        fresh = self._is_fresh is None or self._is_fresh[at]
        having = self._having if fresh else self._having_fresh
        least = bisect_left(self._sizes, needed)
        once: set[int] = set()
        twice: set[int] = set()
        for unit in own[: size - needed + _AGREEING]:
            places = having.get(unit)
            if places is None:
                continue
            if places[0] < least:
                # All later sets are as large as this one or larger: what is too small now stays so.
                del places[: bisect_left(places, least)]
                if not places:
                    del having[unit]
                    continue
            twice |= once.intersection(places)
            once.update(places)
        found = self._compared(at, twice) if twice else []
        if self._pairs[at] < MOST_PAIRS:
            self._enter(at, own, fresh=self._is_fresh is not None and fresh)
        return found

    def _compared(self, at: int, places: set[int]) -> list[tuple[int, int, float]]:
        mine = set(self._sets[at])
        size = len(mine)
        # Of two sets nearly the same, at most a ninth of both together is in one of them only.
        most = 2 * size // 9
        bits, theirs_bits = _bitmap(self._sets[at]), self._bitmaps
        likely = [place for place in places if (bits ^ theirs_bits[place]).bit_count() <= most]
        found = []
        for place in sorted(likely):
            other = self._at[place]
            theirs = self._sets[other]
            shared = len(mine.intersection(theirs))
            whole = size + len(theirs) - shared
            if 5 * shared >= 4 * whole:
                found.append((min(at, other), max(at, other), shared / whole))
                self._pairs[at] += 1
                self._pairs[other] += 1
                if self._pairs[at] >= MOST_PAIRS:
                    break
        return found

    def _enter(self, at: int, own: tuple[int, ...], *, fresh: bool) -> None:
        place = len(self._at)
        self._at.append(at)
        self._bitmaps.append(_bitmap(own))
        self._sizes.append(len(own))
        # Two sets share at least 4/9 of the sum of their sizes; the later one is no smaller.
        prefix = own[: len(own) - (8 * len(own) + 8) // 9 + _AGREEING]
        for unit in prefix:
            self._having.setdefault(unit, []).append(place)
        if fresh:
            for unit in prefix:
                self._having_fresh.setdefault(unit, []).append(place)


def _bitmap(own: tuple[int, ...]) -> int:
    bits = 0
    for unit in own:
        bits ^= _BIT[unit % _BITS]
    return bits


def _least_shared(size: int) -> int:
    """Give how many units of a set any set nearly the same must have: four fifths of them, rounded up."""
    return (4 * size + 4) // 5
