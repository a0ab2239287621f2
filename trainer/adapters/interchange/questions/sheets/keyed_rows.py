"""The parts that a question's key is made of, out of the cells of its row: by kind."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.lists.lines import Piece, RichText, line_of
from trainer.adapters.interchange.questions.lists.stems import GAP, Stem, stem_of
from trainer.adapters.interchange.questions.sheets.choice_cells import choices_in_stem, without_letters
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.record import Record, RefusedError, Tell
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Blank, Choice, NumericKey, Pair, Unit
from trainer.domain.question_bank.question import Kind

Parts = dict[str, Any]
_PLAIN = RichText(())
_BY_HAND = (Kind.SHORT_ANSWER, Kind.ESSAY)
_IN_MORE = (Kind.CLOZE, Kind.HOTSPOT, Kind.DRAG, Kind.PARAMETERISED, Kind.PRACTICAL)
_DASH = re.compile(r"[ \t]*(?:——|--+>?|→|⇒|=>|=|-{1,2})[ \t]*")
_TOLERANCE = re.compile(r"(.{1,60}?)[ \t]*(?:±|\+/-|\+-)[ \t]*(\d{1,20}(?:\.\d{1,20})?)[ \t]*(.{0,20})")
_HOLDERS = re.compile(r"[(（\[【_＿]")
_GAPS = re.compile(r"_{4,}")
_KEY_SIGNS = re.compile(r"[\s,，、;；|/.。]+")
_LETTERS = frozenset("ABCDEFGHIJ")


def make_parts(record: Record, tell: Tell, wanted: Wanted | None) -> tuple[Kind, str, Parts]:
    """Make the stem and the parts of the key.

    Returns:
        The kind, the stem in Markdown, and values of ``Question`` by attribute; ``explanation`` is always among them.

    Raises:
        RefusedError: what is wanting was told.
    """
    stem_text = record.said(Column.STEM)
    if not stem_text:
        _refuse(tell, "list_stem_missing", Column.STEM)
    kind = wanted.kind if wanted is not None else None
    stem_text = _without_choices(record, tell, kind, stem_text)
    stem = _stem(stem_text)
    if wanted is None or kind is None:
        kind, make = _by_content(record, stem, wanted)
        if wanted is None and kind in _BY_HAND:
            tell("list_kind_guessed", Severity.NOTICE, Column.KIND, kind=kind.value)
    else:
        make = _MAKERS[kind]
    parts: Parts = {"explanation": record.write(record.said(Column.EXPLANATION))}
    if (
        any(record.more.get(key) for key in _OWN.get(kind, ()))
        and not record.said(Column.ANSWER)
        and not record.choices
    ):
        # The whole key stands in the column for what no other holds.
        return kind, record.write(stem_text), parts
    kind = make(record, tell, stem, parts, kind)
    return kind, _written(record, stem), parts


def _without_choices(record: Record, tell: Tell, kind: Kind | None, stem_text: str) -> str:
    """Move choices that stand in the cell of the stem to where they belong, when the key names them by letter."""
    asks = kind is None or kind in (Kind.SINGLE, Kind.MULTIPLE)
    letters = _KEY_SIGNS.sub("", shadow(record.said(Column.ANSWER))).upper()
    if record.choices or not asks or not letters or _is_markdown(record) or not set(letters) <= _LETTERS:
        return stem_text
    alone, choices = choices_in_stem(stem_text)
    if not {ord(letter) - ord("A") for letter in letters} <= set(choices):
        return stem_text
    tell("sheet_choices_in_stem", Severity.NOTICE, Column.STEM, n=len(choices))
    record.choices = choices
    record.texts[Column.STEM] = alone
    return alone


def _refuse(tell: Tell, code: str, column: Column, **facts: Any) -> None:
    tell(code, Severity.ERROR, column, **facts)
    raise RefusedError


def _stem(text: str) -> Stem:
    lines = [line_of(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return stem_of([Piece(line, 0, len(line.text)) for line in lines])


def _has_brackets(text: str) -> bool:
    """Tell whether anything could hold a key; most stems are spared a closer look."""
    return _HOLDERS.search(text) is not None


def _written(record: Record, stem: Stem) -> str:
    if record.more.get("markdown") is True or not stem.edits:
        return record.write(record.said(Column.STEM))
    return _PLAIN.write(stem.parts())


def _is_markdown(record: Record) -> bool:
    """Tell whether the texts are our own: nothing in them is looked for or changed."""
    return record.more.get("markdown") is True


def _by_content(record: Record, stem: Stem, wanted: Wanted | None) -> tuple[Kind, Any]:
    answer = record.said(Column.ANSWER)
    if len(record.choices) >= 2 or wanted is not None:
        return Kind.SINGLE, _choice
    if answer and keys.judged(answer) is not None:
        return Kind.JUDGE, _judge
    if record.answers or (answer and stem.gaps()):
        return Kind.BLANK, _blank
    if answer or record.parts:
        return (Kind.CASE_SET, _nothing) if record.parts else (Kind.SHORT_ANSWER, _by_hand)
    if any(inner and keys.judged(inner) for _, _, inner in stem.holders()):
        return Kind.JUDGE, _judge
    return Kind.ESSAY, _by_hand


# Choices and statements.


def _choice(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    choices = record.choices if _is_markdown(record) else without_letters(record.choices)
    if len(choices) < 2:
        _refuse(tell, "list_choices_missing", Column.CHOICES, found=len(choices))
    statement = _as_statement(record, choices, kind)
    if statement is not None:
        parts["answer"] = statement
        return Kind.JUDGE
    right = _right_letters(record, tell, stem, choices)
    whys = _whys(record)
    parts["choices"] = tuple(
        Choice(record.write(text), letter in right, whys.get(letter, "")) for letter, text in sorted(choices.items())
    )
    says = record.said(Column.KIND)
    if kind is Kind.MULTIPLE:
        if len(right) == 1 and not _is_markdown(record):
            tell("list_several_with_one", Severity.WARNING, Column.ANSWER)
        return Kind.MULTIPLE
    if len(right) > 1 and says and "单" in says:
        tell("list_single_with_several", Severity.WARNING, Column.ANSWER, right=len(right))
    return Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE


def _as_statement(record: Record, choices: dict[int, str], kind: Kind) -> bool | None:
    """Take two choices "right" and "wrong" for a statement, unless its row says that they are choices."""
    if len(choices) != 2 or record.said(Column.KIND):
        return None
    truths = {letter: keys.judged(text) for letter, text in choices.items()}
    if any(truth is None or truth[1] for truth in truths.values()) or len({t[0] for t in truths.values() if t}) != 2:
        return None
    key = keys.letters(record.said(Column.ANSWER), 26)
    chosen = truths.get(key[0]) if key is not None and len(key) == 1 else keys.judged(record.said(Column.ANSWER))
    return chosen[0] if chosen is not None else None


def _right_letters(record: Record, tell: Tell, stem: Stem, choices: dict[int, str]) -> set[int]:
    said: list[set[int]] = []
    answer = record.said(Column.ANSWER)
    if answer:
        said.append(_answered(answer, tell, choices))
    if record.rights is not None and record.rights:
        said.append(set(record.rights))
    if not _is_markdown(record) and _has_brackets(record.said(Column.STEM)):
        inside = stem.take_letters(max(choices) + 1)
        if inside is not None:
            said.append(set(inside))
    if not said:
        _refuse(tell, "list_no_key", Column.ANSWER)
    if any(other != said[0] for other in said[1:]):
        first, second = (_lettered(one) for one in (said[0], next(o for o in said if o != said[0])))
        _refuse(tell, "list_two_keys", Column.ANSWER, first=first, second=second)
    if missing := said[0] - set(choices):
        _refuse(tell, "list_key_without_choice", Column.ANSWER, key=_lettered(missing))
    return said[0]


def _answered(answer: str, tell: Tell, choices: dict[int, str]) -> set[int]:
    """Read letters, figures or the wording of choices; where figures are choices themselves, both must mean the same."""
    if len(answer) == 1 and "A" <= answer <= "Z":
        return {ord(answer) - 65}
    letters = keys.letters(answer, 26)
    if letters is not None:
        return set(letters)
    order = sorted(choices)
    worded = keys.by_text(answer, [choices[letter] for letter in order])
    by_words = {order[index] for index in worded} if worded is not None else None
    counted = keys.letters(answer, max(choices) + 1, digits=True)
    by_figures = set(counted) if counted is not None else None
    if by_words is not None and by_figures is not None and by_words != by_figures:
        _refuse(tell, "sheet_key_ambiguous", Column.ANSWER, key=answer[:40])
    found = by_words if by_words is not None else by_figures
    if found is None:
        _refuse(tell, "list_key_unreadable", Column.ANSWER, key=answer[:40])
        raise RefusedError
    return found


def _lettered(letters: set[int]) -> str:
    return "".join(chr(65 + letter) for letter in sorted(letters))


_WHY = re.compile(r"^[ \t]*([A-Z])[.、:：．][ \t]*", re.MULTILINE)


def _whys(record: Record) -> dict[int, str]:
    """Read one reason a line: ``A：…``."""
    text = record.said(Column.WHYS)
    if not text:
        return {}
    marks = list(_WHY.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {
        ord(mark[1]) - 65: record.write(text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)
    }


def _judge(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    answers: list[bool] = []
    answer = record.said(Column.ANSWER)
    choices = without_letters(record.choices)
    if answer:
        said = keys.judged(answer)
        key = keys.letters(answer, 26) if said is None else None
        if key is not None and len(key) == 1:
            worded = keys.judged(choices[key[0]]) if key[0] in choices else None
            if worded is None and not choices and key[0] < 2:
                tell("list_judge_by_letter", Severity.WARNING, Column.ANSWER, key=answer)
                worded = (key[0] == 0, "")
            said = worded
        if said is None and answer in ("1", "0"):
            tell("sheet_judge_by_figure", Severity.NOTICE, Column.ANSWER, key=answer)
            said = (answer == "1", "")
        if said is None:
            _refuse(tell, "list_key_unreadable", Column.ANSWER, key=answer[:40])
            raise RefusedError
        answers.append(said[0])
        if said[1]:
            parts["explanation"] = "\n\n".join(text for text in (record.write(said[1]), parts["explanation"]) if text)
    if record.rights and len(record.rights) == 1:
        worded = keys.judged(choices.get(next(iter(record.rights)), ""))
        answers += [worded[0]] if worded is not None else []
    if not _is_markdown(record):
        inside = stem.take_tick()
        answers += [inside] if inside is not None else []
        stem.drop_empty_end()
    if not answers:
        _refuse(tell, "list_no_key", Column.ANSWER)
    if len(set(answers)) > 1:
        _refuse(tell, "list_two_keys", Column.ANSWER, first="√", second="×")
    parts["answer"] = answers[0]
    return Kind.JUDGE


# Gaps and numbers.


def _blank(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    answer = record.said(Column.ANSWER)
    words: list[str] | None = record.answers or None
    if words is None and not answer:
        _refuse(tell, "list_no_key", Column.ANSWER)
    if _is_markdown(record):
        gaps = len(_GAPS.findall(record.said(Column.STEM)))
    else:
        edits = stem.gaps()
        stem.edits += edits
        gaps = len(edits)
        if not gaps and (answer or words):
            tell("list_gap_added", Severity.WARNING, Column.STEM)
            last = stem.rows[-1]
            stem.rows[-1] = Piece(line_of(last.line.number, f"{last.text} {GAP}"), 0, len(last.text) + 5)
            gaps = len(words or ()) or 1
    if words is None:
        words = keys.gap_answers(answer, gaps) if answer and gaps else None
    if words is None or len(words) != gaps or not all(words):
        _refuse(tell, "list_gaps_do_not_fit", Column.ANSWER, gaps=gaps, key=answer[:60])
    parts["blanks"] = tuple(_accepted(record, tell, word) for word in words or ())
    return Kind.BLANK


def _accepted(record: Record, tell: Tell, word: str) -> Blank:
    accepted, is_guess = keys.variants(word)
    # In our own rows a stroke upright parts variants; that is no guess.
    if is_guess and "|" not in word and not record.more.get("blanks"):
        tell("list_variants_cut", Severity.NOTICE, Column.ANSWER, words=" | ".join(accepted)[:60])
    return Blank(tuple(accepted))


def _number(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    answer = record.said(Column.ANSWER)
    if not answer:
        return _by_hand(record, tell, stem, parts, Kind.SHORT_ANSWER)
    near = _TOLERANCE.fullmatch(shadow(answer))
    said = keys.number_and_unit(f"{near[1]} {near[3]}" if near is not None else answer)
    if said is None:
        return _by_hand(record, tell, stem, parts, Kind.SHORT_ANSWER)
    value, unit = said
    parts["numbers"] = (NumericKey(value, Fraction(near[2]) if near is not None else Fraction(0)),)
    parts["units"] = (Unit(unit),) if unit else ()
    return Kind.NUMERIC


# Orders, pairs, words.


def _ordering(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    choices = record.choices if _is_markdown(record) else without_letters(record.choices)
    entries = [choices[letter] for letter in sorted(choices)]
    answer = record.said(Column.ANSWER)
    order = keys.order(answer, len(entries)) if answer and len(entries) > 1 else None
    if len(entries) < 2:
        entries = [word.strip() for word in re.split(r"→|->|\n", answer) if word.strip()]
        order = tuple(range(len(entries)))
    if not answer or len(entries) < 2:
        _refuse(tell, "list_no_key", Column.ANSWER)
    if order is None:
        _refuse(tell, "list_order_unreadable", Column.ANSWER, key=answer[:60], entries=len(entries))
        raise RefusedError
    parts["order"] = tuple(record.write(entries[index]) for index in order)
    return Kind.ORDERING


def _matching(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    lines = [line.strip() for line in record.said(Column.ANSWER).split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [line.strip() for line in re.split(r"[;；]", lines[0]) if line.strip()]
    lines = lines if len(lines) > 1 else [record.choices[letter] for letter in sorted(record.choices)]
    pairs = []
    for line in lines:
        dash = _DASH.search(shadow(line))
        if dash is None or not line[: dash.start()].strip() or not line[dash.end() :].strip():
            _refuse(tell, "list_pairs_unreadable", Column.ANSWER, key=line[:60])
            raise RefusedError
        pairs.append(Pair(record.write(line[: dash.start()].strip()), record.write(line[dash.end() :].strip())))
    if not pairs:
        _refuse(tell, "list_no_key", Column.ANSWER)
    parts["pairs"] = tuple(pairs)
    return Kind.MATCHING


def _by_hand(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    answer = record.said(Column.ANSWER) or "\n".join(record.answers)
    parts["model_answer"] = record.write(answer)
    if not answer and not any(record.more.get(key) for key in ("choices", "rubric", "model_answer")):
        # Without words to mark by, a person marks it freely; for an essay that is nothing unusual.
        if kind is not Kind.ESSAY:
            tell("list_no_model_answer", Severity.WARNING, Column.ANSWER)
        return Kind.ESSAY
    return kind


def _nothing(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    return kind


def _from_more(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    if not record.more:
        _refuse(tell, "list_kind_unfit", Column.KIND, kind=record.said(Column.KIND))
    return kind


def _case(record: Record, tell: Tell, stem: Stem, parts: Parts, kind: Kind) -> Kind:
    if not record.parts:
        # 案例题 without sub-questions asks for a text.
        return _by_hand(record, tell, stem, parts, Kind.ESSAY)
    return kind


_OWN: dict[Kind, tuple[str, ...]] = {
    Kind.SINGLE: ("choices",),
    Kind.MULTIPLE: ("choices",),
    Kind.BLANK: ("blanks",),
    Kind.NUMERIC: ("numbers",),
    Kind.ORDERING: ("order",),
    Kind.MATCHING: ("pairs",),
    Kind.SHORT_ANSWER: ("choices", "model_answer", "rubric"),
    Kind.ESSAY: ("model_answer", "rubric"),
}
_MAKERS: dict[Kind, Any] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.NUMERIC: _number,
    Kind.ORDERING: _ordering,
    Kind.MATCHING: _matching,
    Kind.SHORT_ANSWER: _by_hand,
    Kind.ESSAY: _by_hand,
    Kind.CASE_SET: _case,
    **dict.fromkeys(_IN_MORE, _from_more),
}
