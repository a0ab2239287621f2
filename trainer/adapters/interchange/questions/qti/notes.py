"""What is told about one item or one file while it is read: with its place, and each thing once."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import Where


class Notes:
    """Findings about one item, in the order in which they come up.

    Args:
        where: the item's place.
        name: what the file calls it, for the sentences.
        once: codes already told of this file; shared by all items of it.
    """

    __slots__ = ("_once", "findings", "name", "where")

    def __init__(self, where: Where, name: str, once: set[str]) -> None:
        self.where = where
        self.name = name
        self.findings: list[Finding] = []
        self._once = once

    def error(self, code: str, **facts: Any) -> None:
        """Tell why the item cannot be used."""
        self._tell(code, Severity.ERROR, facts)

    def warn(self, code: str, **facts: Any) -> None:
        """Tell what people should look at."""
        self._tell(code, Severity.WARNING, facts)

    def notice(self, code: str, **facts: Any) -> None:
        """Tell what was guessed or left out."""
        self._tell(code, Severity.NOTICE, facts)

    def once(self, code: str, **facts: Any) -> None:
        """Tell a loss that concerns the whole file, the first time it comes up."""
        if code not in self._once:
            self._once.add(code)
            self._tell(code, Severity.NOTICE, facts)

    @property
    def is_refused(self) -> bool:
        """Whether an error was told."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def _tell(self, code: str, severity: Severity, facts: dict[str, Any]) -> None:
        finding = self.where.finding(code, (), severity, question=self.name, **facts)
        if finding not in self.findings:
            self.findings.append(finding)
