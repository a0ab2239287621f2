"""GIFT reads what Moodle reads, tells what was plainly meant otherwise, and comes back as it was written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions.gift import loses, read, refuses, write
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Choice, Feedback, NumericKey, Pair
from trainer.domain.question_bank.drafts import FileReading, identified
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.wording.sentences import codes

FIXTURES = Path(__file__).parents[5] / "fixtures" / "questions" / "moodle"
WRITTEN = (
    Kind.SINGLE,
    Kind.MULTIPLE,
    Kind.JUDGE,
    Kind.BLANK,
    Kind.NUMERIC,
    Kind.MATCHING,
    Kind.SHORT_ANSWER,
    Kind.ESSAY,
)


def reading(text: str, **options: str) -> FileReading:
    return read(SourceFile("a.gift", text.encode()), ReadOptions(**options))


def one(text: str) -> Question:
    found = reading(text)
    assert len(found.drafts) == 1, found.findings
    return found.drafts[0].question


def codes_of(text: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in reading(text).findings]


def test_single_choice_with_reasons_and_explanation():
    question = one("::标题::题干{\n  =对#因为\n  ~错#所以\n  ####说明\n}")
    assert question.kind is Kind.SINGLE
    assert (question.name, question.stem, question.explanation) == ("标题", "题干", "说明")
    assert question.choices == (Choice("对", True, "因为"), Choice("错", False, "所以"))


def test_part_marks_in_single_and_multiple_choice():
    question = one("题{=a ~%50%b ~%-25%c ~d}")
    assert [choice.share for choice in question.choices] == [None, Fraction(1, 2), Fraction(-1, 4), None]
    several = one("题{~%33.33333%a ~%33.333%b ~%33.3%c ~%-100%d}")
    assert several.kind is Kind.MULTIPLE
    assert several.marking is Marking.PER_CHOICE
    assert [choice.share for choice in several.choices] == [Fraction(1, 3)] * 3 + [Fraction(-1)]


@pytest.mark.parametrize(
    ("answers", "is_true", "feedback"),
    [
        ("T", True, Feedback()),
        ("TRUE", True, Feedback()),
        ("F", False, Feedback()),
        (" FALSE ", False, Feedback()),
        ("false", False, Feedback()),
        ("T#错了", True, Feedback("", "", "错了")),
        ("F#错了#对了", False, Feedback("对了", "", "错了")),
        ("对", True, Feedback()),
        ("×", False, Feedback()),
    ],
)
def test_true_and_false_with_words_for_wrong_and_right(answers, is_true, feedback):
    question = one(f"题{{{answers}}}")
    assert (question.kind, question.answer, question.feedback) == (Kind.JUDGE, is_true, feedback)


def test_words_in_chinese_for_true_and_false_are_told():
    assert codes_of("题{正确}") == [("gift_judge_word", 1)]


def test_short_answer_takes_several_wordings_also_without_a_sign():
    question = one("题{=北京 =%50%京城#旧称}")
    assert question.kind is Kind.SHORT_ANSWER
    assert question.choices == (Choice("北京", True), Choice("京城", False, "旧称", Fraction(1, 2)))
    assert one("题{北京}").choices == (Choice("北京", True),)


def test_wildcards_and_stars():
    assert one("题{=*公文*}").wildcards
    question = one(r"题{=2\\*3}")
    assert (question.wildcards, question.choices[0].text) == (False, "2*3")


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        ("#3", (NumericKey(Fraction(3)),)),
        ("#3:0.5", (NumericKey(Fraction(3), Fraction(1, 2)),)),
        ("#1..5", (NumericKey(Fraction(3), Fraction(2)),)),
        ("#-1.5..-0.5", (NumericKey(Fraction(-1), Fraction(1, 2)),)),
        ("#=3:0 =%50%3:1#近", (NumericKey(Fraction(3)), NumericKey(Fraction(3), Fraction(1), Fraction(1, 2), "近"))),
        ("#=3:0 ~#远", (NumericKey(Fraction(3)), NumericKey(None, share=Fraction(0), why="远"))),
        ("#1.5e3", (NumericKey(Fraction(1500)),)),
        ("#3,14", (NumericKey(Fraction(157, 50)),)),
    ],
)
def test_numbers(answers, numbers):
    question = one(f"题{{{answers}}}")
    assert (question.kind, question.numbers) == (Kind.NUMERIC, numbers)


def test_numbers_that_are_none_are_refused_with_their_line():
    assert codes_of("\n\n题{#三个}")[0] == ("gift_number_wrong", 3)


def test_matching_with_a_surplus_entry():
    question = one("配{\n=请示 -> 上行\n=批复->下行\n= -> 平行\n}")
    assert question.pairs == (Pair("请示", "上行"), Pair("批复", "下行"))
    assert question.extra == ("平行",)


def test_essay_missing_word_and_description():
    assert one("论述{}").kind is Kind.ESSAY
    assert one("论述{####看要点}").explanation == "看要点"
    question = one("天是{~红 =蓝}色的。")
    assert (question.kind, question.stem) == (Kind.SINGLE, "天是 ____ 色的。")
    assert codes_of("只是说明。") == [("gift_description", 1)]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("公文可以越级行文 {F}。", "公文可以越级行文。"),
        ("首都是{=北京 ~上海}。", "首都是 ____ 。"),
        ("[html]<b>一加一</b>等于{#2}。", "**一加一**等于 ____ 。"),
        ("请论述{}，不少于百字。", "请论述，不少于百字。"),
    ],
)
def test_text_behind_the_braces_goes_on_with_the_sentence(text, stem):
    assert one(text).stem == stem


def test_backslashes_take_the_meaning_from_signs():
    question = one(r"::a\:b::{\}题\#\~\={=x\=1 ~C\:\\temp\n第二行#a\#b}".replace("::{", "::\\{"))
    assert question.name == "a:b"
    assert question.stem == "{}题#~="
    assert [choice.text for choice in question.choices] == ["x=1", "C:\\temp\n第二行"]
    assert question.choices[1].why == "a#b"


@pytest.mark.parametrize(
    ("mark", "stem"),
    [
        ("[html]", "a **b** c"),
        ("[markdown]", "a \\<b>b\\</b> c".replace("\\<", "<").replace("<b>", "**").replace("</b>", "**")),
        ("[plain]", "a <b>b</b> c"),
        ("[moodle]", "a **b** c"),
        ("", "a **b** c"),
        ("[abc]", "[abc]a **b** c"),
    ],
)
def test_marks_of_text_formats(mark, stem):
    assert one(f"{mark}a <b>b</b> c{{}}").stem == stem


def test_a_mark_in_an_answer_holds_for_that_answer():
    question = one("[html]题{=[plain]<i>甲</i> ~<b>乙</b>}")
    assert [choice.text for choice in question.choices] == ["<i>甲</i>", "**乙**"]


def test_categories_ids_and_tags():
    text = "$CATEGORY: $course$/top/A/B\n\n// 一题 [id:GW\\]1] [tag:公文] [tag:trainer:difficulty=2]\n::n::题{T}\n\n$CATEGORY: C\n\n题二{F}"
    found = reading(text)
    first, second = found.drafts
    assert (first.idnumber, first.question.tags, first.question.difficulty) == ("GW]1", ("公文",), 2)
    assert (first.question.category, second.question.category) == ("A/B", "C")
    assert reading("题{T}", category="表单").drafts[0].question.category == "表单"


def test_lines_are_where_the_question_begins():
    text = "// 注\n题一{T}\n\n\n  \n题二{F}\n题三{T}\n"
    assert [draft.where.line for draft in reading(text).drafts] == [1, 6, 7]
    assert codes_of(text) == [("gift_blank_line_missing", 7)]


def test_comments_inside_a_question_are_no_text():
    assert one("题{\n=甲\n// 不对\n~乙\n}").choices == (Choice("甲", True), Choice("乙", False))


def test_blank_lines_between_braces_do_not_part_a_question():
    text = "::n::题{\n=甲\n\n\n~乙\n}\n\n下一题{T}"
    found = reading(text)
    assert [draft.where.line for draft in found.drafts] == [1, 8]
    assert codes_of(text) == [("gift_blank_line_inside", 1)]


@pytest.mark.parametrize(
    ("text", "told", "names"),
    [
        ("::a::题{=甲 ~乙\n\n::b::题{T}", [("gift_brace_open", 1)], ["b"]),
        ("::a::题{T}\n\n::b::题 } 完\n\n::c::题{F}", [("gift_brace_alone", 3)], ["a", "c"]),
        ("::a::题{T}\n::b::题}\n::c::题{F}", [("gift_brace_alone", 2), ("gift_blank_line_missing", 3)], ["a", "c"]),
        ("::a::题{T}\n::b::题{=x\n::c::题{F}", [("gift_brace_open", 2), ("gift_blank_line_missing", 3)], ["a", "c"]),
        ("::a::题{=1} 和 {=2}\n::b::题{T}", [("gift_answers_twice", 1), ("gift_blank_line_missing", 2)], ["b"]),
        ("::a::集合{a,b}和{c}", [("gift_no_answers", 1)], []),
    ],
)
def test_troubles_with_braces_cost_one_question_and_tell_its_line(text, told, names):
    found = reading(text)
    assert [draft.question.name for draft in found.drafts] == names
    assert codes_of(text) == told
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert found.refused == len(errors)


def test_braces_of_a_formula_are_no_answers():
    question = one("求 $x^{2}$ 的导数{=2x ~x}")
    assert question.stem.endswith("x^{2}\\$ 的导数")
    assert ("gift_braces_literal", 1) in codes_of("求 $x^{2}$ 的导数{=2x ~x}")


def test_an_arrow_in_choices_is_text():
    assert one("题{=a -> b ~c}").choices[0].text == "a -> b"
    assert codes_of("题{=a->b}") == [("gift_arrow_as_text", 1)]
    assert ("gift_pair_without_arrow", 1) in codes_of("题{=a->b =c =d->e}")


def test_entries_with_the_same_partner_become_gaps():
    question = one("归类{=请示 -> 上行 =报告 -> 上行 =批复 -> 下行}")
    assert (question.kind, len(question.gaps)) == (Kind.CLOZE, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_and_line_ends(encoding):
    data = "::公文::哪一个正确？{\r\n=甲选项\r\n~乙选项\r\n}\r\n".encode(encoding)
    assert read(SourceFile("a.txt", data)).drafts[0].question.choices[0].text == "甲选项"


@pytest.mark.parametrize("text", ["", "\n\n", "// 只有注释\n"])
def test_nothing_is_refused_with_a_reason(text):
    assert codes_of(text) == [("gift_no_questions", 1)]


def test_the_files_of_teachers_read_as_their_notes_say():
    found = read(SourceFile("office.gift", (FIXTURES / "office.gift").read_bytes()))
    said = [(draft.question.kind.value, draft.where.line) for draft in found.drafts]
    assert said == [
        ("single", 4),
        ("single", 13),
        ("multiple", 18),
        ("judge", 27),
        ("judge", 29),
        ("short_answer", 31),
        ("numeric", 33),
        ("matching", 35),
        ("essay", 41),
        ("single", 45),
    ]
    assert [(finding.code, finding.line) for finding in found.findings] == [
        ("gift_blank_line_inside", 18),
        ("gift_judge_word", 29),
        ("gift_description", 43),
        ("gift_brace_open", 47),
    ]


@settings(max_examples=100, deadline=None)
@given(questions(WRITTEN))
def test_written_questions_read_back_equal(question):
    assume(not problems(question) and not refuses(question))
    found = read(SourceFile("a.gift", write([question], media, "题库")))
    assert [draft.question for draft in identified(found.drafts)] == [question]


@settings(max_examples=60, deadline=None)
@given(st.lists(questions(WRITTEN), min_size=2, max_size=5))
def test_many_questions_stay_apart(many):
    kept = [replace(one, code=f"X-{n}") for n, one in enumerate(many) if not refuses(one)]
    found = read(SourceFile("a.gift", write(kept, media, "")))
    assert [draft.idnumber for draft in found.drafts] == [one.code for one in kept]


@settings(max_examples=100, deadline=None)
@given(questions())
def test_every_reason_has_its_sentence(question):
    told = [code for code in (refuses(question), *loses(question)) if code]
    assert all(code in codes() for code in told)


def test_what_was_edited_is_not_overruled_by_our_comment():
    question = one("::n::题干{=甲 ~乙}")
    data = write([replace(question, code="X-1", hints=("提示",))], media, "")
    assert b"// trainer " in data
    found = read(SourceFile("a.gift", data.replace("题干".encode(), "新题".encode())))
    assert found.drafts[0].question.stem == "新题"
    assert [finding.code for finding in found.findings] == ["moodle_own_part_old"]


TOKENS = st.sampled_from(
    ["{", "}", "=", "~", "#", "####", "%", "%50%", "->", "::", "\\", "\\{", "//", "\n", "\n\n", "T", "..", ":", "[html]",
     "$CATEGORY: a", "[id:x]", "[tag:y]", "题", "1", "<b>", "&amp;", "{}", "{T}", "{=a ~b}", "{#1:2}", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=40).map("".join))
def test_any_arrangement_of_signs_gives_questions_or_errors(text):
    found = reading(text)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert bool(found.refused) == bool(errors)
    lines = text.count("\n") + 1
    assert all(finding.line is None or 1 <= finding.line <= lines for finding in found.findings)
    assert all(1 <= (draft.where.line or 0) <= lines for draft in found.drafts)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_stumble(text):
    reading(text)


@pytest.mark.parametrize(
    "text",
    ["{" * 500_000, "}" * 500_000, "{=a}" * 100_000, "{\n\n" * 200_000, "题{T}\n" * 100_000, "~" * 2_000_000,
     "题{" + "=a" * 100_000 + "}", "::" * 500_000, "//\n" * 500_000, "x\n\n" * 290_000, "\\" * 1_000_001],
    ids=range(11),
)  # fmt: skip
@pytest.mark.timeout(120)
def test_hostile_texts_come_to_an_end(text):
    found = reading(text)
    assert found.drafts or found.findings


def test_a_picture_that_a_text_cannot_hold_is_told_by_its_name():
    text = '[html]看图 <img src\\="@@PLUGINFILE@@/a.png" alt\\="公章">{T}'
    assert one(text).stem == "看图 〔公章〕"
    assert codes_of(text) == [("moodle_picture_lost", 1)]
