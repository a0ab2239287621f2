"""H5P's content types as questions of the bank, one function for each.

Each function gives the questions of a content, or refuses it with a code. Points are H5P's own: one for each thing to be got right,
or one for the whole where the author said so.

Source: semantics.json and the marking described in the documentation of each type on h5p.org.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.h5p.content import Content, bare, equal_shares, is_percent
from trainer.domain.question_bank.answers import (
    Blank,
    Choice,
    Criterion,
    Feedback,
    Gap,
    GapKind,
    Pair,
    Shape,
    Token,
    Zone,
)
from trainer.domain.question_bank.question import Bloom, Kind, Marking, Question
from trainer.domain.question_bank.text import escape

# Signs of private use mark the gaps of a text while the rest becomes Markdown.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_STARRED = re.compile(r"\*([^*\n]{1,500})\*")
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_LITERAL_GAP = re.compile(r"_{4,}")
_BLANK = re.compile(r"_{3,}")
_LITERAL_CLOZE = re.compile(r"(?<!\\)\[(?=\[\d+\]\])")
# So many words of a text can stand as choices; more nobody could read.
_MOST_WORDS = 30
_PIXELS_OF_EM = 16


class NotHeldError(Exception):
    """The bank has no question for this content.

    Args:
        code: of the finding.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Made:
    """One question of a content, with what is to be told about it.

    Attributes:
        number: counts from 1 where a content holds several; 0 where it is one.
    """

    question: Question
    notices: list[str] = field(default_factory=list)
    number: int = 0


def multi_choice(content: Content) -> Iterator[Made]:
    """H5P.MultiChoice: one right answer is a single choice; several earn one point each, a wrong one takes one."""
    answers = [one for one in content.list("answers") if isinstance(one, Mapping)]
    right = sum(one.get("correct") is True for one in answers)
    if not right:
        raise NotHeldError("h5p_no_key")
    is_multiple = content.at("behaviour", "type") == "multi" or (
        right > 1 and content.at("behaviour", "type") != "single"
    )
    one_point = content.truth(False, "behaviour", "singlePoint")
    shares = is_multiple and not one_point
    each = equal_shares(right)
    choices = []
    for one in answers:
        told = one.get("tipsAndFeedback")
        why = content.markdown(told.get("chosenFeedback")) if isinstance(told, Mapping) else ""
        is_right = one.get("correct") is True
        choices.append(
            Choice(content.markdown(one.get("text")), is_right, why, (each if is_right else -each) if shares else None)
        )
    notices = []
    if right > 1 and not is_multiple:
        # Any of several right ones is enough: the first one is the key, the others earn as much.
        first = next(at for at, one in enumerate(choices) if one.is_right)
        choices = [
            Choice(one.text, at == first, one.why, Fraction(1) if one.is_right and at != first else None)
            for at, one in enumerate(choices)
        ]
        notices.append("h5p_several_keys")
    parts: dict[str, Any] = {
        "choices": tuple(choices),
        "is_shuffled": content.truth(True, "behaviour", "randomAnswers"),
    }
    if is_multiple:
        parts["marking"] = Marking.ALL_OR_NOTHING if one_point else Marking.PER_CHOICE
    points = Fraction(right if shares else 1)
    kind = Kind.MULTIPLE if is_multiple else Kind.SINGLE
    yield _made(content, kind, content.text("question"), parts, points, notices)


def picture_choice(content: Content) -> Iterator[Made]:
    """H5P.MultiMediaChoice: choices that are pictures."""
    options = [one for one in content.list("options") if isinstance(one, Mapping)]
    right = sum(one.get("correct") is True for one in options)
    choices = tuple(Choice(content.shown(one.get("media")), one.get("correct") is True) for one in options)
    if not right or not all(one.text for one in choices):
        raise NotHeldError("h5p_no_key" if not right else "h5p_picture_missing")
    kind = Kind.SINGLE if right == 1 else Kind.MULTIPLE
    yield _made(content, kind, content.text("question"), {"choices": choices}, Fraction(1))


