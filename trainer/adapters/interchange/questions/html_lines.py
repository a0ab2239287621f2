"""From a stretch of runs as HTML has them to paragraphs: empty lines, formulas between their delimiters, spaces."""

from __future__ import annotations

import re
from dataclasses import replace

from trainer.domain.question_bank.blocks import Formula, Run, RunKind, Runs, merged

# Marks, in private use, of a place where two stretches of text must not be read as one sign.
SEAM = "\ue010"
_DELIMITER = re.compile(r"(\\\(|\\\)|\\\[|\\\]|\$\$|\[tex\]|\[/tex\])", re.IGNORECASE)
_MAY_HOLD = re.compile(r"\\[(\[]|\$\$|\[tex\]", re.IGNORECASE)
_ENDS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "[tex]": "[/tex]"}
_MOST_FALSE_ENDS = 100
_GAP_FROM = 3


def clean_formula(source: str) -> str:
    """Put a LaTeX source into the form that a text can hold: one line, no sign of its own end inside."""
    said = " ".join(re.sub(r"(?<!\\)\$", "", source).split())
    while said.endswith("\\") and (len(said) - len(said.rstrip("\\"))) % 2:
        said = said[:-1].rstrip()
    return said


def paragraphs(runs: list[Run], is_kept: bool) -> list[Runs | Formula]:
    """Part a stretch at empty lines and displayed formulas; spaces at the edges of lines go."""
    found: list[Runs | Formula] = []
    line: list[Run] = []
    lines: list[list[Run]] = []

    def end_line() -> None:
        nonlocal line
        trimmed = _trimmed(line)
        line = []
        if trimmed:
            lines.append(trimmed)
        elif lines:
            end_paragraph()

    def end_paragraph() -> None:
        if lines:
            said = lines[0]
            for other in lines[1:]:
                said += [Run("\n"), *other]
            found.append(tuple(merged(said)))
            lines.clear()

    for run in _with_formulas(merged(runs), is_kept):
        if isinstance(run, Formula):
            end_line()
            end_paragraph()
            found.append(run)
        elif run.kind is RunKind.TEXT and "\n" in run.text:
            first, *others = run.text.split("\n")
            line.append(run.saying(first))
            for other in others:
                end_line()
                line.append(run.saying(other))
        else:
            line.append(run)
    end_line()
    end_paragraph()
    return found


def _with_formulas(runs: list[Run], is_kept: bool) -> list[Run | Formula]:
    found: list[Run | Formula] = []
    for run in runs:
        may_hold = run.kind is RunKind.TEXT and not is_kept and _MAY_HOLD.search(run.text) is not None
        if may_hold:
            found += _parted(run)
        else:
            found.append(run)
    return found


def _parted(run: Run) -> list[Run | Formula]:
    pieces = _DELIMITER.split(run.text)
    found: list[Run | Formula] = []
    words: list[str] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        end = _end_of_formula(pieces, at) if at % 2 else 0
        if end:
            source = "".join(pieces[at + 1 : end]).replace(SEAM, "").replace("\xa0", " ").replace("\n", " ")
            if said := clean_formula(source):
                found.append(run.saying("".join(words)))
                words = []
                is_display = piece in ("$$", "\\[")
                found.append(Formula(said) if is_display else replace(run, text=said, kind=RunKind.FORMULA))
                at = end + 1
                continue
        words.append(piece)
        at += 1
    found.append(run.saying("".join(words)))
    return found


def _end_of_formula(pieces: list[str], at: int) -> int:
    """Find the delimiter that ends the formula which begins at another; 0 where none does."""
    wanted = _ENDS.get(pieces[at].lower())
    if wanted is None:
        return 0
    for place in range(at + 2, min(len(pieces), at + 2 + 2 * _MOST_FALSE_ENDS), 2):
        before = pieces[place - 1]
        if pieces[place].startswith("\\") and (len(before) - len(before.rstrip("\\"))) % 2:
            continue  # "\\\\(" in a formula is the end of a line and a bracket
        return place if pieces[place].lower() == wanted else 0
    return 0


def _trimmed(line: list[Run]) -> list[Run]:
    """Take collapsible spaces from the edges of a line and from around spaces; fixed ones become ordinary."""
    said: list[Run] = []
    after_space = True
    for run in line:
        text = run.text
        if run.kind is RunKind.TEXT:
            text = text.replace(SEAM, "")
            if "  " in text:
                text = re.sub("  +", " ", text)
            if after_space:
                text = text.removeprefix(" ")
            if text:
                after_space = text.endswith(" ")
                said.append(run if text is run.text else run.saying(text))
        else:
            after_space = False
            said.append(run)
    while said and said[-1].kind is RunKind.TEXT:
        text = said[-1].text.rstrip(" \xa0")
        if text:
            said[-1] = said[-1].saying(text)
            break
        if said[-1].underline and len(said[-1].text) >= _GAP_FROM:
            break
        said.pop()
    found = [one for run in said for one in _set_words(_gap(run))]
    if all(run.kind is RunKind.TEXT and not run.text.strip() for run in found):
        return []
    return merged(found)


def _set_words(run: Run) -> list[Run]:
    """Take the spaces around strong words out of their type."""
    if not run.strong or run.underline or run.kind is not RunKind.TEXT or run.text == run.text.strip(" "):
        return [run]
    words = run.text.strip(" ")
    if not words:
        return [Run(run.text)]
    left, _, right = run.text.partition(words)
    return [Run(left), run.saying(words), Run(right)]


def _gap(run: Run) -> Run:
    if run.kind is not RunKind.TEXT or "\xa0" not in run.text:
        return run
    if run.underline and len(run.text) >= _GAP_FROM and not run.text.strip():
        # Underlined emptiness is a line to write on.
        return replace(run, text="____", underline=False)
    return run.saying(run.text.replace("\xa0", " "))


def bare(runs: Runs) -> Runs:
    """Take the spaces from both ends."""
    said = list(runs)
    while said and said[0].kind is RunKind.TEXT and not (said[0].text.startswith("\n") and len(said) == 0):
        text = said[0].text.lstrip(" ")
        if text:
            said[0] = said[0].saying(text)
            break
        del said[0]
    while said and said[-1].kind is RunKind.TEXT:
        text = said[-1].text.rstrip(" ")
        if text:
            said[-1] = said[-1].saying(text)
            break
        del said[-1]
    return tuple(said)
