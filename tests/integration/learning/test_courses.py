"""An office's own courses: in, checked, out, and never over a shipped one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.builders.content import COURSE, LESSON, SVG
from tests.integration.learning.conftest import School
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.services import courses
from trainer.services.read_lesson import open_lesson


def own_course(folder: Path, *, code: str = "C81", lesson: str = "L8101") -> Path:
    """A course whose self-check asks shipped questions."""
    course = folder / code
    (course / "figures").mkdir(parents=True)
    (course / "course.yaml").write_text(COURSE.replace("C20", code).replace("L2001", lesson), "utf-8")
    text = LESSON.replace("L2001", lesson).replace("{code: K2001a", f"{{code: K{lesson[1:]}a")
    (course / f"{lesson}.md").write_text(text, "utf-8")
    (course / "figures" / "home.svg").write_text(SVG, "utf-8")
    return course


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent).as_posix())
    return target


def test_courses_are_listed_with_hours_and_questions(school: School) -> None:
    [course] = courses.list_courses(school.office)

    assert (course.code, course.title_en, str(course.hours), course.is_own) == ("C20", "Sample course", "1/2", False)
    assert [(one.code, one.tiers, one.questions) for one in course.lessons] == [("L2001", "aB", 2)]


@pytest.mark.parametrize("form", ["folder", "parent", "zip"])
def test_an_own_course_is_taken_from_folder_or_zip_and_can_be_learned(
    school: School, tmp_path: Path, form: str
) -> None:
    folder = own_course(tmp_path / "in")
    source = {"folder": folder, "parent": folder.parent, "zip": tmp_path / "c.zip"}[form]
    if form == "zip":
        zipped(folder, source)
    outcome, _ = courses.import_courses(school.office, school.author, source)

    assert (outcome.imported, outcome.refused) == (("C81",), ())
    assert [course.code for course in courses.list_courses(school.office)] == ["C20", "C81"]
    view = open_lesson(school.office, school.learner, "L8101")
    assert view.lesson.about.is_own
    assert len(view.self_check) == 2


def test_a_course_taken_again_replaces_the_old_one_whole(school: School, tmp_path: Path) -> None:
    folder = own_course(tmp_path / "in")
    courses.import_courses(school.office, school.author, folder)
    (folder / "figures" / "home.svg").rename(folder / "figures" / "new.svg")
    lesson = folder / "L8101.md"
    lesson.write_text(
        lesson.read_text("utf-8").replace("home.svg", "new.svg").replace("zh: 首页", "zh: 新首页"), "utf-8"
    )
    courses.import_courses(school.office, school.author, folder)

    assert courses.lesson(school.office, "L8101").title("zh") == "新首页"
    assert not (school.office.home.courses / "C81" / "figures" / "home.svg").exists()


def test_a_course_with_an_error_is_refused_and_the_one_beside_it_taken(school: School, tmp_path: Path) -> None:
    own_course(tmp_path / "in")
    bad = own_course(tmp_path / "in", code="C82", lesson="L8201")
    (bad / "L8201.md").write_text("nothing", "utf-8")
    outcome, _ = courses.import_courses(school.office, school.author, tmp_path / "in")

    assert (outcome.imported, outcome.refused) == (("C81",), ("C82",))
    assert ("courses/C82/L8201.md", "lesson_without_head") in [(one.file, one.code) for one in outcome.findings]
    assert not (school.office.home.courses / "C82").exists()


def test_shipped_courses_and_lessons_cannot_be_replaced_or_removed(school: School, tmp_path: Path) -> None:
    own_course(tmp_path / "a", code="C20", lesson="L8101")
    own_course(tmp_path / "b", code="C81", lesson="L2001")
    first, _ = courses.import_courses(school.office, school.author, tmp_path / "a")
    second, _ = courses.import_courses(school.office, school.author, tmp_path / "b")

    assert (first.refused, second.refused) == (("C20",), ("C81",))
    assert "course_is_shipped" in [one.code for one in first.findings]
    assert "lesson_code_taken" in [one.code for one in second.findings]
    with pytest.raises(Refusal, match="course_is_shipped"):
        courses.remove_course(school.office, school.author, "C20")


def test_an_own_course_can_be_removed(school: School, tmp_path: Path) -> None:
    courses.import_courses(school.office, school.author, own_course(tmp_path / "in"))
    courses.remove_course(school.office, school.author, "C81")

    assert [course.code for course in courses.list_courses(school.office)] == ["C20"]
    with pytest.raises(Refusal, match="course_unknown"):
        courses.remove_course(school.office, school.author, "C81")


@pytest.mark.parametrize("out", ["folder", "course.zip"])
def test_a_course_goes_out_and_comes_in_again(school: School, tmp_path: Path, out: str) -> None:
    courses.import_courses(school.office, school.author, own_course(tmp_path / "in"))
    target = courses.export_course(school.office, school.author, "C81", tmp_path / "out" / out)
    courses.remove_course(school.office, school.author, "C81")
    outcome, _ = courses.import_courses(school.office, school.author, target)

    assert outcome.imported == ("C81",)
    with pytest.raises(Refusal, match="course_target_exists"):
        courses.export_course(school.office, school.author, "C81", tmp_path / "out" / out)


def archive(path: Path, name: str, text: str = "x") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return path


@pytest.mark.parametrize("name", ["../../evil.md", "/etc/evil.md", "C81\\..\\..\\evil.md", "c:/evil.md"])
def test_a_zip_that_wants_to_write_elsewhere_is_refused(school: School, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="course_archive_unsafe"):
        courses.import_courses(school.office, school.author, archive(tmp_path / "c.zip", name))


def test_bombs_damaged_and_empty_archives_are_answered(school: School, tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", "C81/course.yaml", "0" * 60_000_000)
    with pytest.raises(Refusal, match="course_archive_too_large"):
        courses.import_courses(school.office, school.author, bomb)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(bomb.read_bytes()[:200])
    with pytest.raises(Fault, match="course_archive_damaged"):
        courses.import_courses(school.office, school.author, broken)
    with pytest.raises(Refusal, match="course_none_found"):
        courses.import_courses(school.office, school.author, archive(tmp_path / "empty.zip", "readme.md"))
    with pytest.raises(Refusal, match="course_source_missing"):
        courses.import_courses(school.office, school.author, tmp_path / "nothing.zip")
    assert [course.code for course in courses.list_courses(school.office)] == ["C20"]


def test_learners_may_not_change_courses(school: School, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_right"):
        courses.import_courses(school.office, school.learner, own_course(tmp_path / "in"))


def test_the_check_covers_shipped_and_own_courses(school: School, tmp_path: Path) -> None:
    courses.import_courses(school.office, school.author, own_course(tmp_path / "in"))
    (school.office.home.courses / "C81" / "L8101.md").write_text("damaged", "utf-8")
    report = courses.check_courses(school.office)

    assert report.courses == 2
    assert ("courses/C81/L8101.md", "lesson_without_head") in [(one.file, one.code) for one in report.findings]
