"""Work out what drafts would do to the bank: which are new, changed, unchanged, said twice. Nothing is stored here.

The same question is the one with the same code (``drafts.identified``). A preview and the import itself run through this
planning; the import plans again inside its transaction.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.drafts import Draft, identified
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.lint import lint_one
from trainer.domain.question_bank.prepared import Prepared, prepare
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import recall_question
from trainer.domain.question_bank.writing import write_question
from trainer.services.enter_questions import EntryPlan, plan_entry

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork

# A question longer than this is no question: a novel, or an attack. Its document in characters.
LONGEST_DOCUMENT = 1_000_000
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
# The same in JSON, which escapes the first of them.
_CONTROL = re.compile(r"(?<!\\)(?:\\\\)*\\u00(?:0[0-8be]|1[0-9a-f])")
_SHOWN = 40
_UNCLASSIFIED = "question_unclassified"


class Standing(StrEnum):
    """What an import does with one question."""

    NEW = "new"
    UPDATED = "updated"
    RESTORED = "restored"  # the wording is that of the shipped files again
    UNCHANGED = "unchanged"
    REPEATED = "repeated"  # stands in the files once more, word for word
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one draft.

    Attributes:
        draft: with its code.
        twin: another question that says the same, as people know it: its code in the bank, its name in the files; empty
            where there is none.
        prepared: as it will be stored; None for one that is refused.
        in_bank: version that the bank holds of this very question; 0 where it holds none.
        is_older: the bank had this wording before; the one made here since stays.
    """

    draft: Draft
    standing: Standing
    twin: str = ""
    prepared: Prepared | None = None
    in_bank: int = 0
    is_older: bool = False


@dataclass(frozen=True, slots=True)
class BankPlan:
    """What all drafts would do.

    Attributes:
        lines: in the order of the drafts.
        findings: what is to be said beyond what the readers said.
        entry: how they enter, for ``enter_questions.enter``.
    """

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    entry: EntryPlan

    def having(self, *standings: Standing) -> list[Line]:
        """Give the lines of some standings."""
        return [line for line in self.lines if line.standing in standings]

    def count(self, *standings: Standing) -> int:
        """Count the lines of some standings."""
        return sum(line.standing in standings for line in self.lines)


def plan_import(
    uow: UnitOfWork,
    drafts: Sequence[Draft],
    edited: Mapping[int, Question] | None = None,
    excluded: Collection[int] = (),
) -> BankPlan:
    """Plan.

    Args:
        uow: for what is in the bank.
        drafts: of all files, in their order.
        edited: what a person made of some of them, by index; their identity stays that of the file.
        excluded: indices that the person left out; the plan has no line for them.
    """
    findings: list[Finding] = []
    named = with_codes(drafts, findings)
    if edited:
        named = [_as_edited(one, edited.get(index)) for index, one in enumerate(named)]
    unsound = _unsound(named, edited or {}, findings)
    if excluded:
        left = frozenset(excluded)
        named = [one for index, one in enumerate(named) if index not in left]
        unsound = frozenset(index - sum(one < index for one in left) for index in unsound - left)
    lines, entry = _compared(uow, _repeats(named, unsound, findings))
    twins = _twins(uow, lines)
    lines = [replace(line, twin=twins[index]) if index in twins else line for index, line in enumerate(lines)]
    unclassified: Counter[str] = Counter()
    for line in lines:
        for one in _remarks(line):
            if one.code == _UNCLASSIFIED:
                unclassified[one.file] += 1
            else:
                findings.append(one)
    # Hardly any program says what we ask for, so it is told once and not ten thousand times.
    findings += [
        Finding("questions_to_classify", Severity.NOTICE, file, facts={"n": n}) for file, n in unclassified.items()
    ]
    return BankPlan(tuple(lines), tuple(findings), entry)


def called(draft: Draft) -> str:
    """Name a draft for a sentence: as its file calls it, else by the beginning of its stem."""
    question = draft.question
    name = draft.idnumber or question.name or " ".join(question.stem.split())
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"