def true_false(content: Content) -> Iterator[Made]:
    """H5P.TrueFalse."""
    said = str(content.at("correct")).lower()
    if said not in {"true", "false"}:
        raise NotHeldError("h5p_no_key")
    feedback = Feedback(
        content.text("behaviour", "feedbackOnCorrect"), "", content.text("behaviour", "feedbackOnWrong")
    )
    yield _made(content, Kind.JUDGE, content.text("question"), {"answer": said == "true", "feedback": feedback})


def blanks(content: Content) -> Iterator[Made]:
    """H5P.Blanks: ``*answer/variant:tip*`` in each text."""
    strict = ("case",) if content.truth(True, "behaviour", "caseSensitive") else ()
    found: list[Blank] = []
    hints: list[str] = []
    lines = []
    for text in content.list("questions"):
        if not isinstance(text, str):
            continue
        marked, inside = _marked(text, len(found))
        for one in inside:
            answer, _, tip = _parted(one, ":")
            found.append(Blank(_variants(answer)))
            if tip:
                hints.append(escape(bare(tip)))
        lines.append(_with_blanks(content.markdown(marked)))
    stem = "\n\n".join(part for part in (content.text("text"), *lines) if part)
    parts = {"blanks": tuple(found), "strict": strict, "hints": tuple(hints)}
    yield _made(content, Kind.BLANK, stem, parts, Fraction(max(1, len(found))))


def advanced_blanks(content: Content) -> Iterator[Made]:
    """H5P.AdvancedBlanks: underscores in the text, answers in a list."""
    entries = [one for one in content.list("content", "blanksList") if isinstance(one, Mapping)]
    counted = iter(range(len(entries)))
    html = content.at("content", "blanksText")
    marked = _BLANK.sub(lambda found: _put(next(counted, None), found[0]), html) if isinstance(html, str) else ""
    found = tuple(Blank(_variants(str(one.get("correctAnswerText", "")))) for one in entries)
    hints = tuple(escape(bare(str(one["hint"]))) for one in entries if one.get("hint"))
    stem = "\n\n".join(
        part for part in (content.text("content", "task"), _with_blanks(content.markdown(marked))) if part
    )
    strict = ("case",) if content.truth(False, "behaviour", "caseSensitive") else ()
    parts = {"blanks": found, "strict": strict, "hints": hints}
    yield _made(content, Kind.BLANK, stem, parts, Fraction(max(1, len(found))))


def drag_text(content: Content) -> Iterator[Made]:
    """H5P.DragText: words to be dragged into a text; each gap offers all of them."""
    html = content.at("textField")
    if not isinstance(html, str):
        raise NotHeldError("h5p_no_key")
    marked, inside = _marked(html.replace("\n", "<br>"), 0)
    answers = [bare(_parted(re.split(r"\\[+-]", one)[0], ":")[0]) for one in inside]
    more = [bare(_parted(one, ":")[0]) for one in _STARRED.findall(str(content.at("distractors") or ""))]
    words = list(dict.fromkeys(one for one in (*answers, *more) if one))
    gaps = tuple(
        Gap(GapKind.CHOICE, tuple(Choice(escape(word), word == answer) for word in words)) for answer in answers
    )
    text = _PLACE.sub(lambda found: f"[[{int(found[1]) + 1}]]", _LITERAL_CLOZE.sub(r"\\[", content.markdown(marked)))
    stem = "\n\n".join(part for part in (content.text("taskDescription"), text) if part)
    yield _made(content, Kind.CLOZE, stem, {"gaps": gaps}, Fraction(max(1, len(gaps))))


