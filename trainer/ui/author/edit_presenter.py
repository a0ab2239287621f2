"""What the editor of a question does: open, look at every pause of typing, keep by itself, save, send on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Protocol

from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.time import local_date
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.lint import lint_one
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.services import (
    alike_questions,
    knowledge_tree,
    media,
    question_bank,
    question_drafts,
    question_life,
    try_question,
)
from trainer.ui.author.classification import PointChoice
from trainer.ui.author.question_form import BODY, EXPLANATION, PLACE, STEM, Complaint
from trainer.wording import current_language
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.alike_questions import AlikeHit
    from trainer.services.office import Office
    from trainer.services.question_life import HistoryLine
    from trainer.services.try_question import ValueSets

# Part of a question that a finding speaks of -> where it is said in the form.
_PLACES: Final = {
    "stem": STEM,
    "explanation": EXPLANATION,
    "tier": PLACE,
    "difficulty": PLACE,
    "bloom": PLACE,
    "knowledge_point": PLACE,
    "law": PLACE,
    "enemies": PLACE,
    "tags": PLACE,
}
_BY_CODE: Final = {"explanation_missing": EXPLANATION, "question_unclassified": PLACE, "negative_not_emphasised": STEM}
_TONES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "info"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A question as the editor opens it.

    Attributes:
        question: what the form shows; a kept draft where there is one.
        version: of the bank when it was opened; 0 for a new one.
        state: code; empty for a new one.
        is_recovered: it was kept by itself and never saved.
    """

    question: Question
    version: int
    state: str
    is_recovered: bool
    points: tuple[PointChoice, ...]
    history: tuple[HistoryLine, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What the robot earned; the name is one of :mod:`trainer.services.try_question`; no fraction where a person marks."""

    name: str
    fraction: Fraction | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the form found; ``sets`` counts what a question with varying numbers can become."""

    complaints: tuple[Complaint, ...]
    is_sound: bool
    alike: tuple[AlikeHit, ...]
    tried: tuple[Tried, ...]
    sets: ValueSets | None = None


class EditView(Protocol):
    """What the presenter asks of the page."""

    def show_opened(self, opened: Opened) -> None:
        """Show a question to edit."""

    def show_looked(self, looked: Looked) -> None:
        """Show what a look found."""

    def show_saving(self, state: str) -> None:
        """Show how safe the text is: ``changed``, ``kept``, ``saved`` or ``failed``."""

    def show_saved(self, question: Question) -> None:
        """Show that a version was saved."""

    def show_history(self, history: tuple[HistoryLine, ...], steps: tuple[Step, ...], state: str) -> None:
        """Show what author and reviewer said, and what can be done next."""

    def say_error(self, error: Exception) -> None:
        """Show a refusal or a fault."""


class EditPresenter:
    """One question at a time.

    Args:
        run: runs service calls; results come back on the window's thread.
        tell: hands on what a service changed.
    """

    def __init__(
        self,
        office: Office,
        actor: Actor,
        view: EditView,
        run: Callable[..., Any],
        tell: Callable[[Changes], None],
    ) -> None:
        self._office, self._actor, self._view, self._run, self._tell = office, actor, view, run, tell
        self._version = 0
        self._look = 0
        self._is_changed = False
        self._seed = ""
        self._kept: Question | None = None
        self.question: Question | None = None

    @property
    def is_changed(self) -> bool:
        """Whether something was written that has not been saved as a version."""
        return self._is_changed

    @property
    def is_new(self) -> bool:
        """Whether the question is not in the bank yet."""
        return self._version == 0

    def open(self, code: str) -> None:
        """Open a question of the bank; an own draft of it that was never saved comes first."""
        self._run(lambda: self._read(code), self._on_opened)

    def begin(self, like: Question | None = None) -> None:
        """Begin a new question; kind and place are those of ``like``. A draft that was never saved comes first."""
        self._run(lambda: self._blank(like), self._on_opened)

    def on_edit(self, question: Question) -> None:
        """Note that something was written."""
        self.question = question
        self._is_changed = True
        self._view.show_saving("changed")

    def look(self) -> None:
        """Check the question, look for others like it, let the robot answer it."""
        question = self.question
        if question is None:
            return
        self._look += 1
        number = self._look
        seed = self._seed
        self._run(lambda: (number, look_at(self._office, self._actor, question, seed)), self._on_looked)

    def look_with(self, seed: str) -> None:
        """Look again, with other values of a question that has varying numbers."""
        self._seed = seed
        self.look()

    def keep(self) -> None:
        """Keep what is written against a crash; nothing is published by that."""
        question = self.question
        if question is None or not self._is_changed or question == self._kept:
            return
        version, office, actor = self._version, self._office, self._actor

        def work() -> Question:
            question_drafts.keep(office, actor, question, base_version=version)
            return question

        self._run(work, self._on_kept, failed=self._on_not_kept, writes=True)

    def save(self, then: Callable[[Question], None] | None = None) -> None:
        """Save a version; what is wrong is said and nothing is lost."""
        question = self.question
        if question is None:
            return
        version, office, actor = self._version, self._office, self._actor

        def done(saved: tuple[Question, Changes]) -> None:
            self._on_saved(saved)
            if then is not None:
                then(saved[0])

        self._run(lambda: question_bank.save_question(office, actor, question, base_version=version), done, writes=True)

    def take_step(self, step: Step, words: str = "") -> None:
        """Send the saved question on: to review, back, into use."""
        question, office, actor = self.question, self._office, self._actor
        if question is None or self.is_new:
            return
        code = question.code
        self._run(lambda: question_life.take_step(office, actor, step, [code], words), self._on_step, writes=True)

    def comment(self, text: str) -> None:
        """Say something to author or reviewer."""
        question, office, actor = self.question, self._office, self._actor
        if question is None or self.is_new:
            return
        code = question.code
        self._run(lambda: question_life.comment(office, actor, code, text), self._on_step, writes=True)

    def resolve(self, remark_id: str) -> None:
        """Note that a remark was seen to."""
        office, actor = self._office, self._actor
        self._run(lambda: (None, question_life.resolve(office, actor, remark_id)), self._on_step, writes=True)

    def drop(self) -> None:
        """Give up what was written and show the saved version again."""
        question, office, actor = self.question, self._office, self._actor
        if question is None:
            return
        self._is_changed = False
        self._run(lambda: question_drafts.drop(office, actor, question.id), self._on_dropped, writes=True)

    def keep_file(self, name: str, content: bytes, done: Callable[[Attachment], None]) -> None:
        """Keep the bytes of a picture, sound or video and tell what the question says of it."""
        office, actor = self._office, self._actor
        self._run(lambda: media.keep_file(office, actor, name, content), done, writes=True)

    def content(self, digest: str) -> bytes | None:
        """Give the bytes of a file."""
        found = media.give_media(self._office, self._actor, digest)
        return found.content if found is not None else None

    # -- inside

    def _read(self, code: str) -> Opened:
        office, actor = self._office, self._actor
        stored = question_bank.show(office, actor, code)
        kept = question_drafts.open_draft(office, actor, stored.head.id)
        return Opened(
            kept.question if kept is not None else stored.question,
            kept.base_version if kept is not None else stored.head.current_version,
            stored.head.state.value,
            kept is not None,
            point_choices(office),
            question_life.history(office, actor, code),
            question_life.possible_steps(office, actor, code),
        )

    def _blank(self, like: Question | None) -> Opened:
        office, actor = self._office, self._actor
        drafts = question_drafts.list_drafts(office, actor) if like is None else ()
        kept = next((one for one in drafts if one.base_version == 0 and one.current_version == 0), None)
        question = kept.question if kept is not None else blank_question(question_bank.free_code(office, actor), like)
        return Opened(question, 0, "", kept is not None, point_choices(office), (), ())

    def _on_opened(self, opened: Opened) -> None:
        self.question, self._version = opened.question, opened.version
        self._is_changed, self._kept = opened.is_recovered, None
        self._view.show_opened(opened)
        self.look()

    def _on_looked(self, looked: tuple[int, Looked]) -> None:
        number, found = looked
        if number == self._look:
            self._view.show_looked(found)

    def _on_kept(self, question: Question) -> None:
        self._kept = question
        if question == self.question:
            self._view.show_saving("kept")

    def _on_not_kept(self, error: Exception) -> None:
        self._view.show_saving("failed")
        self._view.say_error(error)

    def _on_saved(self, saved: tuple[Question, Changes]) -> None:
        question, changes = saved
        written_since = self.question is not None and replace(self.question, version=question.version) != question
        self._version = question.version
        if not written_since:
            self.question, self._is_changed = question, False
            self._view.show_saving("saved")
        self._view.show_saved(question)
        self._tell(changes)
        self._read_history(question.code)

    def _on_step(self, done: tuple[Any, Changes]) -> None:
        self._tell(done[1])
        if self.question is not None:
            self._read_history(self.question.code)

    def _read_history(self, code: str) -> None:
        office, actor = self._office, self._actor

        def work() -> tuple[tuple[HistoryLine, ...], tuple[Step, ...], str]:
            state = question_bank.show(office, actor, code).head.state.value
            return question_life.history(office, actor, code), question_life.possible_steps(office, actor, code), state

        self._run(work, self._on_history)

    def _on_history(self, read: tuple[tuple[HistoryLine, ...], tuple[Step, ...], str]) -> None:
        self._view.show_history(*read)

    def _on_dropped(self, _done: Any) -> None:
        if self.question is not None and not self.is_new:
            self.open(self.question.code)
        else:
            self.begin()


def look_at(office: Office, actor: Actor, question: Question, seed: str = "") -> Looked:
    """Check a question, look for others like it, and let the robot answer it."""
    found = problems(question)
    is_sound = not any(one.severity is Severity.ERROR for one in found)
    complaints = tuple(_complaint(one) for one in [*found, *lint_one(question, today=local_date(office.clock.now()))])
    return Looked(
        complaints,
        is_sound,
        tuple(alike_questions.alike(office, actor, question)) if question.stem else (),
        tuple(Tried(name, fraction) for name, _, fraction in try_question.try_question(question, seed))
        if is_sound
        else (),
        try_question.value_sets(question) if is_sound else None,
    )


def blank_question(code: str, like: Question | None = None) -> Question:
    """Give a new question; kind, place and level are those of another one."""
    same = content_id("question", code)
    if like is None:
        return Question(same, code, 1, Kind.SINGLE, "", "", "", 0, Bloom.UNSET, "", "")
    return Question(
        same,
        code,
        1,
        like.kind,
        like.course,
        like.knowledge_point,
        like.tier,
        like.difficulty,
        like.bloom,
        "",
        "",
        teaches_lesson=like.teaches_lesson,
        category=like.category,
        tags=like.tags,
        departments=like.departments,
        source=like.source,
        points=like.points,
    )


def point_choices(office: Office) -> tuple[PointChoice, ...]:
    """Give the knowledge points to choose from, in teaching order."""
    del office
    chinese = current_language() == "zh"
    tree = knowledge_tree.knowledge_tree()
    return tuple(
        PointChoice(point.code, course.code, f"{point.title} · {lesson.title_zh if chinese else lesson.title_en}")
        for course in tree.courses
        for lesson in course.lessons
        for point in lesson.points
    )


def _complaint(finding: Finding) -> Complaint:
    path = finding.facts.get("path", ())
    first = str(path[0]) if path else str(finding.facts.get("key", ""))
    place = _BY_CODE.get(finding.code) or _PLACES.get(first) or (BODY if first else STEM)
    return Complaint(place, str(say(finding.code, finding.facts)), _TONES[finding.severity])
