"""Units, people and accounts, straight into the tables."""

from __future__ import annotations

from trainer.adapters.keys import secrets
from trainer.adapters.storage.stores.cadres import SealedNumbers
from trainer.domain.kernel.ids import content_id
from trainer.domain.people.accounts import Account, RoleGrant
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.roles import Actor, Role
from trainer.domain.people.units import Unit, UnitKind
from trainer.platform.identifiers import new_id
from trainer.services.office import Office
from trainer.services.sign_in import actor_of

PIN = "204816"


def add_unit(office: Office, code: str = "152299", name: str = "示例旗", parent: Unit | None = None) -> Unit:
    """Add a unit, at the top or below another one."""
    unit_id = content_id("unit", code)
    path = f"{parent.path if parent else '/'}{unit_id}/"
    depth = parent.depth + 1 if parent else 0
    unit = Unit(unit_id, code, name, UnitKind.OTHER, parent.id if parent else None, path, depth, 1)
    with office.database.write() as uow:
        uow.units.add(unit, office.clock.now())
    return unit


def add_cadre(office: Office, unit: Unit, staff_no: str = "1001", name: str = "白玉兰") -> str:
    """Add a person; gives the id."""
    cadre_id = new_id()
    with office.database.write() as uow:
        uow.cadres.add(Cadre(cadre_id, staff_no, name, unit.id), SealedNumbers(), office.home_id, office.clock.now())
    return cadre_id


def give_secret(office: Office, cadre_id: str, secret: str = PIN) -> None:
    """Give a person a secret without a code."""
    with office.database.write() as uow:
        uow.accounts.save(Account(cadre_id, secret_hash=secrets.hash_secret(secret, secrets.CHEAP)))


def give_role(office: Office, cadre_id: str, role: Role, unit: Unit) -> RoleGrant:
    """Give a person a role without asking anybody."""
    grant = RoleGrant(new_id(), cadre_id, role, unit.id, unit.path, office.clock.now())
    with office.database.write() as uow:
        uow.accounts.add_grant(grant)
    return grant


def make_actor(office: Office, role: Role, unit: Unit, staff_no: str = "9001", name: str = "管理员") -> Actor:
    """Make a person with a secret and a role."""
    cadre_id = add_cadre(office, unit, staff_no, name)
    give_secret(office, cadre_id)
    give_role(office, cadre_id, role, unit)
    with office.database.read() as uow:
        return actor_of(uow, office, cadre_id)


def log_of(office: Office) -> list[tuple[str, str]]:
    """Give action and subject of every entry of the log, oldest first."""
    with office.database.read() as uow:
        return [(entry.action, entry.subject) for entry in uow.audit.chain(office.home_id)]
