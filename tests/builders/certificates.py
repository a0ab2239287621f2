"""What a certificate says, with defaults."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from trainer.domain.certificates.content import Content, write_signature
from trainer.domain.certificates.number import Kind, make_number


def make_content(*, serial: int = 123, kind: Kind = Kind.PASS, **parts: Any) -> Content:
    number = make_number("152200", 2025, kind, serial)
    values: dict[str, Any] = {
        "number": number.machine,
        "shown_number": number.shown("兴电培"),
        "kind": kind,
        "name": "王小明",
        "unit": "安和旗民政局",
        "plan": "2025年办公自动化与电子政务轮训",
        "exam": "办公自动化结业考试",
        "hours": Fraction(16),
        "band": "good",
        "earned_on": date(2025, 2, 27),
        "issued_on": date(2025, 3, 1),
        "issuer": "安和旗委组织部",
        "signature": write_signature(bytes(range(64))),
    }
    return Content(**(values | parts))
