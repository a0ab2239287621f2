"""Accounts, roles, settings, backups, the log and the health check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders.accounts import add_cadre, add_unit, make_actor
from tests.builders.office import NOON, make_office
from tests.builders.pages import Desk, agree, press, words
from trainer.bootstrap import open_office
from trainer.domain.people.audit_chain import ChainVerdict
from trainer.domain.people.roles import Role
from trainer.domain.people.units import Unit
from trainer.platform.clock import FixedClock
from trainer.services import settings
from trainer.services.audit import LogRow
from trainer.services.backup import list_backups
from trainer.services.office import Office
from trainer.services.overviews.accounts import AccountState, list_accounts, list_grants
from trainer.ui.administrator.log_words import details, subject_words
from trainer.ui.widgets import files
from trainer.ui.widgets.confirm import Confirmation


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


@pytest.fixture
def unit(office: Office) -> Unit:
    return add_unit(office)


@pytest.fixture
def desk(office: Office, unit: Unit, qtbot: Any) -> Iterator[Desk]:
    made = Desk(office, make_actor(office, Role.ADMINISTRATOR, unit, name="周晓宇"))
    yield made
    made.close()


def state(desk: Desk, name: str) -> AccountState:
    return next(row.state for row in list_accounts(desk.office, desk.actor).rows if row.name == name)


# -- accounts


def test_slips_are_made_for_those_who_have_no_secret_and_written_to_a_file(
    desk: Desk, unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_cadre(desk.office, unit, "1001", "白玉兰")
    page = desk.open("admin.accounts")
    monkeypatch.setattr(files, "answer", lambda _title, name: tmp_path / name)
    press(page, "打印激活码单")
    assert (tmp_path / "激活码单.pdf").read_bytes().startswith(b"%PDF")
    assert "已写入 1 张激活码单" in words(page)
    assert state(desk, "白玉兰") is AccountState.CODE_OPEN
    assert state(desk, "周晓宇") is AccountState.ACTIVE, "whoever has a secret keeps it"


def test_codes_that_were_not_saved_are_not_passed_over_in_silence(
    desk: Desk, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_cadre(desk.office, unit, "1001", "白玉兰")
    page = desk.open("admin.accounts")
    monkeypatch.setattr(files, "answer", lambda _title, _name: None)
    press(page, "打印激活码单")
    assert "没有保存" in words(page)


def test_an_account_is_disabled_and_enabled_again(desk: Desk, office: Office, unit: Unit) -> None:
    make_actor(office, Role.EXAMINER, unit, "2002", "刘雅琴")
    page = desk.open("admin.accounts")
    names = [row.name for row in page.table.model.records]
    page.table.view.selectRow(names.index("刘雅琴"))
    press(page, "停用")
    assert state(desk, "刘雅琴") is AccountState.DISABLED
    press(page, "启用")
    assert state(desk, "刘雅琴") is AccountState.ACTIVE


def test_the_way_to_the_roles_of_the_person_chosen(desk: Desk) -> None:
    page = desk.open("admin.accounts")
    press(page, "角色")
    assert desk.went[-1] == ("admin.roles", {"cadre_id": desk.actor.cadre_id})


# -- roles


def test_a_role_is_given_and_taken_back(desk: Desk, unit: Unit) -> None:
    cadre_id = add_cadre(desk.office, unit, "1001", "白玉兰")
    page = desk.open("admin.roles", cadre_id=cadre_id)
    assert "白玉兰" in page.who.text()
    page.role.setCurrentIndex(page.role.findData(Role.EXAMINER.value))
    press(page, "授予角色")
    [grant] = list_grants(desk.office, desk.actor, cadre_id)
    assert (grant.role, grant.is_in_force) == (Role.EXAMINER, True)
    assert "长期" in [page.grants.model.text_at(0, column) for column in range(4)]
    press(page, "收回角色")
    assert not any(one.is_in_force for one in list_grants(desk.office, desk.actor, cadre_id))


def test_a_role_with_a_last_day_holds_through_that_day_in_china(desk: Desk, unit: Unit) -> None:
    cadre_id = add_cadre(desk.office, unit, "1001", "白玉兰")
    page = desk.open("admin.roles", cadre_id=cadre_id)
    page.expires.setChecked(True)
    press(page, "授予角色")
    [grant] = list_grants(desk.office, desk.actor, cadre_id)
    # Tomorrow is the earliest last day: 3 June 2025, to its last second in China (16:00 UTC).
    assert grant.expires_at is not None
    assert timedelta(0) < grant.expires_at - NOON <= timedelta(hours=36)
    assert grant.expires_at.utctimetuple()[3:5] == (15, 59)


# -- settings


def test_settings_are_saved_together_and_read_back(desk: Desk) -> None:
    page = desk.open("admin.settings")
    page._write[settings.OFFICE_NAME.key]("示范盟行政公署")
    press(page, "保存")
    assert settings.get(desk.office, settings.OFFICE_NAME) == "示范盟行政公署"
    assert "已保存" in words(page)
    press(page, "保存")
    assert "没有改动" in words(page)


def test_a_setting_out_of_order_is_refused_beside_its_field_and_nothing_is_saved(desk: Desk) -> None:
    page = desk.open("admin.settings")
    page._write[settings.OFFICE_NAME.key]("示范盟行政公署")
    page._write[settings.PASS_MARK.key]("95")
    press(page, "保存")
    assert settings.get(desk.office, settings.OFFICE_NAME) != "示范盟行政公署"
    assert "等次顺序有误" in words(page)


# -- backups


def test_a_backup_is_made_checked_and_put_in_force(tmp_path: Path, qtbot: Any) -> None:
    # An office as the program makes it, with the history of its schema.
    office = open_office(tmp_path / "home", None, clock=FixedClock(NOON))
    desk = Desk(office, make_actor(office, Role.ADMINISTRATOR, add_unit(office), name="周晓宇"))
    restarted: list[bool] = []
    try:
        page = desk.open("admin.backup")
        object.__setattr__(page.context, "restart", lambda: restarted.append(True))
        press(page, "立即备份")
        [made] = list_backups(office)
        assert made.is_readable
        press(page, "试恢复检验")
        assert "备份完好" in words(page)
        press(page, "恢复到此备份")
        assert "要恢复到此备份吗" in "".join(words(dialog) for dialog in page.findChildren(Confirmation))
        assert not restarted, "nothing happens before somebody agrees"
        agree(page)
        assert restarted == [True]
        assert len(list_backups(office)) == 2, "the state before the restore is kept"
    finally:
        desk.close()


def test_a_damaged_backup_is_told_and_not_relied_on(desk: Desk) -> None:
    page = desk.open("admin.backup")
    press(page, "立即备份")
    [made] = list_backups(desk.office)
    made.path.write_bytes(made.path.read_bytes()[:-400])
    page.read_again()
    page.table.view.selectRow(0)
    assert not page.restore_button.isEnabled()


# -- the log


def test_the_log_tells_who_did_what_and_its_chain_is_checked(desk: Desk, unit: Unit) -> None:
    cadre_id = add_cadre(desk.office, unit, "1001", "白玉兰")
    roles = desk.open("admin.roles", cadre_id=cadre_id)
    press(roles, "授予角色")
    page = desk.open("admin.log")
    row = [page.table.model.text_at(0, column) for column in range(len(page.table.model.columns))]
    assert row[1].startswith("周晓宇")
    assert row[2] == "授予角色"
    press(page, "校验日志")
    assert "没有被改动" in words(page)


def test_an_altered_log_is_told_with_what_to_do(desk: Desk) -> None:
    page = desk.open("admin.log")
    page._on_verified({"home": ChainVerdict(7, 3, "")})
    seen = words(page)
    assert "第 3 条" in seen
    assert "报告上级主管部门" in seen


def entry(facts: tuple[tuple[str, str], ...], subject: str = "") -> LogRow:
    return LogRow("home", 1, NOON, "", "roster.imported", "", subject, facts)


def test_the_details_of_an_entry_are_words_without_ids() -> None:
    an_id = "01a1f94f-fe95-760e-8c1b-000000dec740"
    said = details(entry((("cadre", an_id), ("counts", "{'added': 4, 'moved': 0, 'refused': 2}"), ("changed", "{}"))))
    assert said == "行数：新增 4，拒绝 2"
    assert subject_words(entry((), an_id)) == "编号尾号 dec740"
    assert details(entry(())) == "—"


# -- the health check


def test_the_health_check_says_line_by_line_what_it_looked_at(desk: Desk) -> None:
    page = desk.open("admin.doctor")
    seen = words(page)
    assert "字体" in seen
    assert "数据库" in seen
    count = page.lines.count()
    press(page, "重新检查")
    assert page.lines.count() == count
