"""Look at many questions together: what only shows across a lesson, a course or the whole bank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.likeness import gist, likeness_text, near_pairs
from trainer.domain.question_bank.question import Kind, Question

# A key that is the longest choice more often than this teaches people to guess by length.
LONGEST_KEY_CEILING = Fraction(30, 100)
# Below this number of questions a share says nothing.
SHARE_NEEDS = 5
COURSE_NEEDS = 20
# Share of true statements that still reads as "about half".
JUDGE_SHARE = (Fraction(30, 100), Fraction(70, 100))
# Places of the key: so many questions at least, and the commonest place has so much more than its even share.
POSITIONS_NEED = 40
POSITION_EXCESS = Fraction(10, 100)
# Critical values of chi-square at 0.01 by degrees of freedom: chance alone passes them once in a hundred banks.
# SOURCE: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.4.
_CHI_SQUARE = {1: 6.635, 2: 9.210, 3: 11.345, 4: 13.277, 5: 15.086, 6: 16.812, 7: 18.475}
# What stands for the lesson or course of questions that have none.
NAMELESS = "-"

Place = Callable[[Question], Where]


def nowhere(_question: Question) -> Where:
    """Place questions that come from no file."""
    return NOWHERE


def lint_together(
    questions: Sequence[Question],
    place: Place = nowhere,
    *,
    known: Collection[str] | None = None,
    with_alike: bool = True,
) -> list[Finding]:
    """Look at questions together.

    Args:
        questions: one version of each.
        place: where a question stands, for the findings.
        known: codes of questions that exist besides these, for enemies; None asks nothing.
        with_alike: look for questions that are nearly the same, too; for 100,000 that takes most of a minute.
    """
    found = _longest_by_lesson(questions, place)
    found += _longest_by_course(questions, place)
    found += _judge_balance(questions, place)
    found += _key_positions(questions, place)
    if known is not None:
        found += _enemies(questions, place, known)
    return found + _alike(questions, place, nearly=with_alike)


def _longest_by_lesson(questions: Iterable[Question], place: Place) -> list[Finding]:
    lessons: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.kind is Kind.SINGLE:
            lessons[question.teaches_lesson or question.course].append(question)
    found = []
    for lesson, singles in sorted(lessons.items()):
        longest = [question for question in singles if _key_is_longest(question)]
        if _is_too_often(len(longest), len(singles), SHARE_NEEDS):
            found.append(
                place(longest[0]).finding(
                    "key_longest_too_often",
                    (),
                    Severity.WARNING,
                    lesson=lesson or NAMELESS,
                    longest=len(longest),
                    of=len(singles),
                    questions=", ".join(question.code for question in longest[:20]),
                )
            )
    return found


def _longest_by_course(questions: Iterable[Question], place: Place) -> list[Finding]:
    courses: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        # Where lessons are not known, the course was looked at in their place.
        if question.kind is Kind.SINGLE and question.teaches_lesson:
            courses[question.course].append(question)
    found = []
    for course, singles in sorted(courses.items()):
        longest = [question for question in singles if _key_is_longest(question)]
        if _is_too_often(len(longest), len(singles), COURSE_NEEDS):
            facts = {"course": course or NAMELESS, "longest": len(longest), "of": len(singles)}
            found.append(place(longest[0]).finding("key_longest_in_course", (), Severity.WARNING, **facts))
    return found


def _is_too_often(longest: int, of: int, needs: int) -> bool:
    return of >= needs and Fraction(longest, of) > LONGEST_KEY_CEILING


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
                    "judge_out_of_balance", (), Severity.NOTICE, lesson=lesson or NAMELESS, true=true, of=len(judges)
                )
            )
    return found


def _key_positions(questions: Iterable[Question], place: Place) -> list[Finding]:
    """Look where the key stands in questions whose choices are never mixed, by number of choices."""
    keys: dict[int, Counter[int]] = defaultdict(Counter)
    first: dict[int, Question] = {}
    for question in questions:
        if question.kind is not Kind.SINGLE or question.is_shuffled:
            continue
        right = [at for at, choice in enumerate(question.choices) if choice.is_right]
        if len(right) == 1:
            keys[len(question.choices)][right[0]] += 1
            first.setdefault(len(question.choices), question)
    found = []
    for number, places in sorted(keys.items()):
        of = places.total()
        if of < POSITIONS_NEED or number - 1 not in _CHI_SQUARE:
            continue
        even = of / number
        spread = sum((places[at] - even) ** 2 / even for at in range(number))
        at, most = max(places.items(), key=lambda one: one[1])
        if spread > _CHI_SQUARE[number - 1] and Fraction(most, of) > Fraction(1, number) + POSITION_EXCESS:
            facts = {"letter": chr(ord("A") + at), "most": most, "of": of, "choices": number}
            found.append(place(first[number]).finding("key_positions_uneven", (), Severity.WARNING, **facts))
    return found


def _enemies(questions: Sequence[Question], place: Place, known: Collection[str]) -> list[Finding]:
    codes = {question.code for question in questions}
    return [
        place(question).finding("enemy_unknown", ("enemies",), Severity.WARNING, question=question.code, enemy=enemy)
        for question in questions
        for enemy in question.enemies
        if enemy not in codes and enemy not in known
    ]


def _alike(questions: Sequence[Question], place: Place, *, nearly: bool) -> list[Finding]:
    found = []
    first: dict[str, Question] = {}
    firsts: list[Question] = []
    for question in questions:
        same = first.setdefault(gist(question), question)
        if same is question:
            firsts.append(question)
        else:
            facts = {"question": question.code, "other": same.code}
            found.append(place(question).finding("question_twice", (), Severity.WARNING, **facts))
    if nearly:
        for one, other, _ in near_pairs((at, likeness_text(question)) for at, question in enumerate(firsts)):
            facts = {"question": firsts[other].code, "other": firsts[one].code}
            found.append(place(firsts[other]).finding("question_much_alike", (), Severity.NOTICE, **facts))
    return found
