"""``trainer course`` and ``trainer bank``: the shapes that scripts read, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.builders.content import PARTS, Content, make_question
from trainer.adapters.content import compiled
from trainer.adapters.content.question_files import write_question_text
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.platform import paths
from trainer.services.load_content import load_shipped
from trainer.wording import catalogue


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    content = Content(tmp_path / "shipped")
    real = paths.shipped
    compiled_wording = catalogue.compiled_catalogue("zh")
    monkeypatch.setattr(catalogue, "compiled_catalogue", lambda _: compiled_wording)
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        paths, "shipped", lambda folder: real(folder) if folder == "resources" else content.root / folder
    )
    monkeypatch.setattr(compiled, "_stamped", {})
    return content


@pytest.fixture
def trainer(tmp_path: Path, content: Content) -> Callable[..., Ran]:
    home = tmp_path / "家 home"
    office = open_office(home)
    load_shipped(office)
    office.database.close()

    def run(*words: object) -> Ran:
        done = CliRunner().invoke(app, ["--home", str(home), *map(str, words)])
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


def test_course_list_has_the_agreed_shape(trainer: Callable[..., Ran]) -> None:
    ran = trainer("course", "list", "--json")

    assert ran.code == 0
    [course] = ran.document
    assert {key: course[key] for key in ("code", "title_zh", "title_en", "hours")} == {
        "code": "C20",
        "title_zh": "示例课程",
        "title_en": "Sample course",
        "hours": "1/2",
    }
    [lesson] = course["lessons"]
    assert {key: lesson[key] for key in ("code", "title_zh", "title_en", "hours", "tiers", "questions")} == {
        "code": "L2001",
        "title_zh": "首页",
        "title_en": "Home page",
        "hours": "1/2",
        "tiers": "aB",
        "questions": 2,
    }
    assert "示例课程" in trainer("course", "list").out


def test_course_check_ends_with_one_when_something_is_wrong(trainer: Callable[..., Ran], content: Content) -> None:
    content.change("courses/C20/L2001.md", "hours: 0.5", "hours: half")
    ran = trainer("course", "check", "--json")

    assert ran.code == 1
    finding = next(one for one in ran.document["findings"] if one["severity"] == "error")
    assert (finding["file"], finding["line"], finding["code"]) == ("courses/C20/L2001.md", 4, "content_not_number")
    assert "half" in finding["message"]
    assert "courses/C20/L2001.md:4" in trainer("course", "check").out


def test_courses_go_out_and_a_shipped_one_does_not_come_in(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    out = trainer("course", "export", "C20", "--out", tmp_path / "c.zip", "--json")
    assert (out.code, out.document["exported"]) == (0, "C20")
    back = trainer("course", "import", tmp_path / "c.zip", "--json")
    assert (back.code, back.document["refused"], back.document["imported"]) == (1, ["C20"], [])
    assert trainer("course", "export", "C99", "--out", tmp_path / "d").code == 3
    assert trainer("course", "import", tmp_path / "none").code == 3


def test_bank_import_has_the_agreed_shape(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    own = [make_question(kind, f"Q-K3001a-{number:03}") for number, kind in enumerate(PARTS, 1)]
    file.write_text(write_question_text(own), "utf-8")
    dry = trainer("bank", "import", file, "--dry-run", "--json")
    first = trainer("bank", "import", file, "--json")
    second = trainer("--json", "bank", "import", file)

    assert [ran.code for ran in (dry, first, second)] == [0, 0, 0]
    assert dry.document == first.document
    counts = ("imported", "updated", "unchanged", "refused")
    assert [first.document[key] for key in counts] == [len(own), 0, 0, 0]
    assert [second.document[key] for key in counts] == [0, 0, len(own), 0]
    assert second.document["questions"] == first.document["questions"]
    by_kind = {one["kind"]: one for one in first.document["questions"]}
    single = by_kind["single"]
    assert single["id"] == "Q-K3001a-001"
    assert single["choices"][:2] == [{"text": "待办", "fraction": "1"}, {"text": "待阅", "fraction": "0"}]
    assert single["source"] == {"file": "own.yaml", "line": 1}
    assert single["category"] == "C30/K3001a"
    assert [one["fraction"] for one in by_kind["multiple"]["choices"]] == ["1/2", "1/2", "0", "0"]
    assert [one["fraction"] for one in by_kind["judge"]["choices"]] == ["0", "1"]
    assert by_kind["blank"]["blanks"] == [["六角括号", "〔〕"], ["号"]]
    assert by_kind["ordering"]["order"] == ["签收", "登记", "初审", "承办"]
    assert by_kind["matching"]["pairs"][0] == {"left": "待办", "right": "办理"}
    assert {one["severity"] for one in first.document["findings"]} <= {"notice"}


def test_bank_import_with_a_refused_question_ends_with_one(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("id: Q-K3001a-001\nkind: single\n", "utf-8")
    ran = trainer("bank", "import", file, "--json")

    assert (ran.code, ran.document["refused"], ran.document["questions"]) == (1, 1, [])
    assert {(one["file"], one["severity"]) for one in ran.document["findings"]} == {("bad.yaml", "error")}
    assert all(one["message"] for one in ran.document["findings"])


def test_where_no_file_can_be_read_the_command_is_refused_as_a_whole(
    trainer: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "q.pdf"
    file.write_bytes(b"%PDF-1.7")
    ran = trainer("bank", "import", file, "--json")

    assert (ran.code, ran.document["refused"], ran.document["questions"]) == (3, 1, [])
    [finding] = ran.document["findings"]
    assert (finding["file"], finding["code"], finding["severity"]) == ("q.pdf", "question_file_unknown", "error")
    assert "PDF" in finding["message"]
    assert "moodle_xml" in finding["message"]


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("import", "q.txt", "--format", "doc"), "gift"),
        (("check", "q.txt", "--format", "doc"), "gift"),
        (("export", "--out", "q.pdf", "--format", "pdf"), "moodle_xml"),
        (("import", "q.txt", "--encoding", "klingon"), "gb18030"),
        (("check", "q.txt", "--encoding", "klingon"), "gb18030"),
    ],
)
def test_an_unknown_format_or_encoding_is_wrong_usage_because_the_options_are_mistyped_and_no_file_was_looked_at(
    trainer: Callable[..., Ran], words: tuple[str, ...], known: str
) -> None:
    ran = trainer("bank", *words, "--json")

    assert (ran.code, ran.out) == (2, "")
    assert known in ran.err


def test_a_file_that_does_not_exist_is_told_as_such(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    ran = trainer("bank", "import", tmp_path / "none.gift")

    assert ran.code == 3
    assert "文件不存在。 请检查文件名" in ran.out


def test_bank_export_search_show_and_stats(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    out = trainer("bank", "export", "--format", "yaml", "--out", tmp_path / "all.yaml", "--json")
    assert (out.code, out.document) == (0, {"exported": 2, "left_out": [], "losses": []})
    again = trainer("bank", "import", tmp_path / "all.yaml", "--json")
    assert again.document["unchanged"] == 2

    found = trainer("bank", "search", "提交", "--json")
    assert found.document["total"] == 1
    assert found.document["hits"][0]["id"] == "Q-K2001a-001"
    assert found.document["hits"][0]["stem"].startswith("写好意见")

    shown = trainer("bank", "show", "Q-K2001a-001", "--json")
    assert (shown.document["kind"], shown.document["state"], shown.document["origin"]) == (
        "single",
        "published",
        "shipped",
    )
    assert "* A. 待办" in trainer("bank", "show", "Q-K2001a-001").out
    assert trainer("bank", "show", "Q-K0000a-000").code == 3

    stats = trainer("bank", "stats", "--json")
    assert stats.document == {
        "questions": 2,
        "by_course": {"C20": 2},
        "by_kind": {"judge": 1, "single": 1},
        "by_difficulty": {"1": 1, "2": 1},
        "by_tier": {"AB": 2},
        "by_bloom": {"apply": 1, "remember": 1},
        "by_state": {"published": 2},
    }


def test_bank_check_counts_and_finds(trainer: Callable[..., Ran], content: Content) -> None:
    clean = trainer("bank", "check", "--json")
    assert (clean.code, clean.document) == (0, {"questions": 2, "files": 1, "findings": []})
    content.change("question_bank/C20/K2001a.yaml", "explanation: 提交才算办。\n", "")
    found = trainer("bank", "check", "--json")
    assert (found.code, found.document["findings"][0]["code"]) == (1, "explanation_missing")


def test_every_kind_says_its_key_in_the_document(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    own = [make_question(kind, f"Q-K3001a-{number:03}") for number, kind in enumerate(PARTS, 1)]
    file.write_text(write_question_text(own), "utf-8")
    by_kind = {one["kind"]: one for one in trainer("bank", "import", file, "--json").document["questions"]}

    assert set(by_kind) == {
        *("single", "multiple", "judge", "blank", "numeric", "ordering", "matching", "hotspot", "drag"),
        *("cloze", "short_answer", "essay", "case_set", "parameterised", "practical"),
    }
    for one in by_kind.values():
        assert all({"text", "fraction"} <= set(choice) for choice in one["choices"])
    assert by_kind["numeric"]["choices"] == [
        {"text": "3.14", "fraction": "1", "tolerance": "0.01"},
        {"text": "3", "fraction": "1/2", "tolerance": "0"},
    ]
    assert by_kind["short_answer"]["choices"] == [
        {"text": "待办", "fraction": "1"},
        {"text": "*办*", "fraction": "1/2"},
    ]
    assert by_kind["cloze"]["blanks"] == [["待办"], ["待阅"]]
    assert by_kind["cloze"]["gaps"][0]["choices"][1] == {"text": "待阅", "fraction": "0"}
    assert by_kind["drag"]["pairs"] == [{"left": "1", "right": "待办"}]
    assert by_kind["hotspot"]["zones"][0]["right"] is True
    assert by_kind["essay"]["rubric"][0] == {"text": "讲清先后", "fraction": "3/5"}
    assert [one["kind"] for one in by_kind["case_set"]["parts"]] == ["judge", "numeric"]
    assert by_kind["parameterised"]["choices"][0]["text"] == "a*b"
    assert by_kind["practical"]["task"] == "T-2001-01"


GIFT = "$CATEGORY: 公文/格式\n\n// [id:g1] [tag:重点]\n::成文日期::[html]<p>成文日期写<b>哪一天</b>？</p>{=签发日期 ~起草日期}\n\n"


def test_a_foreign_file_is_recognised_and_its_texts_are_plain(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "题.txt"
    file.write_bytes(GIFT.encode("gbk"))
    ran = trainer("bank", "import", file, "--json")

    [one] = ran.document["questions"]
    assert (one["id"], one["name"], one["kind"], one["category"]) == ("g1", "成文日期", "single", "公文/格式")
    assert (one["stem"], one["tags"]) == ("成文日期写哪一天？", ["重点"])
    assert one["choices"] == [{"text": "签发日期", "fraction": "1"}, {"text": "起草日期", "fraction": "0"}]
    assert one["source"] == {"file": "题.txt", "line": 4} or one["source"]["line"] in (3, 4)
    assert ran.document["files"] == [
        {"file": "题.txt", "format": "gift", "encoding": "gb18030", "questions": 1, "refused": 0}
    ]


def test_a_folder_is_imported_with_one_bad_file_told(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "题库"
    folder.mkdir()
    (folder / "a.gift").write_text(GIFT, "utf-8")
    (folder / "b.xml").write_text("<quiz>\n<question type='multichoice'>\n</quiz>", "utf-8")
    ran = trainer("bank", "import", folder, "--json")

    assert (ran.code, ran.document["imported"], ran.document["refused"]) == (1, 1, 1)
    [error] = [one for one in ran.document["findings"] if one["severity"] == "error"]
    assert (error["file"], bool(error["line"]), bool(error["message"])) == ("题库/b.xml", True, True)


def test_an_export_names_what_it_leaves_out_and_loses(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(write_question_text([make_question("essay", "Q-K3001a-001")]), "utf-8")
    trainer("bank", "import", file)
    out = tmp_path / "out.txt"
    dry = trainer("bank", "export", "--format", "aiken", "--out", out, "--dry-run", "--json")
    assert not out.exists()
    ran = trainer("bank", "export", "--format", "aiken", "--out", out, "--json")

    assert (ran.code, ran.document) == (1, dry.document)
    left_out = {one["id"]: one for one in ran.document["left_out"]}
    assert left_out["Q-K3001a-001"]["message"]
    assert "Something was refused" not in left_out["Q-K3001a-001"]["message"]
    only = trainer("bank", "export", "--out", tmp_path / "one.gift", "--point", "K3001a", "--kind", "essay", "--json")
    assert only.document["exported"] == 1
    assert trainer("bank", "export", "--out", out, "--format", "aiken", "--kind", "nonsense").code == 2


def test_files_are_checked_without_entering_the_bank(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.gift"
    file.write_text(GIFT, "utf-8")
    ran = trainer("bank", "check", file, "--json")

    assert (ran.code, ran.document["questions"], ran.document["files"]) == (1, 1, 1)
    assert "explanation_missing" in {one["code"] for one in ran.document["findings"]}
    assert trainer("bank", "stats", "--json").document["questions"] == 2
    assert trainer("bank", "check", tmp_path / "none.gift").code == 3


def test_an_import_is_listed_and_taken_back(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    assert trainer("bank", "undo").code == 3
    file = tmp_path / "own.gift"
    file.write_text(GIFT, "utf-8")
    trainer("bank", "import", file, "--near-duplicates")
    [change] = trainer("bank", "changes", "--json").document["changes"]
    assert (change["title"], change["counts"]["added"]) == ("own.gift", 1)
    ran = trainer("bank", "undo", "--json")
    assert (ran.code, ran.document["removed"]) == (0, 1)
    assert trainer("bank", "stats", "--json").document["questions"] == 2


def test_a_search_is_narrowed_by_kind_and_tag(trainer: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.gift"
    file.write_text(GIFT, "utf-8")
    trainer("bank", "import", file)
    found = trainer("bank", "search", "日期", "--json").document
    assert (found["total"], found["hits"][0]["id"], found["hits"][0]["stem"]) == (1, "g1", "成文日期写哪一天？")
    assert trainer("bank", "search", "--tag", "重点", "--json").document["total"] == 1
    assert trainer("bank", "search", "--category", "公文", "--kind", "judge", "--json").document["total"] == 0
