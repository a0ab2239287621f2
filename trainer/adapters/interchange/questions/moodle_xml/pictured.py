"""Types of Moodle in which something is placed on a picture."""

from __future__ import annotations

from trainer.adapters.interchange.questions.moodle_numbers import exact
from trainer.adapters.interchange.questions.moodle_xml.asked import Asked
from trainer.adapters.interchange.questions.moodle_xml.in_hand import bare
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Attachment, Shape, Token, Zone
from trainer.domain.question_bank.question import Kind, Question

# Moodle draws a word this large: its height, the width of one sign, and the least width.
_WORD_HEIGHT, _SIGN_WIDTH, _WORD_LEAST = 26, 14, 40
# No picture of Moodle is wider; coordinates beyond this are slips.
_FARTHEST = 20_000
_SHAPES = {"circle": Shape.CIRCLE, "rectangle": Shape.RECTANGLE, "polygon": Shape.POLYGON}


def ddimageortext(asked: Asked) -> Question:
    """Read pictures and words that are dragged onto places of a picture.

    Moodle says where the upper left corner of a place is, and makes it as large as the largest thing of its group.
    """
    stem = asked.text("questiontext")
    picture = _background(asked)
    tokens: list[Token] = []
    by_number: dict[str, int] = {}
    groups: dict[str, str] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for element in asked.every("drag"):
        number, text, group, copies, file = "", "", "1", 1, None
        for child in element:
            match child.tag:
                case "no":
                    number = bare(child)
                case "text":
                    text = asked.markdown((child.text or "").strip(), None)
                case "draggroup":
                    group = bare(child) or "1"
                case "infinite":
                    copies = 0
                case "file":
                    file = asked.attach(child.get("name") or "", child.text or "", child.get("encoding") or "base64")
        if not text and file is None:
            asked.note("moodle_token_empty", Severity.WARNING, number=number)
            continue
        by_number[number or str(len(tokens) + 1)] = len(tokens)
        groups[number] = group
        width, height = _size(text, file)
        before = sizes.get(group, (0, 0))
        sizes[group] = (max(before[0], width), max(before[1], height))
        tokens.append(Token(text or _words(file), "" if file is None else file.name, copies))
    zones = []
    for element in asked.every("drop"):
        label, choice, left, top = "", "", 0, 0
        for child in element:
            match child.tag:
                case "text":
                    label = asked.markdown((child.text or "").strip(), None)
                case "choice":
                    choice = bare(child)
                case "xleft":
                    left = _pixel(asked, bare(child))
                case "ytop":
                    top = _pixel(asked, bare(child))
        if choice not in by_number:
            asked.note("moodle_place_without_word", Severity.ERROR, place=choice)
            continue
        width, height = sizes[groups.get(choice, "1")]
        corners = (left, top, left + width, top + height)
        zones.append(Zone(Shape.RECTANGLE, corners, takes=(by_number[choice],), label=label))
    if zones and any(not token.picture for token in tokens):
        asked.note("moodle_zone_size_guessed", Severity.NOTICE)
    return _drag(asked, stem, picture, tokens, zones)


def ddmarker(asked: Asked) -> Question:
    """Read words that are placed on areas of a picture."""
    stem = asked.text("questiontext")
    picture = _background(asked)
    tokens: list[Token] = []
    by_number: dict[str, int] = {}
    for element in asked.every("drag"):
        number, text, copies = "", "", 1
        for child in element:
            match child.tag:
                case "no":
                    number = bare(child)
                case "text":
                    text = asked.markdown((child.text or "").strip(), None)
                case "infinite":
                    copies = 0
                case "noofdrags":
                    said = exact(bare(child)) or 1
                    copies = max(1, min(int(said), 100)) if copies else 0
        if not text:
            asked.note("moodle_token_empty", Severity.WARNING, number=number)
            continue
        by_number[number or str(len(tokens) + 1)] = len(tokens)
        tokens.append(Token(text, copies=copies))
    zones = []
    for element in asked.every("drop"):
        parts = {child.tag: bare(child) for child in element}
        shape = _SHAPES.get(parts.get("shape", "").lower())
        points = None if shape is None else points_of(shape, parts.get("coords", ""))
        choice = parts.get("choice", "")
        if shape is None or points is None:
            asked.note("moodle_zone_wrong", Severity.ERROR, coords=parts.get("coords", "")[:60])
        elif choice not in by_number:
            asked.note("moodle_place_without_word", Severity.ERROR, place=choice)
        else:
            label = parts.get("text", "")
            zones.append(Zone(shape, points, takes=(by_number[choice],), label=asked.markdown(label, None)))
    return _drag(asked, stem, picture, tokens, zones)


def points_of(shape: Shape, coords: str) -> tuple[int, ...] | None:
    """Read an area as Moodle writes it; None where it is damaged.

    Args:
        shape: of it.
        coords: ``x,y;radius``, ``x,y;width,height``, or the corners of a polygon ``x,y;x,y;x,y``.
    """
    numbers = []
    for pair in coords.split(";"):
        for said in pair.split(","):
            value = exact(said)
            if value is None or abs(value) > _FARTHEST:
                return None
            numbers.append(round(value))
    if shape is Shape.CIRCLE:
        return tuple(numbers) if len(numbers) == 3 and numbers[2] > 0 else None
    if shape is Shape.RECTANGLE:
        if len(numbers) != 4:
            return None
        x, y, width, height = numbers
        return (x, y, x + width, y + height)
    return tuple(numbers) if len(numbers) >= 6 and len(numbers) % 2 == 0 else None


def _drag(asked: Asked, stem: str, picture: str, tokens: list[Token], zones: list[Zone]) -> Question:
    return asked.question(
        Kind.DRAG,
        stem,
        picture=picture,
        tokens=tuple(tokens),
        zones=tuple(zones),
        is_shuffled=asked.has("shuffleanswers") and asked.plain("shuffleanswers") not in {"0", "false"},
        feedback=asked.feedback(),
    )


def _background(asked: Asked) -> str:
    for element in asked.every("file"):
        kept = asked.attach(element.get("name") or "", element.text or "", element.get("encoding") or "base64")
        if kept is not None:
            return kept.name
    asked.note("moodle_no_picture", Severity.ERROR)
    return ""


def _size(text: str, file: Attachment | None) -> tuple[int, int]:
    if file is not None and file.width and file.height:
        return file.width, file.height
    return max(_WORD_LEAST, _SIGN_WIDTH * len(text)), _WORD_HEIGHT


def _words(file: Attachment | None) -> str:
    return "" if file is None else file.name.rpartition(".")[0] or file.name


def _pixel(asked: Asked, said: str) -> int:
    value = exact(said)
    if value is None or abs(value) > _FARTHEST:
        asked.note("moodle_zone_wrong", Severity.ERROR, coords=said[:60])
        return 0
    return round(value)
