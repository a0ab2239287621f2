"""The rules that marking needs. A sitting freezes them, so they are defined one room below."""

from __future__ import annotations

from trainer.domain.sittings.rules import FULL, Bands, ExamRules, MultipleRule, PartMarks

__all__ = ["FULL", "Bands", "ExamRules", "MultipleRule", "PartMarks"]
