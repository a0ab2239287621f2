from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.accounts import PIN, add_unit, log_of
from trainer.adapters.keys import secrets
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Right
from trainer.services import settings
from trainer.services.first_run import NewOffice, create_office, is_new
from trainer.services.office import Office
from trainer.services.sign_in import is_command_line_open, sign_in

WANTED = NewOffice("示例旗委组织部", "王丽", PIN, area_code="152299", certificate_prefix="示培")


def test_a_new_office_has_a_unit_an_administrator_and_closes_the_command_line(office: Office) -> None:
    assert is_new(office)
    assert is_command_line_open(office)
    actor, _ = create_office(office, WANTED, hashing=secrets.CHEAP)
    assert not is_new(office)
    assert not is_command_line_open(office)
    assert sign_in(office, "A0001", PIN, hashing=secrets.CHEAP) == actor
    with office.database.read() as uow:
        (root,) = uow.units.roots()
    assert (root.name, root.division_code) == ("示例旗委组织部", "152299")
    for right in (
        Right.MANAGE_ACCOUNTS,
        Right.MANAGE_ROSTER,
        Right.MANAGE_EXAMS,
        Right.ISSUE_CERTIFICATES,
        Right.BACKUP,
    ):
        assert actor.may(right, root.path)
    assert settings.get(office, settings.OFFICE_NAME) == "示例旗委组织部"
    assert settings.get(office, settings.CERTIFICATE_PREFIX) == "示培"
    assert log_of(office)[0] == ("office.created", root.id)


def test_an_office_is_created_once(office: Office) -> None:
    create_office(office, WANTED, hashing=secrets.CHEAP)
    with pytest.raises(Refusal, match="office_exists"):
        create_office(office, WANTED, hashing=secrets.CHEAP)


def test_units_that_came_first_with_a_roster_are_kept(office: Office) -> None:
    unit = add_unit(office, "B1", "教育局")
    actor, _ = create_office(office, WANTED, hashing=secrets.CHEAP)
    assert actor.grants[0].unit_id == unit.id


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(WANTED, name="  "), "office_without_name"),
        (replace(WANTED, administrator=""), "administrator_without_name"),
        (replace(WANTED, secret="123456"), "secret_too_simple"),
        (replace(WANTED, area_code="15"), "setting_invalid"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_made(office: Office, wanted: NewOffice, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        create_office(office, wanted, hashing=secrets.CHEAP)
    assert is_new(office)
