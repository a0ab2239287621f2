"""Rows of an import's preview: every question of the files once, whether it can be used or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.text import plain
from trainer.services.import_questions import Preview, SeenDraft, Standing
from trainer.wording import N_, t
from trainer.wording.question_terms import kind_name
from trainer.wording.sentences import say

STANDING_WORDS: Final[dict[Standing, str]] = {
    Standing.NEW: N_("new"),
    Standing.UPDATED: N_("changed"),
    Standing.RESTORED: N_("as shipped again"),
    Standing.UNCHANGED: N_("unchanged"),
    Standing.REPEATED: N_("twice in the files"),
    Standing.REFUSED: N_("refused"),
}
_TONES: Final[dict[Standing, str]] = {
    Standing.NEW: "good",
    Standing.UPDATED: "info",
    Standing.RESTORED: "info",
    Standing.UNCHANGED: "quiet",
    Standing.REPEATED: "quiet",
    Standing.REFUSED: "bad",
}
_SHOWN: Final = 80

# Filters of the list, in the order of their chips.
ALL, NEW, CHANGED, SAME, ALIKE, NOTED, REFUSED = "all", "new", "changed", "same", "alike", "noted", "refused"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of the list.

    Attributes:
        key: stable within a preview: the index of the draft, or below zero for what could not be used.
        draft: None for what could not be used.
        findings: what is to be said about it.
    """

    key: int
    draft: SeenDraft | None
    findings: tuple[Finding, ...]

    @property
    def standing(self) -> Standing:
        """What the import does with it."""
        return self.draft.standing if self.draft is not None else Standing.REFUSED

    @property
    def place(self) -> str:
        """Where it stands: file, sheet, line or row."""
        if self.draft is not None:
            where = self.draft.draft.where
            return _place(where.file, where.sheet, where.line)
        first = self.findings[0]
        return _place(first.file, first.sheet or "", first.line if first.line is not None else first.row)

    @property
    def words(self) -> str:
        """The beginning of its stem, or what is wrong with it."""
        if self.draft is None:
            return said(self.findings[0])
        stem = " ".join(plain(self.draft.draft.question.stem).split())
        return stem if len(stem) <= _SHOWN else stem[: _SHOWN - 1] + "…"

    @property
    def kind(self) -> str:
        """Name of its kind; empty for what could not be used."""
        return kind_name(self.draft.draft.question.kind) if self.draft is not None else ""

    @property
    def is_noted(self) -> bool:
        """Whether something was found that a person should look at."""
        return any(finding.severity is not Severity.NOTICE for finding in self.findings)

    @property
    def tone(self) -> str:
        """Icon tone of its standing."""
        return "warn" if self.draft is not None and self.is_noted else _TONES[self.standing]


def rows_of(preview: Preview) -> list[ImportRow]:
    """Give the rows of a preview: usable questions in their order, then everything that could not be used."""
    rows = [ImportRow(seen.index, seen, seen.findings) for seen in preview.drafts]
    told = {id(finding) for seen in preview.drafts for finding in seen.findings}
    errors = [one for one in preview.findings if one.severity is Severity.ERROR and id(one) not in told]
    return rows + [ImportRow(-1 - number, None, (error,)) for number, error in enumerate(errors)]


def file_notes(preview: Preview) -> list[Finding]:
    """Give what is to be said about whole files rather than questions."""
    told = {id(finding) for seen in preview.drafts for finding in seen.findings}
    return [one for one in preview.findings if one.severity is not Severity.ERROR and id(one) not in told]


def matches(row: ImportRow, chip: str) -> bool:
    """Tell whether a filter lets a row through."""
    match chip:
        case "new":
            return row.standing is Standing.NEW
        case "changed":
            return row.standing in {Standing.UPDATED, Standing.RESTORED}
        case "same":
            return row.standing in {Standing.UNCHANGED, Standing.REPEATED}
        case "alike":
            return row.draft is not None and bool(row.draft.twin)
        case "noted":
            return row.draft is not None and row.is_noted
        case "refused":
            return row.standing is Standing.REFUSED
    return True


def chips_of(rows: Iterable[ImportRow]) -> list[tuple[str, str]]:
    """Give the filters with their counts; those without rows are left out."""
    every = list(rows)
    words = (
        (ALL, t("all")),
        (NEW, t("new")),
        (CHANGED, t("changed")),
        (SAME, t("unchanged")),
        (ALIKE, t("already there in other words")),
        (NOTED, t("to look at")),
        (REFUSED, t("refused")),
    )
    counted = [(key, word, sum(matches(row, key) for row in every)) for key, word in words]
    return [(key, f"{word} {count}") for key, word, count in counted if count or key == ALL]


def said(finding: Finding) -> str:
    """Put a finding into words, with the line where it differs from the question's."""
    return str(say(finding.code, finding.facts))


def _place(file: str, sheet: str, line: int | None) -> str:
    parts = [part for part in (file, sheet) if part]
    if line is not None:
        parts.append(t("row {n}", n=line) if sheet else t("line {n}", n=line))
    return "  ".join(parts)
