"""Take the roster out as a workbook: numbers masked, or in full for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.people.roles import Actor, Right, require
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What was written.

    Attributes:
        is_full: personal numbers stand in it in clear.
    """

    path: Path
    exported: int
    is_full: bool


def export_roster(
    office: Office, actor: Actor, target: Path, *, full: bool = False, unit_id: str = ""
) -> ExportOutcome:
    """Write the people of a subtree, or of everything the actor manages.

    Args:
        full: ID and telephone numbers in clear; the log keeps who took them out.

    Raises:
        Refusal: ``no_right``, ``unit_unknown``.
        Fault: ``file_not_written``.
    """
    from trainer.adapters.interchange.roster_export import write_roster

    with office.database.write() as uow:
        top = uow.units.read(unit_id) if unit_id else None
        require(actor, Right.MANAGE_ROSTER, top.path if top else None)
        if full:
            require(actor, Right.REVEAL_NUMBERS, top.path if top else None)
        reach = actor.reach(Right.REVEAL_NUMBERS if full else Right.MANAGE_ROSTER)
        _, people = uow.cadres.page(below=reach, unit_path=top.path if top else "", limit=10_000_000)
        units = {unit.id: unit for unit in uow.units.all()}
        numbers = uow.cadres.numbers([cadre.id for cadre, _ in people]) if full else {}
        unseal = office.keys.unseal
        rows = []
        for cadre, unit_name in people:
            id_number, phone = cadre.id_number_masked, cadre.phone_masked
            if full:
                sealed = numbers[cadre.id]
                id_number = unseal(sealed.id_number).decode() if sealed.id_number else ""
                phone = unseal(sealed.phone).decode() if sealed.phone else ""
            unit = units.get(cadre.unit_id)
            rows.append((cadre, unit_name, unit.credit_code or unit.code if unit else "", id_number, phone))
        roots = uow.units.roots()
        root_name = top.name if top else roots[0].name if len(roots) == 1 else ""
        now = office.clock.now()
        written = write_roster(target, rows, root_name=root_name, written_by=actor.name or t("Program"), written_at=now)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="roster.exported_full" if full else "roster.exported",
            subject=unit_id,
            facts={"exported": written},
        )
    return ExportOutcome(target, written, full)
