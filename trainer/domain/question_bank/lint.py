"""What a practised reader of question banks would mark: nothing here makes a question unusable.

Warnings are breaches of the house standard for questions; notices are hunches (two questions much alike, true and false
out of balance) that a person has to judge. Where the key stands among the choices is not looked at: papers mix them.

Source: the rules on the key's length, "all of the above", negative stems and plausible distractors follow the revised
taxonomy of item-writing rules of Haladyna, Downing and Rodriguez (Applied Measurement in Education 15, 2002).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.question import Kind, Question

# A key that is the longest choice more often than this teaches people to guess by length.
LONGEST_KEY_CEILING = Fraction(30, 100)
# Below this number of questions a share says nothing.
SHARE_NEEDS = 5
# Share of true statements that still reads as "about half".
JUDGE_SHARE = (Fraction(30, 100), Fraction(70, 100))
# Overlap of character pairs from which two stems are shown to a person as alike.
ALIKE = 0.8

_ENDINGS = "。．.；;，,、！!？?"
_ALL_OF_THE_ABOVE = re.compile(
    r"^(以上|上述)(都|均|全|皆)|^(以上|上述)(选项|各项)|\b(all|none) of the above\b", re.IGNORECASE
)
# The negative word of a closing clause such as "做法中不正确的是"; one half of a pair ("甲、但不属于乙的有") is no trap.
_NEGATIVE = re.compile(
    r"(?<![、但又且并而])(不正确|不恰当|不妥当|不妥|不合适|不适当|不属于|不包括|不符合|不应当|不应|不宜|不能|不需要|不是|错误|有误|不当)"
    r"([^，。；？?：:]{0,10})(的?(是|有|为|做法|说法)|[？?])[：:？?（）()\s]*$"
)
_TABLE_SIZE: dict[Kind, tuple[str, int, int]] = {
    Kind.SINGLE: ("choices", 4, 4),
    Kind.MULTIPLE: ("choices", 4, 5),
    Kind.ORDERING: ("order", 4, 7),
    Kind.MATCHING: ("pairs", 3, 6),
}

Place = Callable[[Question], Where]


def nowhere(_question: Question) -> Where:
    """Place questions that come from no file."""
    return NOWHERE


def lint(questions: Sequence[Question], place: Place = nowhere) -> list[Finding]:
    """Look at questions one by one and together.

    Args:
        questions: one version of each.
        place: where a question stands, for the findings.
    """
    found: list[Finding] = []
    for question in questions:
        found += lint_one(question, place(question))
    return found + _longest_keys(questions, place) + _judge_balance(questions, place) + _alike(questions, place)


def lint_one(question: Question, where: Where = NOWHERE) -> list[Finding]:
    """Look at one question by itself."""
    found: list[Finding] = []

    def note(code: str, *path: str | int, severity: Severity = Severity.WARNING, **facts: Any) -> None:
        found.append(where.finding(code, path, severity, question=question.code, **facts))

    if not question.explanation:
        note("explanation_missing")
    if question.kind in _TABLE_SIZE:
        part, least, most = _TABLE_SIZE[question.kind]
        number = len(getattr(question, part))
        if not least <= number <= most:
            note("entries_unusual", part, key=part, found=number, least=least, most=most)
    for index, choice in enumerate(question.choices):
        if not choice.why:
            note("why_missing", "choices", index, choice=choice.text)
        if _ALL_OF_THE_ABOVE.search(choice.text):
            note("all_of_the_above", "choices", index, choice=choice.text)
    if len({_ending(choice.text) for choice in question.choices}) > 1:
        note("choice_endings_differ", "choices")
    if question.kind is Kind.MULTIPLE:
        right = sum(choice.is_right for choice in question.choices)
        if right == len(question.choices):
            note("every_choice_right", "choices")
        if right == 1:
            note("multiple_with_one_key", "choices")
    if (negative := _plain_negative(question.stem)) is not None:
        note("negative_not_emphasised", "stem", word=negative)
    return found


def _ending(text: str) -> str:
    return text[-1] if text and text[-1] in _ENDINGS else ""


def _plain_negative(stem: str) -> str | None:
    # Emphasised words are taken out; what is still negative then is in plain type.
    match = _NEGATIVE.search(re.sub(r"\*\*.+?\*\*", "〓", stem))
    return match[1] if match else None


def _longest_keys(questions: Iterable[Question], place: Place) -> list[Finding]:
    lessons: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.kind is Kind.SINGLE:
            lessons[question.teaches_lesson or question.course].append(question)
    found = []
    for lesson, singles in sorted(lessons.items()):
        longest = [question for question in singles if _key_is_longest(question)]
        if len(singles) >= SHARE_NEEDS and Fraction(len(longest), len(singles)) > LONGEST_KEY_CEILING:
            found.append(
                place(longest[0]).finding(
                    "key_longest_too_often",
                    (),
                    Severity.WARNING,
                    lesson=lesson,
                    longest=len(longest),
                    of=len(singles),
                    questions=", ".join(question.code for question in longest),
                )
            )
    return found


def _key_is_longest(question: Question) -> bool:
    key = max((len(choice.text) for choice in question.choices if choice.is_right), default=0)
    return all(len(choice.text) < key for choice in question.choices if not choice.is_right)


def _judge_balance(questions: Iterable[Question], place: Place) -> list[Finding]:
    lessons: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.kind is Kind.JUDGE:
            lessons[question.teaches_lesson or question.course].append(question)
    found = []
    for lesson, judges in sorted(lessons.items()):
        true = sum(bool(question.answer) for question in judges)
        if len(judges) >= SHARE_NEEDS and not JUDGE_SHARE[0] <= Fraction(true, len(judges)) <= JUDGE_SHARE[1]:
            found.append(
                place(judges[0]).finding(
                    "judge_out_of_balance", (), Severity.NOTICE, lesson=lesson, true=true, of=len(judges)
                )
            )
    return found


def _alike(questions: Iterable[Question], place: Place) -> list[Finding]:
    found = []
    first: dict[tuple[str, ...], Question] = {}
    points: dict[str, list[tuple[frozenset[str], Question]]] = defaultdict(list)
    for question in questions:
        same = first.setdefault(_gist(question), question)
        if same is not question:
            found.append(
                place(question).finding("question_twice", (), Severity.WARNING, question=question.code, other=same.code)
            )
            continue
        pairs = _pairs("".join(_gist(question)[1:]))
        for other_pairs, other in points[question.knowledge_point]:
            union = len(pairs | other_pairs)
            if other.kind is question.kind and union and len(pairs & other_pairs) / union >= ALIKE:
                found.append(
                    place(question).finding(
                        "question_much_alike", (), Severity.NOTICE, question=question.code, other=other.code
                    )
                )
        points[question.knowledge_point].append((pairs, question))
    return found


def _gist(question: Question) -> tuple[str, ...]:
    entries = (
        *(choice.text for choice in question.choices),
        *question.order,
        *(pair.left + pair.right for pair in question.pairs),
        *(blank.accept[0] for blank in question.blanks),
    )
    return (question.kind.value, _bare(question.stem), *sorted(_bare(entry) for entry in entries))


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
