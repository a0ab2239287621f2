"""Questions in which something is placed on a picture, as Moodle has them."""

from __future__ import annotations

from trainer.adapters.interchange.questions.moodle_texts import inline_html
from trainer.adapters.interchange.questions.moodle_xml.fields import wrapped
from trainer.adapters.interchange.questions.moodle_xml.writing_one import Parts, Writing
from trainer.domain.question_bank.answers import Shape, Zone


def drag(one: Writing) -> Parts:
    """Write words for areas of a picture as markers, pictures and words for places as drags."""
    question = one.question
    one.is_sure = False
    stem = one.field("questiontext", question.stem)
    shuffled = "<shuffleanswers/>\n" if question.is_shuffled else ""
    begin = shuffled + one.combined() + one.files.file(question.picture) + "\n"
    has_pictures = any(token.picture for token in question.tokens)
    drags = []
    for number, token in enumerate(question.tokens, 1):
        copies = "<infinite/>" if not token.copies else ""
        text = f"<no>{number}</no><text>{wrapped(inline_html(token.text))}</text>"
        if has_pictures:
            file = one.files.file(token.picture) if token.picture else ""
            drags.append(f"<drag>{text}<draggroup>1</draggroup>{copies}{file}</drag>\n")
        else:
            drags.append(f"<drag>{text}{copies}<noofdrags>{max(token.copies, 1)}</noofdrags></drag>\n")
    drops = [_drop(number, zone, has_pictures) for number, zone in enumerate((z for z in question.zones if z.takes), 1)]
    return "ddimageortext" if has_pictures else "ddmarker", stem, begin + "".join(drags) + "".join(drops)


def _drop(number: int, zone: Zone, has_pictures: bool) -> str:
    label = f"<text>{wrapped(inline_html(zone.label) if zone.label else '')}</text>"
    choice = zone.takes[0] + 1
    points = zone.points
    if has_pictures:
        xs, ys = points[0::2], points[1::2]
        left, top = min(xs), min(ys)
        if zone.shape is Shape.CIRCLE:
            left, top = points[0] - points[2], points[1] - points[2]
        where = f"<no>{number}</no><choice>{choice}</choice><xleft>{left}</xleft><ytop>{top}</ytop>"
        return f"<drop>{label}{where}</drop>\n"
    match zone.shape:
        case Shape.CIRCLE:
            coords = f"{points[0]},{points[1]};{points[2]}"
        case Shape.RECTANGLE:
            coords = f"{points[0]},{points[1]};{points[2] - points[0]},{points[3] - points[1]}"
        case _:
            coords = ";".join(f"{x},{y}" for x, y in zip(points[0::2], points[1::2], strict=True))
    shape = f"<shape>{zone.shape.value}</shape><coords>{coords}</coords><choice>{choice}</choice>"
    return f"<drop>{label}<no>{number}</no>{shape}</drop>\n"
