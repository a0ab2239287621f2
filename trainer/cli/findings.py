"""Findings of content on the command line: one shape for scripts, one line each for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.wording import N_, t, tn
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
            # In a table the line is the row.
            **({"sheet": finding.sheet, "row": finding.row} if finding.sheet else {}),
        }
        for finding in findings
    ]


def as_lines(findings: Iterable[Finding], most: int = 0) -> list[str]:
    """Give findings as people read them: place, weight, words.

    Args:
        most: of one code; of the others only their number is told. 0 for all.
    """
    lines = []
    times: Counter[str] = Counter()
    for finding in findings:
        times[finding.code] += 1
        if most and times[finding.code] > most:
            continue
        sheet = f"{finding.file} [{finding.sheet}]" if finding.sheet else finding.file
        place = sheet if finding.line is None else f"{sheet}:{finding.line}"
        weight = t(_SEVERITIES[finding.severity])
        lines.append(": ".join(part for part in (place, weight, str(say(finding.code, finding.facts))) if part))
    for code, number in times.items():
        if most and number > most:
            lines.append(
                tn(
                    "... and one more of the kind “{code}”",
                    "... and {n} more of the kind “{code}”",
                    number - most,
                    code=code,
                )
            )
    return lines


def weigh(findings: Iterable[Finding]) -> bool:
    """Tell whether something was found that the exit code should show; notices are hunches and are not."""
    return any(finding.severity is not Severity.NOTICE for finding in findings)
