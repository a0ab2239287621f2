"""Hypothesis strategies for sound questions of every kind, with the texts that Chinese banks really hold.

Every question drawn here has no problem (``kinds.problems``), reads back equal from its document, and is written in the
canonical Markdown of ``question_bank.text``: plain words went through ``escape``. ``media`` gives the bytes of the pictures
they refer to.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.answers import (
    Attachment,
    Blank,
    Choice,
    Criterion,
    Feedback,
    Gap,
    GapKind,
    NumericKey,
    Pair,
    Result,
    Shape,
    Token,
    Unit,
    Variable,
    Zone,
)
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import Bloom, Kind, LawBasis, Marking, Question
from trainer.domain.question_bank.reading import STANDARD_CODE, part_code
from trainer.domain.question_bank.text import escape

ONE = Fraction(1)
WIDTH, HEIGHT = 640, 480

# What people write and what the signs of other formats look like.
ODD = (
    "仿宋_GB2312",
    "〔2025〕12号",
    "“双公开”",
    "《条例》第三条",
    "A<B & C>D",
    "50%",
    "{花括号}",
    "~波浪~",
    "=等号=",
    "#井号",
    "C:\\temp\\a.docx",
    "OA::首页",
    "$5 到 $8",
    "2**3",
    "`ls`",
    "[方括号]",
    "|竖线|",
    "1. 一",
    "- 项",
    "𠮷野家",
    "😀",
    "ﬁ",
    "Ａ１",
    'it\'s "quoted"',
    "-->",
    "]]>",
    "&amp;",
    "<b>粗</b>",
    "x^2",
    "100,000.5",
    "①②",
    "（ D ）",
    "三十二",
    "ANSWER: B",
    "->",
    "@@",
    "'=SUM(A1)",
    "+86",
    "阿拉坦·巴特尔",
    "ᠮᠣᠩᠭᠣᠯ",
    "1/2",
    "//注",
)
# Underscores, square and curly brackets together mean gaps, cloze gaps and values: they come in by ODD only.
_SIGNS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="_[]{}\\`|")
_WORDS = st.sampled_from(ODD) | st.text(_SIGNS, min_size=1, max_size=8)
_MARKUP = st.sampled_from(("**着重**", "H<sub>2</sub>O", "m<sup>2</sup>", "下<u>划</u>线", "`Ctrl+C`", "$x^2+1$"))


def plain_texts(*, most: int = 3) -> st.SearchStrategy[str]:
    """Plain words of one line, not yet escaped; single blanks at most."""
    return st.lists(_WORDS, min_size=1, max_size=most).map(" ".join).map(_tidy).filter(bool)


def markdown_texts(*, most: int = 3) -> st.SearchStrategy[str]:
    """One line of Markdown that says plain words."""
    return plain_texts(most=most).map(escape)


def rich_texts() -> st.SearchStrategy[str]:
    """Markdown of one or two lines, sometimes with type at the end of a line."""
    line = st.builds(lambda text, more: f"{text}，{more}" if more else text, plain_texts(), st.just("") | _MARKUP)

    def lines(every: list[str]) -> str:
        # Escaping minds the beginnings of lines, so plain words are escaped as they will stand.
        return "\n".join(_escaped(one) for one in every)

    return st.lists(line, min_size=1, max_size=2).map(lines)


def _escaped(line: str) -> str:
    head, comma, tail = line.rpartition("，")
    return f"{escape(head)}，{tail}" if comma and tail in _MARKUPS else escape(line)


_MARKUPS = ("**着重**", "H<sub>2</sub>O", "m<sup>2</sup>", "下<u>划</u>线", "`Ctrl+C`", "$x^2+1$")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def level(text: str) -> str:
    """Bring a text to the form in which entries count as repeated."""
    return "".join(text.split()).casefold()


def distinct(texts: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Texts of which none reads like another."""
    return st.lists(texts, min_size=least, max_size=most, unique_by=level)


def numbers() -> st.SearchStrategy[Fraction]:
    """Exact numbers, most of them decimals."""
    decimals = st.builds(
        lambda whole, places: Fraction(whole, 10**places), st.integers(-99_999, 99_999), st.integers(0, 4)
    )
    return decimals | st.sampled_from((Fraction(1, 3), Fraction(-22, 7), Fraction(0), Fraction(10**9)))


