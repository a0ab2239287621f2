"""Questions saved by the editor, and the drafts it keeps by itself."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders.bank import Bank, local
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.reading import STANDARD_CODE
from trainer.services import media, question_bank, question_drafts, question_versions, settings

PICTURE = MediaFile("图.png", "image/png", b"\x89PNG" + bytes(40), 4, 3)


def test_a_new_question_is_published_at_once_or_waits_for_a_reviewer(bank: Bank) -> None:
    question_bank.save_question(bank.office, bank.author, local(1), base_version=0)
    question_bank.save_question(bank.office, bank.author, local(2), base_version=0, as_draft=True)
    bank.set(settings.REVIEW_REQUIRED, True)
    question_bank.save_question(bank.office, bank.author, local(3), base_version=0)
    assert [bank.state(f"own-00{number}") for number in (1, 2, 3)] == [State.PUBLISHED, State.DRAFT, State.DRAFT]


def test_where_review_is_required_a_changed_question_leaves_papers_until_it_was_looked_at(bank: Bank) -> None:
    bank.put(local(1))
    bank.set(settings.REVIEW_REQUIRED, True)
    question_bank.save_question(bank.office, bank.author, replace(local(1), stem="改过的："), base_version=1)
    assert bank.state("own-001") is State.DRAFT


def test_two_authors_do_not_overwrite_each_other(bank: Bank) -> None:
    bank.put(local(1))
    question_bank.save_question(bank.office, bank.author, replace(local(1), stem="甲的说法："), base_version=1)
    with pytest.raises(Refusal, match="question_changed_meanwhile") as refused:
        question_bank.save_question(
            bank.office, bank.other_author, replace(local(1), stem="乙的说法："), base_version=1
        )
    assert refused.value.facts["version"] == 2
    assert bank.question("own-001").stem == "甲的说法："
    # The same words once more are no quarrel.
    question_bank.save_question(bank.office, bank.other_author, replace(local(1), stem="甲的说法："), base_version=1)
    saved, _ = question_bank.save_question(
        bank.office, bank.other_author, replace(local(1), stem="乙的说法："), base_version=2
    )
    assert saved.version == 3


def test_a_code_is_not_taken_twice(bank: Bank) -> None:
    bank.put(local(1), replace(local(2), code="Q-K0901a-007", id=local(2).id))
    with pytest.raises(Refusal, match="question_code_taken"):
        question_bank.save_question(bank.office, bank.author, replace(local(1), stem="别的："), base_version=0)


def test_codes_of_new_questions_meet_neither_shipped_ones_nor_those_of_other_offices(bank: Bank) -> None:
    codes = {question_bank.free_code(bank.office, bank.author, "K0901a") for _ in range(200)}
    assert len(codes) == 200
    assert all(code.startswith("K0901a-") and STANDARD_CODE.fullmatch(code) is None for code in codes)
    assert question_bank.free_code(bank.office, bank.author).startswith("Q-")


def test_authors_who_save_at_once_lose_nothing(bank: Bank) -> None:
    def save(number: int) -> str:
        return question_bank.save_question(bank.office, bank.author, local(number), base_version=0)[0].code

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(save, range(1, 13)))
    assert bank.codes() == sorted(codes)
    with bank.office.database.read() as uow:
        assert sorted(uow.question_search.numbers()) == list(range(1, 13))
        assert uow.question_search.index.is_whole()


def test_what_an_editor_held_is_there_after_a_crash_and_ends_with_saving(bank: Bank) -> None:
    bank.put(local(1))
    unfinished = replace(local(1), stem="写到一半", choices=local(1).choices[:1])
    question_drafts.keep(bank.office, bank.author, replace(unfinished, stem="写"), 1)
    bank.clock.advance(5)
    question_drafts.keep(bank.office, bank.author, unfinished, 1)
    question_drafts.keep(bank.office, bank.author, replace(local(9), stem=""), 0)

    assert [one.line for one in question_drafts.list_drafts(bank.office, bank.author)] == ["", "写到一半"]
    kept = question_drafts.open_draft(bank.office, bank.author, local(1).id)
    assert kept is not None
    assert (kept.question, kept.is_overtaken) == (unfinished, False)
    assert question_drafts.open_draft(bank.office, bank.other_author, local(1).id) is None

    question_bank.save_question(bank.office, bank.other_author, replace(local(1), stem="别人改的："), base_version=1)
    kept = question_drafts.open_draft(bank.office, bank.author, local(1).id)
    assert kept is not None
    assert kept.is_overtaken
    question_bank.save_question(bank.office, bank.author, local(9), base_version=0)
    assert [one.question.code for one in question_drafts.list_drafts(bank.office, bank.author)] == ["own-001"]
    assert question_drafts.drop(bank.office, bank.author, local(1).id)
    assert not question_drafts.drop(bank.office, bank.author, local(1).id)


def test_an_open_home_has_drafts_too_and_learners_have_none(bank: Bank) -> None:
    question_drafts.keep(bank.office, PROGRAM, local(1), 0)
    question_drafts.keep(bank.office, PROGRAM, local(1), 0)
    assert len(question_drafts.list_drafts(bank.office, PROGRAM)) == 1
    with pytest.raises(Refusal, match="no_right"):
        question_drafts.keep(bank.office, bank.learner, local(1), 0)


def test_files_are_kept_once_and_given_to_whoever_is_signed_in(bank: Bank) -> None:
    attachments = media.keep_media(bank.office, bank.author, [PICTURE, PICTURE])
    digest = hashlib.sha256(PICTURE.content).hexdigest()
    assert [one.digest for one in attachments] == [digest, digest]
    given = media.give_media(bank.office, bank.learner, digest)
    assert given is not None
    assert (given.content, given.media_type, given.width) == (PICTURE.content, "image/png", 4)
    assert media.give_media(bank.office, bank.learner, "../" + digest) is None
    assert media.give_media(bank.office, bank.learner, "0" * 64) is None
    for forbidden in (
        lambda: media.give_media(bank.office, Actor(None), digest),
        lambda: media.keep_media(bank.office, bank.learner, [PICTURE]),
    ):
        with pytest.raises(Refusal, match="no_right"):
            forbidden()


def test_a_file_from_the_disk_is_known_by_its_bytes(bank: Bank) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    kept = media.keep_file(bank.office, bank.author, "图.svg", svg)
    assert kept.media_type == "image/svg+xml"
    with pytest.raises(Refusal, match="media_unknown"):
        media.keep_file(bank.office, bank.author, "图.png", b"no picture")


def test_a_file_too_large_for_a_database_is_refused(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGEST", 20)
    with pytest.raises(Refusal, match="media_too_large"):
        media.keep_media(bank.office, bank.author, [PICTURE])


def test_files_that_nobody_refers_to_are_swept_after_a_week_and_others_never(bank: Bank) -> None:
    used, drafted, stray = (replace(PICTURE, content=PICTURE.content + bytes([number])) for number in range(3))
    media.keep_media(bank.office, bank.author, [used, drafted, stray])
    with_picture = replace(local(1), stem="看 ![图](图.png)：", attachments=(used.attachment,))
    question_bank.save_question(bank.office, bank.author, with_picture)
    question_bank.save_question(bank.office, bank.author, local(1))
    question_drafts.keep(bank.office, bank.author, replace(local(2), attachments=(drafted.attachment,)), 0)

    assert media.sweep_media(bank.office, bank.author) == (0, 0)
    bank.clock.advance(timedelta(days=8).total_seconds())
    assert media.sweep_media(bank.office, bank.author) == (1, len(stray.content))
    assert media.give_media(bank.office, bank.author, stray.digest) is None
    assert media.give_media(bank.office, bank.author, used.digest) is not None
    assert media.missing_media(bank.office, bank.author) == []


def test_the_versions_of_a_question_stand_beside_each_other(bank: Bank) -> None:
    bank.put(local(1))
    question_bank.save_question(bank.office, bank.other_author, replace(local(1), stem="改过的："))
    listed = question_versions.list_versions(bank.office, bank.author, "own-001")
    assert [(one.version, one.author, one.is_current) for one in listed] == [(2, "乌兰", True), (1, "巴图", False)]
    beside = question_versions.side_by_side(bank.office, bank.author, "own-001", 1, 2)
    assert [(part.path, part.right) for part in beside.changed] == [(("stem",), "改过的：")]
    with pytest.raises(Refusal, match="question_version_unknown"):
        question_versions.side_by_side(bank.office, bank.author, "own-001", 1, 9)
    with pytest.raises(Refusal, match="question_unknown"):
        question_versions.list_versions(bank.office, bank.author, "none")
