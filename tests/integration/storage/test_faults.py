"""What happens when the database cannot be used: a fault with a sentence, and nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders.office import NOON
from tests.builders.ordinary_person import as_ordinary_person, ordinary_folder
from trainer.adapters.storage import database as databases
from trainer.bootstrap import open_office
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform.paths import Home
from trainer.services.office import Office
from trainer.services.seat import Seat, hold_home, read_seat, write_seat
from trainer.wording import using
from trainer.wording.sentences import codes, say


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with something in it."""
    office = open_office(tmp_path / "家 home")
    remember(office, "示例旗")
    office.database.close()
    return office.home.root


def remember(office: Office, value: str) -> None:
    with office.database.write() as uow:
        uow.settings.write("office.name", value, NOON)


def open_and_remember(home: Path) -> None:
    office = open_office(home)
    try:
        remember(office, "new")
    finally:
        office.database.close()


def recall(home: Path) -> str:
    office = open_office(home)
    try:
        with office.database.read() as uow:
            return uow.settings.read("office.name", "")
    finally:
        office.database.close()


def said_in_both(fault: Fault | Refusal) -> None:
    """A registered sentence with what happened and what to do, complete in both languages."""
    assert fault.code in codes()
    for language in ("zh", "en"):
        with using(language):
            what, next_step = say(fault.code, fault.facts)
        assert what
        assert next_step
        assert "?" not in what + next_step


def test_a_locked_database_is_told_and_works_again_afterwards(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "BUSY_MS", 50)
    office = open_office(home)
    holder = sqlite3.connect(office.home.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Fault) as fault:
        remember(office, "new")
    assert fault.value.code == "database_locked"
    said_in_both(fault.value)
    holder.execute("ROLLBACK")
    holder.close()
    remember(office, "new")
    office.database.close()
    assert recall(home) == "new"


def test_a_full_disk_is_told_and_keeps_what_was_saved(home: Path) -> None:
    office = open_office(home)
    office.database.close()  # connections made from now on have a small disk

    @event.listens_for(office.database.engine, "connect")
    def _small_disk(raw: Any, _record: Any) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages + 2}")

    with pytest.raises(Fault) as fault:
        remember(office, "x" * 1_000_000)
    assert fault.value.code == "disk_full"
    said_in_both(fault.value)
    office.database.close()
    assert recall(home) == "示例旗"


def test_a_damaged_database_is_told_and_not_touched(home: Path) -> None:
    path = home / "trainer.sqlite"
    kept = bytearray(path.read_bytes())
    kept[100:4096] = b"\xff" * 3996  # the first page behind the head: the schema itself
    path.write_bytes(kept)
    with pytest.raises(Fault) as fault:
        open_office(home)
    assert fault.value.code == "database_damaged"
    said_in_both(fault.value)
    assert path.read_bytes() == kept


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database at all" * 100, "花名册".encode("gb18030") * 500])
def test_a_file_that_is_no_database_is_told_and_not_touched(home: Path, content: bytes) -> None:
    path = home / "trainer.sqlite"
    path.write_bytes(content)
    with pytest.raises(Fault) as fault:
        open_office(home)
    assert fault.value.code == "not_a_database"
    said_in_both(fault.value)
    assert path.read_bytes() == content


def test_a_write_protected_file_is_told() -> None:
    with ordinary_folder() as folder, as_ordinary_person():
        office = open_office(folder / "home")
        office.database.close()
        office.home.database.chmod(0o400)
        with pytest.raises(Fault) as fault:
            open_and_remember(folder / "home")
        assert fault.value.code == "database_read_only"
        said_in_both(fault.value)


def test_a_write_protected_folder_is_told() -> None:
    with ordinary_folder() as folder, as_ordinary_person():
        open_office(folder / "home").database.close()
        (folder / "home").chmod(0o500)
        with pytest.raises(Fault) as fault:
            open_and_remember(folder / "home")
        assert fault.value.code in {"database_read_only", "database_not_opened"}
        said_in_both(fault.value)


def test_a_home_that_cannot_be_made_is_told() -> None:
    with ordinary_folder() as folder:
        folder.chmod(0o555)
        with as_ordinary_person(), pytest.raises(Fault) as fault:
            open_office(folder / "home")
        assert fault.value.code == "home_not_writable"
        said_in_both(fault.value)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(Fault) as fault:
        open_office(tmp_path / "home")
    assert fault.value.code == "home_not_writable"


def test_where_nothing_may_be_made_a_missing_home_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        open_office(tmp_path / "home", allow_create=False)
    assert refused.value.code == "home_not_found"
    said_in_both(refused.value)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "postgresql+nodriver://x/y"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_office(tmp_path / "home", url)
    assert refused.value.code == "database_url_wrong"
    said_in_both(refused.value)


def test_a_server_out_of_reach_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        open_office(tmp_path / "home", "postgresql+psycopg://clerk:geheim@127.0.0.1:1/trainer")
    assert fault.value.code == "database_out_of_reach"
    said_in_both(fault.value)
    assert "geheim" not in str(say(fault.value.code, fault.value.facts))


def test_a_second_window_on_a_home_is_refused_and_the_command_line_is_not(home: Path) -> None:
    window = hold_home(home)
    with pytest.raises(Refusal) as refused:
        hold_home(home)
    assert refused.value.code == "home_in_use"
    said_in_both(refused.value)
    assert recall(home) == "示例旗"
    window.release()
    hold_home(home).release()


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"[1]", b'{"language": "xx", "text_percent": 999, "window": 3}'])
def test_damaged_settings_of_the_seat_give_the_defaults(home: Path, damage: bytes) -> None:
    Home(home).settings.write_bytes(damage)
    assert read_seat(home) == Seat()


def test_settings_of_the_seat_are_kept(home: Path) -> None:
    seat = Seat("en", 150, {"width": 1200})
    write_seat(home, seat)
    assert read_seat(home) == seat
    assert [path.name for path in home.glob("seat*")] == ["seat.json"]


@pytest.mark.parametrize(("content", "code"), [(b"short", "key_file_damaged"), (None, "key_file_unusable")])
def test_a_damaged_key_file_is_told(home: Path, content: bytes | None, code: str) -> None:
    key = Home(home).keys / "root.key"
    if content is None:
        key.mkdir()
    else:
        key.write_bytes(content)
    office = open_office(home)
    with pytest.raises(Fault) as fault:
        office.keys.digest("x", "y")
    office.database.close()
    assert fault.value.code == code
    said_in_both(fault.value)