def picture_file(name: str = "图 1.png", width: int = WIDTH, height: int = HEIGHT) -> MediaFile:
    """A real grey PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height, 9)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return MediaFile(name, "image/png", content, width, height)


PICTURES = (picture_file("图1.png"), picture_file("screen.png", 320, 200), picture_file("小图.png", 16, 16))
_BYTES = {one.digest: one.content for one in PICTURES}
BIG: Attachment = PICTURES[0].attachment


def media(digest: str) -> bytes | None:
    """Give the bytes of a picture by its digest, as exporters ask for them."""
    return _BYTES.get(digest)


def media_files(question: Question) -> dict[str, MediaFile]:
    """Give the files of a question by digest, as readers give them."""
    files = {one.digest: one for one in PICTURES}
    return {one.digest: files[one.digest] for one in question.attachments}


@st.composite
def _choices(draw: st.DrawFn, least: int = 2, most: int = 6) -> list[Choice]:
    texts = draw(distinct(rich_texts(), least, most))
    return [Choice(text, False, draw(st.just("") | markdown_texts())) for text in texts]


@st.composite
def _single(draw: st.DrawFn) -> dict[str, Any]:
    choices = draw(_choices())
    right = draw(st.integers(0, len(choices) - 1))
    part = draw(st.none() | st.sampled_from((Fraction(1, 2), Fraction(1, 3), Fraction(-1, 4), Fraction(0))))
    made = [replace(one, is_right=n == right) for n, one in enumerate(choices)]
    if part is not None:
        other = (right + 1) % len(made)
        made[other] = replace(made[other], share=part)
    return {"choices": tuple(made), "is_shuffled": draw(st.booleans())}


@st.composite
def _multiple(draw: st.DrawFn) -> dict[str, Any]:
    choices = draw(_choices())
    right = draw(st.sets(st.integers(0, len(choices) - 1), min_size=1))
    made = [replace(one, is_right=n in right) for n, one in enumerate(choices)]
    marking = draw(st.sampled_from((None, Marking.ALL_OR_NOTHING, Marking.HALF, Marking.PER_CHOICE)))
    if marking is Marking.PER_CHOICE and draw(st.booleans()):
        wrong = draw(st.sampled_from((Fraction(0), Fraction(-1, len(right)), Fraction(-1))))
        made = [replace(one, share=Fraction(1, len(right)) if one.is_right else wrong) for one in made]
    return {"choices": tuple(made), "marking": marking, "is_shuffled": draw(st.booleans())}


@st.composite
def _judge(draw: st.DrawFn) -> dict[str, Any]:
    return {"answer": draw(st.booleans())}


_STRICT = st.lists(st.sampled_from(("case", "width", "spaces", "numerals")), max_size=2, unique=True).map(tuple)
_UNITS = (Unit("米"), Unit("千米", Fraction(1000)), Unit("cm", Fraction(1, 100)))


@st.composite
def _blank_part(draw: st.DrawFn) -> Blank:
    if draw(st.integers(0, 3)):
        return Blank(tuple(draw(st.lists(plain_texts(most=2), min_size=1, max_size=3, unique_by=level))))
    value = draw(st.integers(-9999, 9999))
    units = draw(st.sampled_from(((), _UNITS[:1], _UNITS)))
    return Blank((str(value),), draw(st.sampled_from((Fraction(0), Fraction(1, 2), Fraction(5)))), units)


@st.composite
def _blank(draw: st.DrawFn) -> dict[str, Any]:
    blanks = draw(st.lists(_blank_part(), min_size=1, max_size=4))
    stem = draw(markdown_texts()) + "".join(f"，{draw(markdown_texts(most=1))} ____" for _ in blanks) + "。"
    return {"stem": stem, "blanks": tuple(blanks), "strict": draw(_STRICT)}


@st.composite
def _numeric_keys(draw: st.DrawFn) -> tuple[NumericKey, ...]:
    values = draw(st.lists(numbers(), min_size=1, max_size=3, unique=True))
    keys = []
    for number, value in enumerate(values):
        is_relative = draw(st.booleans())
        tolerance = draw(st.sampled_from((Fraction(0), Fraction(1, 100), Fraction(1, 20))))
        share = ONE if not number else draw(st.sampled_from((Fraction(1, 2), Fraction(1, 3), Fraction(0))))
        keys.append(NumericKey(value, tolerance, share, draw(st.just("") | markdown_texts()), is_relative))
    if draw(st.integers(0, 4)) == 0:
        keys.append(NumericKey(None, share=Fraction(0), why=draw(markdown_texts())))
    return tuple(keys)


@st.composite
def _numeric(draw: st.DrawFn) -> dict[str, Any]:
    units = draw(st.sampled_from(((), _UNITS[:1], _UNITS)))
    return {
        "numbers": draw(_numeric_keys()),
        "units": units,
        "unit_needed": bool(units) and draw(st.booleans()),
    }


@st.composite
def _ordering(draw: st.DrawFn) -> dict[str, Any]:
    order = draw(distinct(rich_texts(), 2, 6))
    marking = st.sampled_from((None, Marking.ALL_OR_NOTHING, Marking.ADJACENT_PAIRS, Marking.LONGEST_RUN))
    return {"order": tuple(order), "marking": draw(marking)}


@st.composite
def _matching(draw: st.DrawFn) -> dict[str, Any]:
    lefts = draw(distinct(markdown_texts(), 2, 5))
    rights = draw(distinct(markdown_texts(), len(lefts), len(lefts) + 2))
    pairs = tuple(
        Pair(left, right, draw(st.just("") | markdown_texts())) for left, right in zip(lefts, rights, strict=False)
    )
    return {"pairs": pairs, "extra": tuple(rights[len(lefts) :]), "is_shuffled": draw(st.booleans())}


@st.composite
def zones(draw: st.DrawFn, **parts: Any) -> Zone:
    """A zone within a picture of WIDTH x HEIGHT."""
    x, y = draw(st.integers(60, WIDTH - 120)), draw(st.integers(60, HEIGHT - 120))
    size = draw(st.integers(5, 50))
    shape = draw(st.sampled_from(Shape))
    points = {
        Shape.RECTANGLE: (x, y, x + size, y + size),
        Shape.CIRCLE: (x, y, size),
        Shape.POLYGON: (x, y, x + size, y, x + size, y + size, x, y + 2 * size),
    }[shape]
    return Zone(shape, points, label=draw(st.just("") | markdown_texts(most=1)), **parts)


@st.composite
def _hotspot(draw: st.DrawFn) -> dict[str, Any]:
    right = [draw(zones(is_right=True)) for _ in range(draw(st.integers(1, 3)))]
    wrong = [draw(zones()) for _ in range(draw(st.integers(0, 2)))]
    return {"picture": BIG.name, "zones": tuple(right + wrong), "attachments": (BIG,)}


@st.composite
def _drag(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(distinct(markdown_texts(most=2), 1, 4))
    tokens = tuple(Token(text, copies=draw(st.sampled_from((0, 1, 2)))) for text in texts)
    if draw(st.booleans()):
        tokens = (replace(tokens[0], picture="小图.png"), *tokens[1:])
    # Each token lies in one zone of its own, so that copies always suffice.
    made = [draw(zones(takes=(number,))) for number in range(draw(st.integers(1, len(tokens))))]
    if draw(st.booleans()):
        made.append(draw(zones()))
    files = (BIG, PICTURES[2].attachment) if tokens[0].picture else (BIG,)
    return {
        "picture": BIG.name,
        "zones": tuple(made),
        "tokens": tokens,
        "attachments": files,
        "is_shuffled": draw(st.booleans()),
    }


@st.composite
def _gap(draw: st.DrawFn) -> Gap:
    kind = draw(st.sampled_from(GapKind))
    weight = draw(st.integers(1, 3))
    if kind is GapKind.NUMBER:
        return Gap(kind, numbers=draw(_numeric_keys()), weight=weight)
    if kind is GapKind.TEXT:
        texts = draw(distinct(plain_texts(most=2), 1, 3))
        made = [Choice(text, n == 0, share=None if n == 0 else Fraction(1, 2)) for n, text in enumerate(texts)]
        return Gap(kind, tuple(made), weight=weight, strict=draw(_STRICT))
    texts = draw(distinct(markdown_texts(most=2), 2, 5))
    right = draw(st.integers(0, len(texts) - 1))
    share = draw(st.none() | st.sampled_from((Fraction(1, 2), Fraction(-1, 3))))
    return Gap(
        kind,
        tuple(
            Choice(text, n == right, draw(st.just("") | markdown_texts(most=1)), None if n == right else share)
            for n, text in enumerate(texts)
        ),
        weight=weight,
    )


@st.composite
def _cloze(draw: st.DrawFn) -> dict[str, Any]:
    gaps = draw(st.lists(_gap(), min_size=1, max_size=4))
    stem = draw(markdown_texts()) + "".join(
        f"，{draw(markdown_texts(most=1))} [[{number}]]" for number in range(1, len(gaps) + 1)
    )
    return {"stem": f"{stem}。", "gaps": tuple(gaps), "is_shuffled": draw(st.booleans())}


@st.composite
def _rubric(draw: st.DrawFn) -> tuple[Criterion, ...]:
    texts = draw(distinct(markdown_texts(), 0, 4))
    return tuple(Criterion(text, Fraction(1, len(texts))) for text in texts)


@st.composite
def _short_answer(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return {
            "model_answer": draw(rich_texts()),
            "rubric": draw(_rubric()),
            "markers": draw(st.integers(1, 2)),
        }
    texts = draw(distinct(plain_texts(), 1, 3))
    wildcards = draw(st.booleans())
    if wildcards:
        texts = [text.replace("\\", "").replace("*", "") or "甲" for text in texts]
        texts = [f"{text}{number}" for number, text in enumerate(texts)]
        texts[-1] = f"*{texts[-1]}*"
    made = [Choice(text, True, share=None) for text in texts[:1]]
    made += [Choice(text, False, draw(st.just("") | markdown_texts()), Fraction(1, 2)) for text in texts[1:]]
    return {"choices": tuple(made), "wildcards": wildcards, "strict": draw(_STRICT)}


@st.composite
def _essay(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "model_answer": draw(st.just("") | rich_texts()),
        "rubric": draw(_rubric()),
        "markers": draw(st.integers(1, 3)),
    }


_SUMS: tuple[tuple[str, tuple[Variable, ...], tuple[str, ...], str], ...] = (
    (
        "长 {a} 米，宽 {b} 米，面积是多少？提示：{a} × {b}",
        (Variable("a", Fraction(2), Fraction(9)), Variable("b", Fraction(1), Fraction(3), Fraction(1, 2))),
        ("a > b",),
        "a*b",
    ),
    (
        "经费 {x} 万元，分给 {n} 个苏木，每个多少？（{=x*2} 的一半）",
        (Variable("x", Fraction(100), Fraction(200), Fraction(10)), Variable("n", values=(Fraction(3), Fraction(7)))),
        (),
        "round(x/n, 2)",
    ),
    (
        "圆的半径是 {r}，面积是 $\\pi r^2$，约为多少？",
        (Variable("r", Fraction(1), Fraction(5), Fraction(1, 10)),),
        ("r != 2", "r < 5 and r > 0"),
        "pi*r**2",
    ),
)


def _without_braces(text: str) -> str:
    return text.replace("{", "（").replace("}", "）").replace("$", "¥")


@st.composite
def _parameterised(draw: st.DrawFn) -> dict[str, Any]:
    stem, variables, conditions, expression = draw(st.sampled_from(_SUMS))
    parts: dict[str, Any] = {"variables": variables, "conditions": conditions}
    parts["stem"] = f"{_without_braces(draw(markdown_texts(most=2)))}。{stem}"
    parts["explanation"] = f"{_without_braces(draw(markdown_texts(most=1)))}：{{={expression}}}"
    if draw(st.booleans()):
        wrong = draw(st.integers(1, 3))
        choices = [Choice(f"{{={expression}}}", True, "算对了")]
        choices += [Choice(f"{{={expression}+{n}}}", False, f"多了 {n}") for n in range(1, wrong + 1)]
        return parts | {"choices": tuple(choices), "is_shuffled": draw(st.booleans())}
    # A result without end needs a tolerance or places.
    tolerance, places = draw(
        st.sampled_from(((Fraction(1, 100), None), (Fraction(0), 0), (Fraction(0), 2), (Fraction(1, 20), 3)))
    )
    result = Result(
        expression,
        tolerance,
        places,
        why=draw(st.just("") | markdown_texts(most=1).map(_without_braces)),
        is_relative=draw(st.booleans()),
    )
    units = draw(st.sampled_from(((), (Unit("米"),))))
    return parts | {"results": (result,), "units": units}


@st.composite
def _practical(draw: st.DrawFn) -> dict[str, Any]:
    return {"task": draw(st.sampled_from(("T-0901-01", "任务一")))}


@st.composite
def _case_set(draw: st.DrawFn) -> dict[str, Any]:
    kinds = draw(
        st.lists(st.sampled_from([kind for kind in Kind if kind is not Kind.CASE_SET]), min_size=1, max_size=3)
    )
    parts = []
    for kind in kinds:
        body = {
            "stem": draw(markdown_texts()),
            "explanation": draw(st.just("") | markdown_texts()),
            **draw(PARTS[kind]()),
        }
        parts.append((kind, body | {"points": draw(st.sampled_from((ONE, Fraction(2), Fraction(5, 2))))}))
    return {"stem": draw(rich_texts()), "parts": tuple(parts)}


PARTS: dict[Kind, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.NUMERIC: _numeric,
    Kind.ORDERING: _ordering,
    Kind.MATCHING: _matching,
    Kind.HOTSPOT: _hotspot,
    Kind.DRAG: _drag,
    Kind.CLOZE: _cloze,
    Kind.SHORT_ANSWER: _short_answer,
    Kind.ESSAY: _essay,
    Kind.CASE_SET: _case_set,
    Kind.PARAMETERISED: _parameterised,
    Kind.PRACTICAL: _practical,
}


@st.composite
def _head(draw: st.DrawFn) -> dict[str, Any]:
    code = draw(st.sampled_from(("Q-K0901a-001", "Q-K2001b-017", "X-0123456789abcdef", "moodle-17", "题目1")))
    standard = STANDARD_CODE.fullmatch(code)
    law = LawBasis(
        "保守国家秘密法", "2024修订", draw(st.just("") | st.just("第三条")), draw(st.just("") | st.just("2028-12-31"))
    )
    short = markdown_texts(most=1).map(lambda text: text[:40].strip())
    words = st.lists(st.sampled_from(("民政", "办公室", "OA系统", "a,b", "c=d")), max_size=2, unique=True).map(tuple)
    return {
        "code": code,
        "course": f"C{standard[2]}" if standard else draw(st.sampled_from(("", "C09"))),
        "knowledge_point": standard[1] if standard else draw(st.sampled_from(("", "K0901a"))),
        "version": draw(st.integers(1, 9)),
        "tier": draw(st.sampled_from(("", "A", "AB", "ABC", "C"))),
        "difficulty": draw(st.integers(0, 5)),
        "bloom": draw(st.sampled_from(Bloom)),
        "teaches_lesson": draw(st.sampled_from(("", "L0901"))),
        "departments": draw(words),
        "law": draw(st.none() | st.just(law)),
        "source": draw(st.just("") | short),
        "name": draw(st.just("") | short),
        "category": draw(st.sampled_from(("", "OA/首页", "默认 分类/第一章 A&B", "C09"))),
        "tags": draw(words),
        "enemies": draw(st.sampled_from(((), ("Q-K0901a-002",), ("Q-K0901a-002", "X-1")))),
        "points": draw(st.sampled_from((ONE, Fraction(2), Fraction(1, 2), Fraction(5, 3)))),
    }


@st.composite
def _more(draw: st.DrawFn) -> dict[str, Any]:
    # Curly brackets are values in a parameterised question.
    words = markdown_texts(most=2).map(_without_braces)
    short = st.just("") | words
    return {
        "feedback": Feedback(draw(short), draw(short), draw(short)),
        "hints": tuple(draw(st.lists(words, max_size=2))),
    }


_BARE: dict[str, Any] = {
    "code": "X-0123456789abcdef",
    "course": "",
    "knowledge_point": "",
    "version": 1,
    "tier": "",
    "difficulty": 0,
    "bloom": Bloom.UNSET,
}


@st.composite
def _questions(draw: st.DrawFn, kinds: Sequence[Kind], is_bare: bool, pictures: bool) -> Question:
    kind = draw(st.sampled_from(kinds))
    parts: dict[str, Any] = {"stem": draw(rich_texts()), "explanation": draw(st.just("") | rich_texts())}
    parts |= draw(PARTS[kind]())
    head = dict(_BARE) if is_bare else draw(_head()) | draw(_more())
    if pictures and kind is not Kind.PARAMETERISED and draw(st.integers(0, 3)) == 0:
        shown = PICTURES[1].attachment
        parts["explanation"] = f"{parts['explanation']}\n![示意图]({shown.name})".strip()
        parts["attachments"] = (*parts.get("attachments", ()), shown)
    inner = parts.pop("parts", ())
    made = Question(id=content_id("question", head["code"]), kind=kind, **head, **parts)
    return replace(made, parts=tuple(_sub_question(made, number, *one) for number, one in enumerate(inner, 1)))


def _sub_question(case: Question, number: int, kind: Kind, body: dict[str, Any]) -> Question:
    code = part_code(case.code, number)
    return Question(
        id=content_id("question", code),
        code=code,
        version=case.version,
        kind=kind,
        course=case.course,
        knowledge_point=case.knowledge_point,
        tier=case.tier,
        difficulty=case.difficulty,
        bloom=case.bloom,
        teaches_lesson=case.teaches_lesson,
        teaches_screen=case.teaches_screen,
        **body,
    )


def questions(
    kinds: Iterable[Kind] | None = None, *, is_bare: bool = False, pictures: bool = True
) -> st.SearchStrategy[Question]:
    """Sound questions.

    Args:
        kinds: all of them where None.
        is_bare: only what the kind needs: no tier, law, tags, feedback ...
        pictures: some explanations show a picture of the attachments. Hotspots and drags always have theirs.
    """
    return _questions(tuple(Kind) if kinds is None else tuple(kinds), is_bare, pictures)