def mark_words(content: Content) -> Iterator[Made]:
    """H5P.MarkTheWords: the words of the text become choices, where they are few and differ."""
    html = str(content.at("textField") or "")
    right: set[str] = set()
    words: list[str] = []
    for word in bare(_STARRED.sub(lambda found: f" {_OPEN}{found[1].replace(' ', _CLOSE)} ", html)).split():
        is_right = word.startswith(_OPEN)
        said = word.removeprefix(_OPEN).replace(_CLOSE, " ").strip(",.;:!?，。；：！？")
        if said:
            words.append(said)
            if is_right:
                right.add(said)
    if not right:
        raise NotHeldError("h5p_no_key")
    if len(words) > _MOST_WORDS or len(set(words)) < len(words):
        raise NotHeldError("h5p_words_too_many")
    each = equal_shares(len(right))
    choices = tuple(Choice(escape(word), word in right, "", each if word in right else -each) for word in words)
    text = content.markdown(_STARRED.sub(r"\1", html))
    stem = "\n\n".join(part for part in (content.text("taskDescription"), text) if part)
    parts = {"choices": choices, "marking": Marking.PER_CHOICE, "is_shuffled": False}
    yield _made(content, Kind.MULTIPLE, stem, parts, Fraction(len(right)), ["h5p_words_as_choices"])


def single_choice_set(content: Content) -> Iterator[Made]:
    """H5P.SingleChoiceSet: the first answer of each is the right one."""
    for number, one in enumerate(content.list("choices"), 1):
        if isinstance(one, Mapping):
            yield _first_is_right(content, content.markdown(one.get("question")), one.get("answers"), number)


def summary(content: Content) -> Iterator[Made]:
    """H5P.Summary: sets of statements; the first of each set is the right one."""
    intro = content.text("intro")
    for number, one in enumerate(content.list("summaries"), 1):
        if isinstance(one, Mapping):
            yield _first_is_right(content, intro or content.title or f"({number})", one.get("summary"), number)


def drag_question(content: Content) -> Iterator[Made]:
    """H5P.DragQuestion: things to be placed on a picture; without a picture, on named zones."""
    elements = [one for one in content.list("question", "task", "elements") if isinstance(one, Mapping)]
    drops = [one for one in content.list("question", "task", "dropZones") if isinstance(one, Mapping)]
    texts = [_element(content, one) for one in elements]
    picture = content.picture(content.at("question", "settings", "background", "path"))
    title = content.at("question", "settings", "questionTitle")
    stem = content.markdown(title) if isinstance(title, str) and title else escape(content.title)
    if not any(_correct(one) for one in drops):
        raise NotHeldError("h5p_no_key")
    if not picture:
        yield _sorted_into(content, stem, texts, drops)
        return
    shown = content.media[picture]
    width, height = (
        content.at("question", "settings", "size", "width"),
        content.at("question", "settings", "size", "height"),
    )
    across = shown.width / width if isinstance(width, int | float) and width and shown.width else 1.0
    down = shown.height / height if isinstance(height, int | float) and height and shown.height else 1.0
    size = (shown.width or 620, shown.height or 310)
    zones = []
    for drop in drops:
        zone = _zone(drop, size, (_PIXELS_OF_EM * across, _PIXELS_OF_EM * down))
        takes = tuple(sorted({int(one) for one in _correct(drop) if int(one) < len(elements)}))
        if zone is None:
            raise NotHeldError("h5p_zone_unreadable")
        if len(takes) > 1 and drop.get("single") is not True:
            yield _sorted_into(content, stem, texts, drops, [picture])
            return
        zones.append(Zone(zone.shape, zone.points, False, takes, content.words(drop.get("label"))))
    tokens = tuple(
        Token(text or name, name, 0 if one.get("multiple") is True else 1)
        for (text, name), one in zip(texts, elements, strict=True)
    )
    parts = {"picture": picture, "zones": tuple(zones), "tokens": tokens}
    yield _made(content, Kind.DRAG, stem, parts, Fraction(max(1, sum(bool(zone.takes) for zone in zones))))


