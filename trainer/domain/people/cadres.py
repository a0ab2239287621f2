"""A cadre as a personnel officer knows one, and what may be shown of personal numbers.

The value never holds an ID number or a telephone number in clear, only what is shown of them; the numbers themselves lie
sealed in storage and are opened one at a time, by right and with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from trainer.domain.people.names import name_key


class Employment(StrEnum):
    """Where somebody stands in working life."""

    ACTIVE = "active"  # 在职
    SECONDED = "seconded"  # 借调
    ATTACHED = "attached"  # 挂职
    SICK_LEAVE = "sick_leave"  # 长病假
    RETIRED = "retired"  # 退休
    TRANSFERRED_OUT = "transferred_out"  # 调出
    RESIGNED = "resigned"  # 辞职
    DECEASED = "deceased"  # 死亡

    @property
    def is_on_roster(self) -> bool:
        """Whether the person still belongs to the unit."""
        return self in _ON_ROSTER


_ON_ROSTER = frozenset({Employment.ACTIVE, Employment.SECONDED, Employment.ATTACHED, Employment.SICK_LEAVE})


@dataclass(frozen=True, slots=True)
class Cadre:
    """One person on the roster. Only name and unit are always there; empty text means "not known".

    Attributes:
        id: UUIDv7.
        staff_no: unique within the unit; made by the program where the roster has none.
        name: with U+00B7 between its parts where it has parts.
        unit_id: the person's own unit.
        section: the office within the unit, free text.
        sex: GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.
        ethnicity: GB/T 3304 number, two digits.
        birth: ``yyyy-mm`` or ``yyyy-mm-dd``.
        post: as written, several joined by 、.
        post_level: GB/T 12407 code.
        rank: code of ``codes.RANK``, or the text of a rank that is not in the table.
        category: code of ``codes.CATEGORY``.
        political_status: GB/T 4762 code.
        work_start: ``yyyy-mm``.
        education, degree: code of ``codes.EDUCATION`` and ``codes.DEGREE``, or text that is not in the table.
        tier: T1, T2 or T3.
        leader_path: the path suggested to leaders; seen by oneself and the class administrator only.
        employment, employment_since: state and the ISO date it began, where known.
        id_number_masked, phone_masked: what may be shown.
        order_no: place within the unit, ascending; 0 where none was given.
        version: counts changes of this row.
    """

    id: str
    staff_no: str
    name: str
    unit_id: str
    section: str = ""
    sex: str = "0"
    ethnicity: str = ""
    birth: str = ""
    post: str = ""
    post_level: str = ""
    rank: str = ""
    category: str = ""
    political_status: str = ""
    work_start: str = ""
    education: str = ""
    degree: str = ""
    tier: str = ""
    leader_path: str = ""
    employment: Employment = Employment.ACTIVE
    employment_since: str = ""
    id_number_masked: str = ""
    phone_masked: str = ""
    order_no: int = 0
    remark: str = ""
    version: int = 1
    is_demo: bool = False

    @property
    def name_key(self) -> str:
        """The name without separators, for matching."""
        return name_key(self.name)

    @property
    def birth_month(self) -> str:
        """``yyyy-mm`` or empty."""
        return self.birth[:7]


def changed_fields(old: Cadre, new: Cadre) -> tuple[str, ...]:
    """Name the fields in which two states of one person differ, the version left aside."""
    return tuple(
        field.name
        for field in fields(Cadre)
        if field.name != "version" and getattr(old, field.name) != getattr(new, field.name)
    )


def mask_id_number(number: str) -> str:
    """Show the area and the last four of an ID number: ``152299********0016``."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """Show the first three and the last four of a telephone number: ``138****0000``."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == 11 else "*" * len(phone)
