"""Cut texts into the words of the search index, and what people type into what is looked for.

Chinese writes no spaces, so every two neighbouring characters are one word (公务员: 公务, 务员), and the last character of a
run stands for itself, so that one character is found, too. Latin words and numbers are words as they stand, in small
letters. Two- and three-character queries are then found by phrase, as exactly as by looking through all texts. Refused:
SQLite's trigram index (finds nothing for two characters) and dictionaries (they disagree with people on where words end).

Whoever changes how texts are cut raises ``derived.VERSION``: the index is then made again at the next start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.domain.question_bank.kinds import texts
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.text import plain

# More words than this of one question are not indexed: nobody finds an essay by its ten thousandth word, and positions
# beyond 16,383 are not kept by PostgreSQL.
MOST_WORDS = 10_000
_LONGEST_WORD = 60
# Letters of a Latin word from which its beginning finds it; one letter would find half of the bank.
_PREFIX_FROM = 2

_RUN = re.compile(r"[^\W_]+")
_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"([{_HAN}]+)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand one behind the other.

    Attributes:
        words: at least one.
        is_open: the last one is the beginning of a word.
    """

    words: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for; all of it must be there.

    Attributes:
        phrases: to be found in the index.
        signs: typed words without letters, such as a bracket, that no index holds.
    """

    phrases: tuple[Phrase, ...] = ()
    signs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.signs)


def words(text: str) -> list[str]:
    """Cut a text into the words of the index, in order."""
    found: list[str] = []
    for run in _RUN.findall(_level(text)):
        if run.isascii():
            found.append(run[:_LONGEST_WORD])
            continue
        for number, part in enumerate(_HAN_RUN.split(run)):
            if number % 2:
                found += map(str.__add__, part, part[1:])
                found.append(part[-1])
            elif part:
                found.append(part[:_LONGEST_WORD])
    return found


def bigrams(text: str) -> list[str]:
    """Give the words of a text that carry its meaning: pairs of characters and Latin words, without lone characters."""
    return [word for word in words(text) if len(word) > 1]


def question_words(question: Question) -> list[str]:
    """Give the words under which a question is found: stem, entries, name, tags, code."""
    found = words(plain("\n".join(_texts(question))))[:MOST_WORDS]
    # "0901" finds Q-K0901a-001.
    code = words(question.code)
    return found + code + [number for word in code for number in _NUMBER.findall(word) if number != word]


def read_query(text: str) -> Query:
    """Read what somebody typed; nothing in it has a meaning of its own."""
    phrases: list[Phrase] = []
    signs: list[str] = []
    for typed in text.split():
        asked = words(typed)
        if not asked:
            signs.append(typed)
            continue
        last = asked[-1]
        is_lone = _HAN_RUN.fullmatch(last) is not None
        if is_lone and len(asked) > 1 and len(asked[-2]) == 2 and asked[-2][1] == last:
            # The lone last character would only ask whether the run ends here.
            phrases.append(Phrase(tuple(asked[:-1]), is_open=False))
        else:
            phrases.append(Phrase(tuple(asked), is_open=is_lone or len(last) >= _PREFIX_FROM))
    return Query(tuple(phrases), tuple(signs))


def _level(text: str) -> str:
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.lower()


def _texts(question: Question) -> Iterator[str]:
    yield question.stem
    yield from texts(question)
    yield question.name
    yield from question.tags
