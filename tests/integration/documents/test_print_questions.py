"""Questions of the bank on paper: who may print them, in which order, with which pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.bank import Bank, bank_on
from tests.builders.office import NOON
from tests.builders.pictures import png
from tests.builders.questions_to_mark import BUILDERS, matching, ordering, parameterised, single
from trainer.adapters.documents.pdfium import texts
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import Kind
from trainer.services import page_images, print_questions
from trainer.services.print_questions import PrintOptions, preview_pdf, questions_pdf


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with bank_on("sqlite", tmp_path / "home", "") as made:
        yield made


def said(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


def test_questions_are_printed_in_the_order_asked_for(bank: Bank, tmp_path: Path) -> None:
    first, second = single("Q-K0901a-001"), single("Q-K0901a-002")
    bank.put(first, second)
    out = tmp_path / "out.pdf"
    printed = questions_pdf(
        bank.office, bank.author, [second.id, first.id, second.id], out, PrintOptions(title="抽样", with_key=True)
    )
    assert out.read_bytes() == printed.pdf
    text = said(printed.pdf)
    assert text.index("题干Q-K0901a-002") < text.index("题干Q-K0901a-001")
    assert text.count("答案：B") == 2
    assert page_images.page_count(printed.pdf) == 1


def test_learners_print_no_keys(bank: Bank, tmp_path: Path) -> None:
    bank.put(single())
    with pytest.raises(Refusal, match="no_right"):
        questions_pdf(bank.office, bank.learner, [single().id], tmp_path / "out.pdf")
    with pytest.raises(Refusal, match="no_right"):
        preview_pdf(bank.office, bank.learner, [single()])


def test_nothing_and_far_too_much_is_refused(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="no_questions_to_print"):
        questions_pdf(bank.office, bank.author, ["unknown"], tmp_path / "out.pdf")
    monkeypatch.setattr(print_questions, "MOST_QUESTIONS", 1)
    with pytest.raises(Refusal, match="too_many_to_print"):
        questions_pdf(bank.office, bank.author, ["a", "b"], tmp_path / "out.pdf")


def test_pictures_come_from_the_bank(bank: Bank) -> None:
    picture = MediaFile("图.png", "image/png", png(60, 40), 60, 40)
    question = replace(single(), stem="看图：![图](图.png)", attachments=(picture.attachment,))
    assert "图片缺失" in said(preview_pdf(bank.office, bank.author, [question]))
    with bank.office.database.write() as uow:
        uow.media.put([picture], NOON)
    assert "图片缺失" not in said(preview_pdf(bank.office, bank.author, [question]))


def test_choices_stay_as_written_but_what_would_show_its_key_is_mixed(bank: Bank) -> None:
    text = said(preview_pdf(bank.office, bank.author, [single(), ordering(), matching()]))
    assert "A.选项0B.选项1C.选项2D.选项3" in text
    assert "A.签收B.登记C.初审D.承办" not in text
    assert "A.下行" not in text or "B.上行" not in text or "C.平行" not in text


def test_a_seed_mixes_everything_and_draws_values_of_its_own(bank: Bank) -> None:
    questions = [single(), parameterised()]
    sheets = {said(preview_pdf(bank.office, bank.author, questions, PrintOptions(seed=str(n)))) for n in range(6)}
    assert len(sheets) > 3
    again = [preview_pdf(bank.office, bank.author, questions, PrintOptions(seed="7")) for _ in range(2)]
    assert again[0] == again[1]


def test_a_question_whose_values_cannot_be_found_is_printed_as_it_is_written(bank: Bank) -> None:
    text = said(preview_pdf(bank.office, bank.author, [parameterised(conditions=("a > 100",))]))
    assert "长{a}米" in text


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_previewed(bank: Bank, kind: Kind) -> None:
    assert page_images.page_count(preview_pdf(bank.office, bank.author, [BUILDERS[kind]()])) >= 1
