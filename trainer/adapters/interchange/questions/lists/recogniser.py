"""A list of questions, recognised: each question with the lines it came from, and what was guessed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.adapters.interchange.questions.drafting import drafted
from trainer.adapters.interchange.questions.lists.blocks import Block, Blocks
from trainer.adapters.interchange.questions.lists.building import Task, build
from trainer.adapters.interchange.questions.lists.contents import read_contents
from trainer.adapters.interchange.questions.lists.cutter import cut_blocks
from trainer.adapters.interchange.questions.lists.key_lists import KeyEntry, KeyList, read_keys
from trainer.adapters.interchange.questions.lists.key_places import placed
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.lines import LONGEST_LINE, Line, RichText, rich_text
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.drafts import Draft, MediaFile
from trainer.domain.question_bank.fields import Where

# Twenty thousand questions are about three million characters in two hundred thousand lines.
LONGEST_TEXT = 5_000_000
MOST_LINES = 300_000
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Recognised:
    """One question of a list, usable or not.

    Attributes:
        draft: None where it is unusable; ``findings`` say why.
        lines: numbers of the lines it came from, its key among others that stand apart included, in rising order.
        number: as printed; empty where none was.
        findings: everything said about it.
    """

    draft: Draft | None
    lines: tuple[int, ...]
    number: str
    findings: tuple[Finding, ...]

    @property
    def is_certain(self) -> bool:
        """Whether nothing was guessed."""
        return self.draft is not None and not self.findings


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text gave.

    Attributes:
        text: the lines that numbers refer to.
        items: in the order of the text.
        findings: about everything, in the order of the text.
        unused: numbers of lines that belong to no question.
    """

    text: RichText
    items: tuple[Recognised, ...]
    findings: tuple[Finding, ...]
    unused: tuple[int, ...]

    @property
    def refused(self) -> int:
        """How many questions are unusable."""
        return sum(item.draft is None for item in self.items)

    @property
    def media(self) -> dict[str, MediaFile]:
        """Pictures of usable questions by their digest."""
        names = {one.digest for item in self.items if item.draft is not None for one in item.draft.question.attachments}
        files = [inline.file for inline in self.text.inlines.values() if inline.file is not None]
        return {file.digest: file for file in files if file.digest in names}


def recognise(text: str | RichText, file: str = "", category: str = "") -> Recognition:
    """Recognise the questions of a text.

    Args:
        text: pasted, read from a file, or made by the reader of Word files.
        file: name of the file, for findings.
        category: for questions below no chapter.
    """
    if isinstance(text, str) and (len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES):
        told = Finding("list_too_long", Severity.ERROR, file, 1, facts={"limit": LONGEST_TEXT, "lines": MOST_LINES})
        return Recognition(RichText(()), (Recognised(None, (1,), "", (told,)),), (told,), ())
    rich = rich_text(text) if isinstance(text, str) else text
    too_long = [line for line in rich.lines if len(line.text) > LONGEST_LINE]
    found = cut_blocks(line for line in rich.lines if len(line.text) <= LONGEST_LINE)
    keys = read_keys(found.keys)
    entries, left = placed(keys, found)
    items = [_item(block, entries.get(index), rich, file, category) for index, block in enumerate(found.blocks)]
    others = _about_keys(keys, left, file) + _about_lines(found, keys, file, bool(too_long))
    findings = [finding for item in items for finding in item.findings] + others
    findings.sort(key=lambda one: one.line or 0)
    for line in too_long:
        told = Finding("list_line_too_long", Severity.ERROR, file, line.number, facts={"limit": LONGEST_LINE})
        items.append(Recognised(None, (line.number,), "", (told,)))
        findings.append(told)
    items = [_with_joined(item, found.joined) for item in items]
    unused = sorted({line.number for line in (*found.unused, *found.furniture, *keys.unplaced)})
    return Recognition(rich, tuple(items), tuple(findings), tuple(unused))


def _with_joined(item: Recognised, joined: Mapping[int, int]) -> Recognised:
    behind = {joined[number] for number in item.lines if number in joined}
    return replace(item, lines=tuple(sorted({*item.lines, *behind}))) if behind else item


def _item(block: Block, entry: KeyEntry | None, rich: RichText, file: str, category: str) -> Recognised:
    where = Where(file, block.first)
    task = Task(read_contents(block), entry, rich, where, category)
    question = build(task)
    draft = None
    if question is not None and not task.refused:
        code = " ".join(task.found.said(Label.CODE).split())[:60]
        draft = drafted(question, where, task.findings, code)
    lines = {line.number for line in block.lines if not line.is_blank} | set(entry.lines if entry is not None else ())
    number = str(block.number.number) if block.number is not None else ""
    return Recognised(draft, tuple(sorted(lines | {block.first})), number, tuple(task.findings))


def _about_keys(keys: KeyList, left: Sequence[KeyEntry], file: str) -> list[Finding]:
    found = [
        Finding("list_key_misfit", Severity.WARNING, file, line, facts={"first": first, "last": last, "found": count})
        for line, first, last, count in keys.misfits
    ]
    found += [
        Finding("list_keys_in_order", Severity.NOTICE, file, line, facts={"n": count}) for line, count in keys.in_order
    ]
    for entry in left:
        facts = {"number": entry.number, "key": entry.text[:_SHOWN]}
        found.append(Finding("list_key_left", Severity.WARNING, file, entry.lines[0], facts=facts))
    return found


def _about_lines(found: Blocks, keys: KeyList, file: str, is_explained: bool) -> list[Finding]:
    """Tell of lines that belong to nothing, a run of them at a time."""
    told = []
    first_question = min((block.first for block in found.blocks), default=0)
    for run in _runs([*found.unused, *keys.unplaced]):
        # Titles and directions stand above the first question; what stands further down may be a part of one.
        severity = Severity.NOTICE if run[-1].number <= first_question or not first_question else Severity.WARNING
        facts = {"n": len(run), "last": run[-1].number, "text": run[0].text.strip()[:_SHOWN]}
        told.append(Finding("list_lines_unused", severity, file, run[0].number, facts=facts))
    if found.furniture:
        facts = {"n": len(found.furniture), "text": found.furniture[0].text.strip()[:_SHOWN]}
        told.append(Finding("list_furniture", Severity.NOTICE, file, found.furniture[0].number, facts=facts))
    if not found.blocks and not is_explained:
        told.append(Finding("list_without_questions", Severity.ERROR, file, 1, facts={}))
    return told


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.number):
        if runs and line.number <= runs[-1][-1].number + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