def with_codes(drafts: Sequence[Draft], findings: list[Finding]) -> list[Draft]:
    """Give codes file by file, because names count where they are unique in their file."""
    files: dict[str, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        files[draft.where.file].append(index)
    named = list(drafts)
    for indices in files.values():
        own = _unambiguous([drafts[index] for index in indices], findings)
        try:
            found = identified(own)
        except UnicodeEncodeError:
            # Half of a pair of UTF-16, as escapes of JSON can spell it.
            found = identified(_cleaned(draft, findings) for draft in own)
        for index, draft in zip(indices, found, strict=True):
            named[index] = draft
    return named


def _unambiguous(drafts: list[Draft], findings: list[Finding]) -> list[Draft]:
    """Take idnumbers away that another question of the file has: programs number anew in every category."""
    first: dict[str, Draft] = {}
    kept = []
    for draft in drafts:
        other = first.setdefault(draft.idnumber, draft) if draft.idnumber else draft
        if other is draft or other.question == draft.question:
            kept.append(draft)
            continue
        findings.append(
            draft.where.finding(
                "question_idnumber_twice",
                severity=Severity.WARNING,
                question=draft.question.name or called(draft),
                idnumber=draft.idnumber,
                line=str(other.where.line or "?"),
            )
        )
        kept.append(replace(draft, idnumber=""))
    return kept


def _as_edited(draft: Draft, question: Question | None) -> Draft:
    if question is None:
        return draft
    from trainer.domain.question_bank.drafts import with_code

    return replace(draft, question=with_code(question, draft.question.code))


def _unsound(drafts: Sequence[Draft], edited: Mapping[int, Question], findings: list[Finding]) -> frozenset[int]:
    """Find edits that left a question unusable; the draft as the file had it is not taken in its place."""
    found = set()
    for index in edited:
        draft = drafts[index]
        wrong = [one for one in problems(draft.question) if one.severity is Severity.ERROR]
        for one in wrong:
            facts = {name: value for name, value in one.facts.items() if name != "path"}
            findings.append(draft.where.finding(one.code, **{**facts, "question": called(draft)}))
        if wrong:
            found.add(index)
    return frozenset(found)


def _repeats(drafts: Sequence[Draft], unsound: Collection[int], findings: list[Finding]) -> list[Line]:
    """Prepare every draft; those that stand in the files before are told."""
    lines: list[Line] = []
    first: dict[str, Line] = {}
    for index, draft in enumerate(drafts):
        prepared: Prepared | None = None
        if index not in unsound:
            draft, prepared = _prepared(draft, findings)
        if prepared is None:
            lines.append(Line(draft, Standing.REFUSED))
            continue
        line = Line(draft, Standing.NEW, prepared=prepared)
        other = first.setdefault(draft.question.code, line)
        if other is not line:
            same = other.prepared is not None and other.prepared.digest == prepared.digest
            place = f"{other.draft.where.file}:{other.draft.where.line or '?'}"
            if same:
                line = replace(line, standing=Standing.REPEATED)
                findings.append(
                    draft.where.finding(
                        "question_repeated", severity=Severity.WARNING, question=called(draft), other=place
                    )
                )
            else:
                line = Line(draft, Standing.REFUSED)
                findings.append(draft.where.finding("question_id_twice", ("id",), question=called(draft), other=place))
        lines.append(line)
    return lines


def _prepared(draft: Draft, findings: list[Finding]) -> tuple[Draft, Prepared | None]:
    """Work out what will be stored; nothing for what is too long for a question."""
    try:
        prepared = prepare(draft.question)
        is_clean = "\\u00" not in prepared.content or not _CONTROL.search(prepared.content)
    except UnicodeEncodeError:
        is_clean = False
    if not is_clean:
        draft = _cleaned(draft, findings)
        prepared = prepare(draft.question)
    if len(prepared.content) > LONGEST_DOCUMENT:
        limit = LONGEST_DOCUMENT // 1000
        findings.append(draft.where.finding("question_too_long", question=called(draft), limit=limit))
        return draft, None
    return draft, prepared


def _cleaned(draft: Draft, findings: list[Finding]) -> Draft:
    """Take signs out that no database and no other format could hold; nobody can see them."""
    question = draft.question
    # A draft may have no code yet.
    document = {"id": "", **write_question(question)}
    clean = _without(document)
    if clean == document:
        return draft
    made = recall_question(clean)
    idnumber = _IMPOSSIBLE.sub("", draft.idnumber)
    draft = replace(draft, question=replace(made, id=question.id), idnumber=idnumber)
    findings.append(draft.where.finding("question_signs_dropped", severity=Severity.WARNING, question=called(draft)))
    return draft


def _without(value: Any) -> Any:
    if isinstance(value, str):
        return _IMPOSSIBLE.sub("", value)
    if isinstance(value, list):
        return [_without(one) for one in value]
    if isinstance(value, dict):
        return {key: _without(one) for key, one in value.items()}
    return value


def _compared(uow: UnitOfWork, lines: list[Line]) -> tuple[list[Line], EntryPlan]:
    """Compare with what is in the bank."""
    entry = plan_entry(uow, [line.prepared for line in lines if line.prepared and line.standing is Standing.NEW])
    older = _older(uow, entry)
    entry.wordings = [pair for pair in entry.wordings if pair[1].code not in older]
    found: dict[str, tuple[Standing, Prepared, int]] = {}
    for standing, pairs in ((Standing.UPDATED, entry.wordings), (Standing.RESTORED, entry.restored)):
        found.update((head.code, (standing, one, head.current_version)) for one, head in pairs)
    unchanged = frozenset(entry.unchanged)
    compared = []
    for line in lines:
        code = line.draft.question.code
        if line.standing is Standing.NEW and code in unchanged:
            line = replace(line, standing=Standing.UNCHANGED, in_bank=line.draft.question.version)
        elif line.standing is Standing.NEW and code in found:
            standing, prepared, version = found[code]
            line = replace(line, standing=standing, prepared=prepared, in_bank=version)
        elif line.standing is Standing.NEW and code in older:
            line = replace(line, standing=Standing.UNCHANGED, in_bank=older[code], is_older=True)
        compared.append(line)
    return compared, entry


def _older(uow: UnitOfWork, entry: EntryPlan) -> dict[str, int]:
    """Find wordings that the bank had before somebody here made another one: an old file does not undo an author's work.

    Where the newer wording came from a file, too, the files are what counts, and the old one comes back.

    Returns:
        The current version by code.
    """
    if not entry.wordings:
        return {}
    digests: dict[str, set[str]] = defaultdict(set)
    for (question_id, _), digest in uow.questions.digests([head.id for _, head in entry.wordings]).items():
        digests[question_id].add(digest)
    had = [head for one, head in entry.wordings if one.digest in digests[head.id]]
    imported = uow.question_life.imported([head.id for head in had])
    return {head.code: head.current_version for head in had if head.id not in imported}


def _twins(uow: UnitOfWork, lines: Sequence[Line]) -> dict[int, str]:
    """Find what says the same as a new or changed question: in the bank, or before it in the files."""
    asked = {
        index: line
        for index, line in enumerate(lines)
        if line.prepared is not None and line.standing in (Standing.NEW, Standing.UPDATED) and line.prepared.gist
    }
    known = uow.questions.gists(line.prepared.gist for line in asked.values() if line.prepared) if asked else {}
    first: dict[str, Line] = {}
    twins: dict[int, str] = {}
    for index, line in asked.items():
        assert line.prepared is not None
        other = first.setdefault(line.prepared.gist, line)
        code = known.get(line.prepared.gist, "")
        if code and code != line.draft.question.code:
            twins[index] = code
        elif other is not line:
            twins[index] = called(other.draft)
    return twins


def _remarks(line: Line) -> list[Finding]:
    """Say what a practised reader would mark; a foreign bank owes our house standard nothing, so these are notices."""
    draft = line.draft
    if line.is_older:
        return [
            draft.where.finding(
                "question_newer_kept", severity=Severity.NOTICE, question=called(draft), version=line.in_bank
            )
        ]
    if line.standing not in (Standing.NEW, Standing.UPDATED):
        return []
    told = []
    if line.twin:
        told.append(
            draft.where.finding("question_twice", severity=Severity.WARNING, question=called(draft), other=line.twin)
        )
    name: dict[str, Any] = {}
    for one in lint_one(draft.question, draft.where):
        name = name or {"question": called(draft)}
        told.append(replace(one, severity=Severity.NOTICE, facts={**one.facts, **name}))
    return told
