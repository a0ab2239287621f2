"""The first quarter of an hour: an office with its unit and its administrator."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.adapters.keys import secrets
from trainer.adapters.keys.secrets import Hashing
from trainer.adapters.storage.stores.cadres import SealedNumbers
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people import accounts as rules
from trainer.domain.people.accounts import Account, RoleGrant
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.roles import Actor, Role
from trainer.domain.people.units import Unit, UnitKind
from trainer.platform.identifiers import new_id
from trainer.services import settings
from trainer.services.office import Office
from trainer.services.sign_in import actor_of

# What a clerk of a small bureau does alone; in a larger one the administrator takes roles back and gives them to others.
_FIRST_ROLES = (
    Role.ADMINISTRATOR,
    Role.CLASS_ADMIN,
    Role.EXAMINER,
    Role.CERTIFICATE_OFFICER,
    Role.AUTHOR,
    Role.UNIT_LEADER,
)
_STAFF_NO = "A0001"


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the first-run pages ask for.

    Attributes:
        name: full name of the unit at the top.
        kind: what sort of organisation it is.
        area_code: six digits or empty.
        administrator: name of the first administrator.
        staff_no: empty for one that the program makes.
        secret: PIN or password.
        certificate_prefix: may be empty.
    """

    name: str
    administrator: str
    secret: str
    kind: UnitKind = UnitKind.BANNER
    area_code: str = ""
    staff_no: str = ""
    certificate_prefix: str = ""


def is_new(office: Office) -> bool:
    """Tell whether this home still needs its first run: no unit and nobody who could sign in."""
    with office.database.read() as uow:
        return not uow.units.roots() and not uow.accounts.administrators_with_secret(office.clock.now())


def create_office(office: Office, wanted: NewOffice, *, hashing: Hashing = secrets.FULL) -> tuple[Actor, Changes]:
    """Create the unit at the top, the first administrator and the office's settings, in one transaction.

    Where units came first (a roster imported on the command line), the first one at the top is kept and used.

    Returns:
        The administrator, signed in.

    Raises:
        Refusal: ``office_exists``, ``office_without_name``, ``administrator_without_name``, ``setting_invalid``, those of
            :func:`trainer.domain.people.accounts.check_secret`.
    """
    name, person = wanted.name.strip(), wanted.administrator.strip()
    if not name:
        raise Refusal("office_without_name")
    if not person:
        raise Refusal("administrator_without_name")
    staff_no = wanted.staff_no.strip() or _STAFF_NO
    rules.check_secret(secrets.as_typed(wanted.secret), staff_no)
    values = {
        settings.OFFICE_NAME: name,
        settings.AREA_CODE: wanted.area_code,
        settings.CERTIFICATE_PREFIX: wanted.certificate_prefix,
    }
    checked = {known.key: settings.checked_value(known, value) for known, value in values.items()}
    secret_hash = secrets.hash_secret(wanted.secret, hashing)
    now = office.clock.now()
    cadre_id = new_id()
    with office.database.write() as uow:
        if uow.accounts.administrators_with_secret(now):
            raise Refusal("office_exists")
        roots = uow.units.roots()
        unit = roots[0] if roots else _top_unit(name, wanted)
        if not roots:
            uow.units.add(unit, now)
        cadre = Cadre(cadre_id, staff_no, person, unit.id)
        uow.cadres.add(cadre, SealedNumbers(), office.home_id, now)
        uow.accounts.save(Account(cadre_id, secret_hash=secret_hash))
        for role in _FIRST_ROLES:
            uow.accounts.add_grant(RoleGrant(new_id(), cadre_id, role, unit.id, unit.path, now))
        for key, value in checked.items():
            uow.settings.write(key, value, now)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=cadre_id,
            action="office.created",
            subject=unit.id,
            facts={"roles": [role.value for role in _FIRST_ROLES]},
        )
        actor = actor_of(uow, office, cadre_id)
    return actor, Changes.of(Area.UNITS, Area.CADRES, Area.ACCOUNTS, Area.SETTINGS)


def _top_unit(name: str, wanted: NewOffice) -> Unit:
    code = wanted.area_code or "TOP"
    unit_id = content_id("unit", code)
    return Unit(
        unit_id,
        code,
        name,
        wanted.kind,
        None,
        f"/{unit_id}/",
        0,
        1,
        division_code=wanted.area_code,
    )
