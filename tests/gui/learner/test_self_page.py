"""One's own data, secret and look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QWidget

from tests.gui.learner.conftest import Desk
from trainer.adapters.keys import secrets
from trainer.adapters.storage.tables import people
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.services import accounts, own_data, sign_in
from trainer.services.own_data import OwnNumber
from trainer.ui.learner.self_page import SelfPage
from trainer.ui.theme import theme

OLD, NEW = "482915", "735102"


@pytest.fixture
def signed_in(desk: Desk) -> Desk:
    """The learner has a secret, an ID number and a telephone number."""
    cadre_id = desk.actor.cadre_id
    assert cadre_id is not None
    with desk.office.database.write() as uow:
        uow.connection.execute(
            sa.update(people.cadre)
            .where(people.cadre.c.id == cadre_id)
            .values(
                id_number_masked="152299********0016",
                id_number_sealed=desk.office.keys.seal(b"152299199105010016"),
                post="科员",
            )
        )
    slips, _ = accounts.make_activation_codes(desk.office, PROGRAM, [cadre_id])
    sign_in.activate(desk.office, cadre_id, slips.slips[0].code, OLD, hashing=secrets.Hashing(1, 8, 1))
    return desk


def open_self(desk: Desk) -> SelfPage:
    page = desk.open("learner.self")
    assert isinstance(page, SelfPage)
    return page


def fill(page: SelfPage, old: str, new: str, again: str) -> None:
    for field, text in ((page.old, old), (page.new, new), (page.again, again)):
        field.setText(text)
    page.change.click()


def test_numbers_are_masked_until_asked_for_and_the_asking_is_in_the_log(signed_in: Desk) -> None:
    page = open_self(signed_in)
    assert page.values["身份证号"].text() == "152299********0016"
    page.reveal_buttons[OwnNumber.ID_NUMBER].click()
    assert page.values["身份证号"].text() == "152299199105010016"
    with signed_in.office.database.read() as uow:
        _, entries = uow.audit.search(action="cadre.own_number_seen")
    assert [entry.subject for entry in entries] == [signed_in.actor.cadre_id]
    assert "152299199105010016" not in str(entries)
    page.reveal_buttons[OwnNumber.ID_NUMBER].click()
    assert page.values["身份证号"].text() == "152299********0016"


def test_a_number_that_is_not_kept_is_neither_shown_nor_offered(signed_in: Desk) -> None:
    page = open_self(signed_in)
    assert OwnNumber.PHONE not in page.reveal_buttons
    with pytest.raises(Refusal) as refused:
        own_data.reveal_own(signed_in.office, signed_in.actor, OwnNumber.PHONE)
    assert refused.value.code == "number_not_kept"


def test_the_secret_changes_and_only_the_new_one_opens_then(signed_in: Desk) -> None:
    page = open_self(signed_in)
    fill(page, OLD, NEW, NEW)
    assert "密码已修改" in page.message.text
    assert page.old.text() == ""
    cadre_id = signed_in.actor.cadre_id
    assert cadre_id is not None
    assert sign_in.sign_in(signed_in.office, cadre_id, NEW).cadre_id == cadre_id
    with pytest.raises(Refusal):
        sign_in.sign_in(signed_in.office, cadre_id, OLD)


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("", NEW, NEW, "old"),
        (OLD, "", "", "new"),
        (OLD, NEW, "735103", "again"),
        (OLD, "123456", "123456", "new"),
        ("000001", NEW, NEW, "old"),
    ],
)
def test_each_complaint_stands_beside_the_field_it_speaks_of(
    signed_in: Desk, old: str, new: str, again: str, field: str
) -> None:
    page = open_self(signed_in)
    fill(page, old, new, again)
    wrong = [name for name in ("old", "new", "again") if getattr(page, name).property("state") == "bad"]
    assert wrong == [field]
    assert page.change.isEnabled()


def test_the_text_size_chosen_here_is_in_force_at_once(signed_in: Desk) -> None:
    page = open_self(signed_in)
    page.sizes._buttons["1.5"].click()
    assert theme().scale == 1.5
    theme().set_up()
    assert page.sizes.chosen == ["1.0"]


def test_the_activity_shows_what_was_done_with_the_account(signed_in: Desk, words: Callable[[QWidget], str]) -> None:
    page = open_self(signed_in)
    assert page.data is not None
    assert page.data.activities[0].action == "account.activated"
    assert "2025年6月2日 12:00" in words(page)