def hotspot_question(content: Content) -> Iterator[Made]:
    """H5P.ImageHotspotQuestion: zones of a picture, as per cents of it."""
    settings = content.at("imageHotspotQuestion", "backgroundImageSettings")
    image = settings.get("backgroundImage") if isinstance(settings, Mapping) else None
    picture = content.picture((image or settings or {}).get("path") if isinstance(image or settings, Mapping) else None)
    if not picture:
        raise NotHeldError("h5p_picture_missing")
    shown = content.media[picture]
    size = (shown.width, shown.height)
    zones = []
    for one in content.list("imageHotspotQuestion", "hotspotSettings", "hotspot"):
        place = one.get("computedSettings") if isinstance(one, Mapping) else None
        said = one.get("userSettings") if isinstance(one, Mapping) else None
        if not isinstance(place, Mapping) or not isinstance(said, Mapping):
            continue
        zone = _zone(place, size, (size[0] / 100, size[1] / 100), str(place.get("figure")))
        if zone is None:
            raise NotHeldError("h5p_zone_unreadable")
        zones.append(
            Zone(zone.shape, zone.points, said.get("correct") is True, (), content.words(said.get("feedbackText")))
        )
    stem = content.text("imageHotspotQuestion", "hotspotSettings", "taskDescription") or escape(content.title)
    yield _made(content, Kind.HOTSPOT, stem, {"picture": picture, "zones": tuple(zones)})


def essay(content: Content) -> Iterator[Made]:
    """H5P.Essay: words to be looked for become the rubric; here a person marks it."""
    criteria: list[tuple[str, Fraction]] = []
    for one in content.list("keywords"):
        if not isinstance(one, Mapping) or not one.get("keyword"):
            continue
        words = [str(one["keyword"]), *(str(word) for word in one.get("alternatives") or () if isinstance(word, str))]
        options = one.get("options")
        worth = options.get("points") if isinstance(options, Mapping) else 1
        criteria.append((escape(" / ".join(words)), Fraction(worth if isinstance(worth, int) and worth > 0 else 1)))
    total = sum((worth for _, worth in criteria), Fraction(0))
    rubric = tuple(Criterion(text, worth / total) for text, worth in dict(criteria).items()) if total else ()
    if sum((one.share for one in rubric), Fraction(0)) != 1:
        rubric = ()
    sample = "\n\n".join(
        part for part in (content.text("solution", "introduction"), content.text("solution", "sample")) if part
    )
    parts = {"model_answer": sample, "rubric": rubric}
    yield _made(content, Kind.ESSAY, content.text("taskDescription"), parts, total or Fraction(1), ["h5p_by_hand"])


def crossword(content: Content) -> Iterator[Made]:
    """H5P.Crossword: each clue is a short answer."""
    for number, one in enumerate(content.list("words"), 1):
        if isinstance(one, Mapping):
            accepted = Choice(bare(str(one.get("answer", ""))), True)
            stem = content.markdown(one.get("clue"))
            yield _made(
                content, Kind.SHORT_ANSWER, stem, {"choices": (accepted,)}, notices=["h5p_taken_apart"], number=number
            )


def flashcards(content: Content) -> Iterator[Made]:
    """H5P.Flashcards: a card asks, the answer is typed."""
    for number, one in enumerate(content.list("cards"), 1):
        if not isinstance(one, Mapping):
            continue
        shown = content.shown({"file": one.get("image"), "alt": one.get("imageAltText", "")})
        stem = "\n\n".join(part for part in (shown, content.markdown(one.get("text"))) if part)
        choices = tuple(Choice(text, True) for text in _variants(str(one.get("answer", ""))))
        tip = content.markdown(one.get("tip"))
        parts = {"choices": choices, "hints": (tip,) if tip else ()}
        yield _made(content, Kind.SHORT_ANSWER, stem, parts, number=number)


def dialog_cards(content: Content) -> Iterator[Made]:
    """H5P.Dialogcards: front and back; whether the back was known, only people can tell."""
    for number, one in enumerate(content.list("dialogs"), 1):
        if not isinstance(one, Mapping):
            continue
        shown = content.shown({"file": one.get("image"), "alt": one.get("imageAltText", "")})
        stem = "\n\n".join(part for part in (shown, content.markdown(one.get("text"))) if part)
        parts = {"model_answer": content.markdown(one.get("answer"))}
        yield _made(content, Kind.SHORT_ANSWER, stem, parts, notices=["h5p_by_hand"], number=number)


