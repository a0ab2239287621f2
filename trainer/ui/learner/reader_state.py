"""What the reader says around the text: contents, what counts as read, what is still wanting. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from trainer.domain.courses.lesson import Lesson, ScreenKind
from trainer.domain.courses.reading_rule import needed_seconds
from trainer.wording import current_language, t, tn

# A figure that jumps every second is what the eye follows; a rounded one is enough to know whether to stay.
_ROUNDED_TO_S: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One screen as the contents show it.

    Attributes:
        is_check: the self-check; read means passed.
        is_read: its evidence suffices.
        missing_s: how much longer it has to be open; 0 where it suffices.
        has_note: the person wrote something there.
    """

    heading: str
    is_check: bool = False
    is_read: bool = False
    missing_s: int = 0
    has_note: bool = False

    @property
    def state(self) -> str:
        """Say the state in words."""
        if self.is_check:
            return t("passed") if self.is_read else t("not passed yet")
        return t("read") if self.is_read else t("not read yet")


@dataclass(frozen=True, slots=True)
class ReaderState:
    """Everything around the text.

    Attributes:
        title: of the lesson.
        at: 0-based; equal to the number of screens for the close of the lesson.
        wanting: one sentence on what is still to be done.
        state, tone: how the open screen stands, and its colour role.
        forward: word on the button that goes on.
    """

    title: str
    at: int
    entries: tuple[Entry, ...]
    wanting: str
    state: str
    tone: str
    forward: str
    is_complete: bool
    hours: Fraction


def reader_state(
    lesson: Lesson,
    at: int,
    missing_s: Sequence[int],
    noted: frozenset[int],
    *,
    has_passed: bool,
    is_complete: bool,
    is_recorded: bool,
    is_capped: bool,
    hours: Fraction,
) -> ReaderState:
    """Put where somebody stands in a lesson into words.

    Args:
        at: the open screen, 0-based; the number of screens for the close.
        missing_s: per screen, how much longer it has to be open.
        noted: screens with a note.
        has_passed: the self-check.
        is_recorded: false in a preview.
        is_capped: the open visit counts no more.
        hours: credited.
    """
    entries = []
    for number, (screen, missing) in enumerate(zip(lesson.screens, missing_s, strict=True)):
        is_check = screen.kind is ScreenKind.SELF_CHECK
        is_read = has_passed if is_check else missing == 0
        entries.append(Entry(screen.heading, is_check, is_read, missing, number in noted))
    state, tone = _screen_state(entries, at, is_recorded=is_recorded, is_capped=is_capped)
    last = len(entries) - 1
    return ReaderState(
        title=lesson.title(current_language()),
        at=at,
        entries=tuple(entries),
        wanting=_wanting(entries, is_complete=is_complete, is_recorded=is_recorded),
        state=state,
        tone=tone,
        forward=t("Next screen") if at < last else (t("Finish") if at == last else ""),
        is_complete=is_complete,
        hours=hours,
    )


def wanting_lines(lesson: Lesson, entries: Sequence[Entry]) -> tuple[tuple[int, str], ...]:
    """Say screen by screen what is still to be done."""
    lines = []
    for number, entry in enumerate(entries):
        if entry.is_read:
            continue
        if entry.is_check:
            lines.append((number, t("Pass the self-check.")))
        elif entry.missing_s < needed_seconds(lesson.about.screens[number]):
            lines.append((number, t("Read it a little longer: “{heading}”", heading=entry.heading)))
        else:
            lines.append((number, t("Read it: “{heading}”", heading=entry.heading)))
    return tuple(lines)


def _screen_state(entries: Sequence[Entry], at: int, *, is_recorded: bool, is_capped: bool) -> tuple[str, str]:
    if not is_recorded:
        return t("Preview: nothing is recorded."), "quiet"
    if at >= len(entries):
        return "", "quiet"
    entry = entries[at]
    if entry.is_check:
        return (t("Self-check passed"), "good") if entry.is_read else (t("Self-check not passed yet"), "quiet")
    if entry.is_read:
        return t("This screen counts as read"), "good"
    if is_capped:
        return t("Counting stands still; go on reading at your own pace"), "quiet"
    rounded = -(-entry.missing_s // _ROUNDED_TO_S) * _ROUNDED_TO_S
    return t("Counts as read in about {seconds} seconds", seconds=rounded), "quiet"


def _wanting(entries: Sequence[Entry], *, is_complete: bool, is_recorded: bool) -> str:
    if is_complete:
        return t("This lesson is complete.")
    if not is_recorded:
        return t("Preview: nothing is recorded.")
    unread = sum(not entry.is_read for entry in entries if not entry.is_check)
    is_check_open = any(entry.is_check and not entry.is_read for entry in entries)
    if unread and is_check_open:
        return tn(
            "{n} screen to read and the self-check are still wanting.",
            "{n} screens to read and the self-check are still wanting.",
            unread,
        )
    if unread:
        return tn("{n} screen to read is still wanting.", "{n} screens to read are still wanting.", unread)
    if is_check_open:
        return t("Everything is read; only the self-check is still wanting.")
    return t("Everything is there.")
