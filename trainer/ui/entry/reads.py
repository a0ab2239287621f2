"""What the sign-in page reads, from the overview of people. Called on working threads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from trainer.ui.entry.presenter import NameChoice, UnitChoice
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.services.office import Office

_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


class PeopleReads:
    """Units and names as the office has them."""

    def units(self, office: Office) -> Sequence[UnitChoice]:
        from trainer.services.overviews import people

        above: list[str] = []
        choices = []
        for unit in people.sign_in_units(office):
            del above[unit.depth :]
            choices.append(UnitChoice(unit.id, above[-1] if above else None, unit.name, unit.own_count))
            above.append(unit.id)
        return choices

    def names(self, office: Office, unit_id: str) -> Sequence[NameChoice]:
        from trainer.services.overviews import people

        return [
            NameChoice(one.cadre_id, one.name, said_apart(one.apart), one.unit_name)
            for one in people.sign_in_people(office, unit_id)
        ]

    def search(self, office: Office, text: str) -> Sequence[NameChoice]:
        from trainer.services.overviews import people

        # Found across units, so it is the unit that tells them apart.
        return [
            NameChoice(
                one.cadre_id, one.name, " ".join(filter(None, (one.unit_name, said_apart(one.apart)))), one.unit_name
            )
            for one in people.sign_in_search(office, text)
        ]


def said_apart(apart: str) -> str:
    """Say what tells two people of one name apart: a month of birth in words, anything else as it is."""
    month = _MONTH.fullmatch(apart)
    return t("born {year}-{month}", year=month.group(1), month=int(month.group(2))) if month else apart