def guess_the_answer(content: Content) -> Iterator[Made]:
    """H5P.GuessTheAnswer: an answer to be uncovered."""
    parts = {"model_answer": content.markdown(content.at("solutionText"))}
    yield _made(content, Kind.SHORT_ANSWER, content.text("taskDescription"), parts, notices=["h5p_by_hand"])


def sequence(content: Content) -> Iterator[Made]:
    """H5P.ImageSequencing: pictures in their order."""
    order = []
    for one in content.list("sequenceImages"):
        if isinstance(one, Mapping):
            words = one.get("imageDescription") or ""
            order.append(content.shown({"file": one.get("image"), "alt": words}) or content.markdown(words))
    yield _made(content, Kind.ORDERING, content.text("taskDescription"), {"order": tuple(order)})


def paragraphs(content: Content) -> Iterator[Made]:
    """H5P.SortParagraphs: texts in their order."""
    order = tuple(content.markdown(one) for one in content.list("paragraphs"))
    yield _made(content, Kind.ORDERING, content.text("taskDescription"), {"order": order})


def image_pairs(content: Content) -> Iterator[Made]:
    """H5P.ImagePair: pictures that belong together."""
    pairs = []
    for one in content.list("cards"):
        if isinstance(one, Mapping):
            left = content.shown({"file": one.get("image"), "alt": one.get("imageAlt", "")})
            right = content.shown({"file": one.get("match"), "alt": one.get("matchAlt", "")})
            pairs.append(Pair(left, right))
    if not all(pair.left and pair.right for pair in pairs):
        raise NotHeldError("h5p_picture_missing")
    yield _made(content, Kind.MATCHING, content.text("taskDescription"), {"pairs": tuple(pairs)})


READERS: dict[str, Callable[[Content], Iterator[Made]]] = {
    "H5P.MultiChoice": multi_choice,
    "H5P.MultiMediaChoice": picture_choice,
    "H5P.TrueFalse": true_false,
    "H5P.Blanks": blanks,
    "H5P.AdvancedBlanks": advanced_blanks,
    "H5P.DragText": drag_text,
    "H5P.MarkTheWords": mark_words,
    "H5P.SingleChoiceSet": single_choice_set,
    "H5P.Summary": summary,
    "H5P.DragQuestion": drag_question,
    "H5P.ImageHotspotQuestion": hotspot_question,
    "H5P.ImageMultipleHotspotQuestion": hotspot_question,
    "H5P.Essay": essay,
    "H5P.Crossword": crossword,
    "H5P.Flashcards": flashcards,
    "H5P.Dialogcards": dialog_cards,
    "H5P.GuessTheAnswer": guess_the_answer,
    "H5P.ImageSequencing": sequence,
    "H5P.SortParagraphs": paragraphs,
    "H5P.ImagePair": image_pairs,
}


def _made(
    content: Content,
    kind: Kind,
    stem: str,
    parts: dict[str, Any],
    points: Fraction = Fraction(1),
    notices: list[str] | None = None,
    number: int = 0,
) -> Made:
    told, always = content.feedback()
    own = parts.pop("feedback", Feedback())
    feedback = Feedback(own.right or told.right, own.partly or told.partly, own.wrong or told.wrong)
    stem = content.with_media(stem) or escape(content.title)
    values: dict[str, Any] = {"feedback": feedback, "points": points, **parts}
    question = Question("", "", 1, kind, "", "", "", 0, Bloom.UNSET, stem, always, **values)
    return Made(question, notices or [], number)


def _first_is_right(content: Content, stem: str, answers: Any, number: int) -> Made:
    texts = [content.markdown(one) for one in answers] if isinstance(answers, list) else []
    choices = tuple(Choice(text, at == 0) for at, text in enumerate(texts))
    return _made(content, Kind.SINGLE, stem, {"choices": choices}, number=number)


