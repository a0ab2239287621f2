"""Findings of content on the command line: one shape for scripts, one line each for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.wording import N_, t
from trainer.wording.sentences import say

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTICE: N_("notice")}


def as_documents(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give findings as scripts read them."""
    return [
        {
            "file": finding.file,
            "line": finding.line,
            "code": finding.code,
            "severity": finding.severity.value,
            "message": str(say(finding.code, finding.facts)),
        }
        for finding in findings
    ]


def as_lines(findings: Iterable[Finding]) -> list[str]:
    """Give findings as people read them: place, weight, words."""
    lines = []
    for finding in findings:
        place = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
        weight = t(_SEVERITIES[finding.severity])
        lines.append(": ".join(part for part in (place, weight, str(say(finding.code, finding.facts))) if part))
    return lines


def weigh(findings: Iterable[Finding]) -> bool:
    """Tell whether something was found that the exit code should show; notices are hunches and are not."""
    return any(finding.severity is not Severity.NOTICE for finding in findings)
