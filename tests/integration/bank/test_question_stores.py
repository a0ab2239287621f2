"""Heads, tags and the index of words always say what current wordings say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders.bank import Bank, codes_of, local
from tests.builders.office import NOON
from trainer.adapters.storage.stores.questions import NewHead
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.prepared import prepare
from trainer.domain.question_bank.question import Kind, LawBasis, Question, State
from trainer.domain.question_bank.selection import Order, QuestionFilter

LAW = LawBasis("条例", "2012", "第十条", "2025-05-01")


def found(bank: Bank, text: str = "", order: Order = Order.CAME, **wanted: object) -> list[str]:
    with bank.office.database.read() as uow:
        search = uow.question_search
        numbers = search.numbers(QuestionFilter(text=text, **wanted), order)  # type: ignore[arg-type]
        assert search.total(QuestionFilter(text=text, **wanted)) == len(numbers)  # type: ignore[arg-type]
        return [hit.code for hit in search.lines(numbers)]


def version(bank: Bank, question: Question, by: str | None = None) -> None:
    """Let a question say something else."""
    with bank.office.database.write() as uow:
        uow.questions.add_versions([question], at=bank.clock.now(), by=by)
        uow.questions.put_head(question, shipped_version=None)


def is_whole(bank: Bank) -> bool:
    with bank.office.database.read() as uow:
        return uow.question_search.index.is_whole()


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("公", ["own-001", "own-002"]),
        ("文", ["own-001", "own-002", "own-003"]),
        ("公文", ["own-001"]),
        ("公文处", ["own-001"]),
        ("文公", []),
        ("务员", ["own-002"]),
        ("公文 条例", ["own-001"]),
        ("word文", ["own-003"]),
        ("WORD", ["own-003"]),
        ("wor", ["own-003"]),
        ("ord", []),
        ("〔2012〕14", ["own-001"]),
        ("own-002", ["own-002"]),
        ("002", ["own-002"]),
        ("选项甲", ["own-003"]),
        ("必考", ["own-002"]),
        ("题名", ["own-002"]),
        ("“公文”", ["own-001"]),
        ('公文" OR "务员', []),
        ("公文 OR 务员", []),
        ("公文*", ["own-001"]),
        ("-公文", ["own-001"]),
        ("(公文)", ["own-001"]),
        ("公文:", ["own-001"]),
        ("'; DROP TABLE question; --", []),
        ("《", ["own-001"]),
        ("%", []),
        ("没有", []),
        ("  ", ["own-001", "own-002", "own-003"]),
    ],
)
def test_what_is_typed_is_found_as_it_stands(bank: Bank, typed: str, hits: list[str]) -> None:
    plain = [{"text": f"{number}", "right": number == 1, "why": "因"} for number in range(4)]
    bank.put(
        local(1, stem="《党政机关公文处理工作条例》（中办发〔2012〕14号）说：", choices=plain),
        local(2, stem="公务员每年学时不少于多少？", choices=plain, name="题名文", tags=("必考",)),
        local(3, stem="在 Word文档 里：", choices=[{"text": "选项甲", "right": True}, *plain[2:]]),
    )
    assert found(bank, typed) == hits


def test_a_new_wording_is_found_and_the_old_one_is_not(bank: Bank) -> None:
    question = local(1, stem="旧的说法是：", tags=("旧签",))
    bank.put(question, local(2, stem="别的题是："))
    version(bank, replace(question, version=2, stem="新的说法是：", tags=("新签", "甲"), departments=("民政",)))

    assert found(bank, "旧的") == []
    assert found(bank, "旧签") == []
    assert found(bank, "新的说法") == ["own-001"]
    assert found(bank, tag="新签") == ["own-001"]
    assert found(bank, tag="旧签") == []
    assert found(bank, department="民政") == ["own-001"]
    assert is_whole(bank)


def test_a_removed_question_leaves_nothing_behind(bank: Bank) -> None:
    bank.put(*(local(number) for number in range(1, 6)))
    with bank.office.database.write() as uow:
        heads = uow.questions.heads(["own-002", "own-004"])
        uow.questions.remove([head.id for head in heads.values()])
    assert found(bank, "写好意见") == ["own-001", "own-003", "own-005"]
    assert is_whole(bank)
    bank.put(local(2, stem="又来了："))
    assert found(bank, "又来") == ["own-002"]
    assert found(bank, "写好意见") == ["own-001", "own-003", "own-005"]


def test_every_part_of_a_filter_narrows(bank: Bank) -> None:
    bank.put(
        local(1, tier="A", difficulty=1, bloom="remember", category="甲/乙"),
        local(2, "judge", tier="AB", difficulty=2, category="甲", course="C10", knowledge_point="K1003b"),
        local(3, "blank", tier=None, difficulty=None, bloom=None, category="甲乙", law=LAW),
    )
    bank.put(local(4), state=State.DRAFT, by=bank.other_author)
    for wanted, expected in (
        ({"course": "C10"}, ["own-002"]),
        ({"lesson": "L0901"}, ["own-001", "own-003", "own-004"]),
        ({"points": ("K1003b", "K9999z")}, ["own-002"]),
        ({"kinds": (Kind.JUDGE, Kind.BLANK)}, ["own-002", "own-003"]),
        ({"states": (State.DRAFT,)}, ["own-004"]),
        ({"tier": "B"}, ["own-002", "own-004"]),
        ({"difficulties": (0,)}, ["own-003"]),
        ({"category": "甲"}, ["own-001", "own-002"]),
        ({"author": bank.other_author.cadre_id}, ["own-004"]),
        ({"origin": "shipped"}, []),
        ({"overdue_on": "2025-05-02"}, ["own-003"]),
        ({"overdue_on": "2025-05-01"}, []),
        ({"is_unused": True, "kinds": (Kind.JUDGE,)}, ["own-002"]),
        ({"is_unused": False}, []),
        ({"has_media": True}, []),
        ({"ids": (local(3).id, local(1).id)}, ["own-001", "own-003"]),
        ({"ids": ()}, []),
    ):
        assert found(bank, **wanted) == expected, wanted


def test_questions_that_say_the_same_are_found_as_duplicates_until_that_is_called_intended(bank: Bank) -> None:
    bank.put(local(1, stem="同样的题干："), local(2, stem="同样的题干："), local(3, stem="别的题干甲："), local(4))
    assert found(bank, has_duplicates=True) == ["own-001", "own-002"]
    three, four = local(3).id, local(4).id
    with bank.office.database.write() as uow:
        uow.question_alike.put_alike([(four, three, 0.9), (three, four, 0.91)], NOON)
        assert [pair.likeness for pair in uow.question_alike.alike_pairs()[1]] == [0.91]
    assert found(bank, has_duplicates=True) == ["own-001", "own-002", "own-003", "own-004"]
    with bank.office.database.write() as uow:
        assert uow.question_alike.dismiss(three, four, NOON, None)
        assert not uow.question_alike.dismiss(three, four, NOON, None)
        uow.question_alike.put_alike([(three, four, 0.95)], NOON)
        assert uow.question_alike.alike_pairs() == (0, [])
        assert uow.question_alike.alike_pairs(with_dismissed=True, question_id=four)[0] == 1
    assert found(bank, has_duplicates=True) == ["own-001", "own-002"]


def test_pages_in_every_order_hold_every_question_once(bank: Bank) -> None:
    bank.put(*(local(number, difficulty=number % 5 + 1, stem=f"同{number % 3}：") for number in range(1, 24)))
    with bank.office.database.read() as uow:
        for order in Order:
            whole = uow.question_search.numbers(QuestionFilter(), order)
            pages = [uow.question_search.numbers(QuestionFilter(), order, 5, start) for start in range(0, 25, 5)]
            assert [number for page in pages for number in page] == list(whole)
            assert len(set(whole)) == 23


def test_counts_of_the_tree_add_up(bank: Bank) -> None:
    bank.put(local(1), local(2, "judge"), local(3, course="C10", knowledge_point="K1003b"))
    bank.put(local(4), state=State.RETIRED)
    with bank.office.database.read() as uow:
        counts = uow.question_search.counts()
        some = uow.question_search.counts(QuestionFilter(text="第3题"))
    assert (counts.total, counts.by_course, counts.by_lesson) == (4, {"C09": 3, "C10": 1}, {"L0901": 3, "L1003": 1})
    assert (counts.by_kind, counts.by_state) == ({"single": 3, "judge": 1}, {"published": 3, "retired": 1})
    assert counts.by_point == {"K0901a": 3, "K1003b": 1}
    assert (some.total, some.by_course) == (1, {"C10": 1})


def test_words_are_counted_for_the_search_for_likeness(bank: Bank) -> None:
    bank.put(local(1, stem="公文处理："), local(2, stem="公文办理："), local(3, stem="别的："))
    with bank.office.database.read() as uow:
        index = uow.question_search.index
        assert index.bigram_counts(["公文", "处理", "没有"]) == {"公文": 2, "处理": 1}
        assert index.sharing(["公文", "处理"], 2) == [(local(1).id, 2), (local(2).id, 1)]
        assert index.sharing([], 5) == []
    version(bank, replace(bank.question("own-001"), version=2, stem="改了："))
    with bank.office.database.read() as uow:
        assert uow.question_search.index.bigram_counts(["公文", "处理"]) == {"公文": 1}


def test_what_heads_repeat_is_worked_out_again_and_says_the_same(bank: Bank) -> None:
    file = Attachment("图.png", "image/png", "ab" * 32, 10)
    bank.put(local(1, tags=("甲",), law=LAW), replace(local(2), attachments=(file,)), local(3, "judge"))
    version(bank, replace(bank.question("own-003"), version=2, stem="改过的："), bank.other_author.cadre_id)

    def kept() -> object:
        with bank.office.database.read() as uow:
            lines = uow.question_search.lines(uow.question_search.numbers())
            return lines, uow.question_search.tags_of(one.number for one in lines), uow.media.missing()

    before = kept()
    with bank.office.database.write() as uow:
        assert uow.questions.rebuild_heads() == 0
    assert kept() == before
    with bank.office.database.write() as uow:
        uow.connection.exec_driver_sql("UPDATE question SET line = 'verdorben', gist = '' WHERE code = 'own-001'")
        uow.question_search.index.clear()
    assert not is_whole(bank)
    with bank.office.database.write() as uow:
        assert uow.questions.rebuild_heads() == 1
    assert kept() == before
    assert found(bank, "改过") == ["own-003"]
    assert is_whole(bank)


def test_questions_that_say_the_same_are_told_by_gist(bank: Bank) -> None:
    same = prepare(local(1)).gist
    bank.put(local(1), local(2, stem="别的："))
    with bank.office.database.read() as uow:
        assert uow.questions.gists([same, "0" * 32]) == {same: "own-001"}
    with bank.office.database.write() as uow:
        uow.questions.put_state(local(1).id, State.RETIRED)
        assert uow.questions.gists([same]) == {}


def test_many_questions_come_back_in_the_order_they_were_asked_for(bank: Bank) -> None:
    bank.put(*(local(number) for number in range(1, 8)))
    ids = [local(number).id for number in (5, 2, 7)]
    with bank.office.database.read() as uow:
        assert codes_of(one.question for one in uow.questions.many(ids)) == ["own-005", "own-002", "own-007"]


def test_versions_are_listed_and_an_earlier_one_can_become_current_again(bank: Bank) -> None:
    question = local(1)
    bank.put(question)
    bank.clock.advance(timedelta(hours=1).total_seconds())
    version(bank, replace(question, version=2, stem="改过的："), bank.other_author.cadre_id)
    with bank.office.database.write() as uow:
        lines = uow.questions.versions_of(question.id)
        assert [(one.version, one.made_by) for one in lines] == [
            (2, bank.other_author.cadre_id),
            (1, bank.author.cadre_id),
        ]
        uow.questions.put_heads([NewHead(prepare(question), None, State.SUSPENDED)])
        head = uow.questions.heads(["own-001"])["own-001"]
    assert (head.current_version, head.state, head.author_id) == (1, State.SUSPENDED, bank.author.cadre_id)
    assert found(bank, "写好意见") == ["own-001"]
    assert found(bank, "改过") == []


def test_enemies_are_told_both_ways(bank: Bank) -> None:
    bank.put(replace(local(1), enemies=("own-002", "own-003")), local(2), local(3))
    with bank.office.database.read() as uow:
        assert uow.question_search.enemies() == {
            "own-001": {"own-002", "own-003"}, "own-002": {"own-001"}, "own-003": {"own-001"}
        }  # fmt: skip