def _marked(html: str, start: int) -> tuple[str, list[str]]:
    """Take what stands between stars out of a text; a mark with its number stays."""
    inside: list[str] = []

    def mark(found: re.Match[str]) -> str:
        inside.append(found[1])
        return f"{_OPEN}{start + len(inside) - 1}{_CLOSE}"

    return _STARRED.sub(mark, html), inside


def _put(number: int | None, otherwise: str) -> str:
    return otherwise if number is None else f"{_OPEN}{number}{_CLOSE}"


def _with_blanks(text: str) -> str:
    return _PLACE.sub("____", _LITERAL_GAP.sub(lambda found: "\\_" * len(found[0]), text))


def _parted(text: str, sign: str) -> tuple[str, str, str]:
    """Part a text at a sign that no backslash stands before."""
    found = re.search(rf"(?<!\\){re.escape(sign)}", text)
    return (text[: found.start()], sign, text[found.end() :]) if found else (text, "", "")


def _variants(text: str) -> tuple[str, ...]:
    said = (bare(one.replace("\\/", "\ue0f8")).replace("\ue0f8", "/") for one in re.split(r"(?<!\\)/", text))
    return tuple(dict.fromkeys(one for one in said if one)) or ("",)


def _element(content: Content, element: Mapping[str, Any]) -> tuple[str, str]:
    """Give the words and the picture of something that is dragged."""
    kind = element.get("type")
    params = kind.get("params") if isinstance(kind, Mapping) else None
    if not isinstance(params, Mapping):
        return "", ""
    if "text" in params:
        return content.markdown(params.get("text")), ""
    file = params.get("file")
    name = content.picture(file.get("path")) if isinstance(file, Mapping) else ""
    return escape(str(params.get("alt") or "")), name


def _correct(drop: Mapping[str, Any]) -> list[str]:
    found = drop.get("correctElements")
    return [str(one) for one in found if str(one).isdigit() and len(str(one)) < 5] if isinstance(found, list) else []


def _sorted_into(
    content: Content,
    stem: str,
    texts: list[tuple[str, str]],
    drops: list[Mapping[str, Any]],
    pictures: list[str] | None = None,
) -> Made:
    """Write things that several of which belong into one zone as lines with a list of zones to choose from."""
    labels = [content.words(drop.get("label")) or f"({at})" for at, drop in enumerate(drops, 1)]
    lines: list[str] = []
    gaps = []
    for at, (text, name) in enumerate(texts):
        zones = [place for place, drop in enumerate(drops) if str(at) in _correct(drop)]
        if not zones:
            continue
        lines.append(f"{f'![{text}]({name})' if name else text} [[{len(lines) + 1}]]")
        choices = tuple(Choice(escape(label), place == zones[0]) for place, label in enumerate(labels))
        gaps.append(Gap(GapKind.CHOICE, choices))
    shown = [f"![]({name})" for name in pictures or ()]
    whole = "\n\n".join(part for part in (stem, *shown, "\n".join(lines)) if part)
    return _made(content, Kind.CLOZE, whole, {"gaps": tuple(gaps)}, Fraction(max(1, len(gaps))), ["h5p_drag_as_lines"])


def _zone(
    place: Mapping[str, Any], size: tuple[int, int], unit: tuple[float, float], figure: str = "rectangle"
) -> Zone | None:
    """Make a zone of a corner in per cents and a size in units."""
    said = [place.get(name) for name in ("x", "y", "width", "height")]
    if not all(is_percent(one) for one in said) or not all(size):
        return None
    x, y, width, height = (float(one or 0) for one in said)
    left, top = x * size[0] / 100, y * size[1] / 100
    right, bottom = left + width * unit[0], top + height * unit[1]
    if figure == "circle":
        # Its width and height are those of the square around it.
        radius = max(1, round(max(right - left, bottom - top) / 2))
        return Zone(Shape.CIRCLE, (round((left + right) / 2), round((top + bottom) / 2), radius))
    points = (round(left), round(top), round(right), round(bottom))
    return Zone(Shape.RECTANGLE, points) if points[0] < points[2] and points[1] < points[3] else None
