"""The parts that keys are made of: choices, gaps, pairs, numbers, zones, criteria, variables.

All numbers are exact. ``share`` is what a part earns of the whole question, 1 for everything; negative shares occur in banks
of other programs and are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice, or one accepted wording of a short answer.

    Attributes:
        text: Markdown of this program (see ``text``) for choices; plain text for accepted wordings.
        is_right: belongs to the key.
        why: why it is right or wrong.
        share: what it earns by itself; None leaves that to the kind's rule (the key earns everything, others nothing).
    """

    text: str
    is_right: bool
    why: str = ""
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a number may carry.

    Attributes:
        name: as written after the number.
        factor: how many of the key's own unit one of it is; 1000 for km where the key is in m.
    """

    name: str
    factor: Fraction = WHOLE


@dataclass(frozen=True, slots=True)
class Blank:
    """One gap of a fill-in: the accepted variants, the first one is shown as the key.

    Attributes:
        accept: texts.
        tolerance: where given, the variants are numbers, and a number this near is right, too.
        units: units that such a number may carry; empty: none is expected.
    """

    accept: tuple[str, ...]
    tolerance: Fraction | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a matching question."""

    left: str
    right: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class NumericKey:
    """One accepted number.

    Attributes:
        value: the number; None accepts any number (a catch-all of another program, with its share and reason).
        tolerance: a number this near is accepted, too; never negative.
        share: what it earns.
        why: shown after it was given.
        is_relative: the tolerance is a share of the value instead of a distance.
    """

    value: Fraction | None
    tolerance: Fraction = NOTHING
    share: Fraction = WHOLE
    why: str = ""
    is_relative: bool = False


class GapKind(StrEnum):
    """How a gap of a cloze is filled."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze; the first stands in the stem as ``[[1]]``.

    Attributes:
        kind: see :class:`GapKind`.
        choices: what to choose from, or the accepted texts.
        numbers: accepted numbers.
        weight: how much it counts beside the other gaps.
        strict: as in ``Question.strict``, for texts.
    """

    kind: GapKind
    choices: tuple[Choice, ...] = ()
    numbers: tuple[NumericKey, ...] = ()
    weight: int = 1
    strict: tuple[str, ...] = ()


class Shape(StrEnum):
    """Outline of a zone."""

    RECTANGLE = "rectangle"
    CIRCLE = "circle"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a picture.

    Attributes:
        shape: see :class:`Shape`.
        points: in pixels of the picture, from its upper left corner: rectangle ``left, top, right, bottom``; circle
            ``x, y, radius``; polygon ``x, y`` of each corner in turn.
        is_right: a point here earns its share (hotspot).
        takes: indices of the tokens that belong here (drag); empty: nothing belongs here.
        label: what it is, for people who cannot see the picture and for the explanation.
    """

    shape: Shape
    points: tuple[int, ...]
    is_right: bool = False
    takes: tuple[int, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """Something to be placed on a picture.

    Attributes:
        text: written on it; also the description of its picture.
        picture: name of an attachment; empty for a text.
        copies: how often it may be used; 0 without limit.
    """

    text: str
    picture: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what is looked for, and its share of the marks."""

    text: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Variable:
    """One varying number of a parameterised question.

    Attributes:
        name: letters, digits, underscores; written ``{name}`` in texts.
        low, high, step: the values are low, low + step ... up to high; used where ``values`` is empty.
        values: explicit values instead.
    """

    name: str
    low: Fraction = NOTHING
    high: Fraction = NOTHING
    step: Fraction = WHOLE
    values: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One accepted answer of a parameterised question.

    Attributes:
        expression: in the language of ``expressions``; computed exactly.
        tolerance: as in :class:`NumericKey`.
        places: the key is shown, and compared, rounded half-up to so many decimals; None for unrounded.
        share, why, is_relative: as in :class:`NumericKey`.
    """

    expression: str
    tolerance: Fraction = NOTHING
    places: int | None = None
    share: Fraction = WHOLE
    why: str = ""
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words after any answer that is wholly right, partly right, or wrong; each may be empty."""

    right: str = ""
    partly: str = ""
    wrong: str = ""


NO_FEEDBACK = Feedback()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a question: picture, sound, video.

    Attributes:
        name: unique within the question; texts refer to it as ``![words](name)``. No folder.
        media_type: such as ``image/png``.
        digest: SHA-256 of the bytes, 64 hex digits; the bytes are kept once, whoever refers to them.
        size: bytes.
        width, height: pixels; 0 where unknown or meaningless.
    """

    name: str
    media_type: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
