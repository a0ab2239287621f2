"""Decide about one response: already saved, refused, or a new entry of the chain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import ClockReading
from trainer.domain.sittings.chain import entry_hash
from trainer.domain.sittings.clock import Reckoning, reckon
from trainer.domain.sittings.sitting import Entry, HandInBy, Head, SittingState

# The longest honest response is an essay or a case set with several long answers; a Chinese character takes six of these.
# Anything beyond is a fault of the caller.
MAX_CONTENT_CHARS = 120_000
_PARTS = frozenset(
    {"choice", "choices", "answer", "blanks", "number", "order", "pairs", "points", "zones", "gaps", "text", "parts"}
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A response that may be appended, with the time at which it came."""

    entry: Entry
    reckoning: Reckoning


def respond(
    head: Head, reading: ClockReading, slot: int, content: Mapping[str, Any], seq: int, saved: Entry | None = None
) -> Accepted | None:
    """Decide about one response.

    The order of the questions matters: a repeated entry is confirmed even after the bell, because it *was* saved.

    Args:
        head: of the sitting, with its last checkpoint.
        reading: the machine's clocks now.
        slot: 0-based place on the paper.
        content: the response; ``{}`` takes an answer back.
        seq: the number this entry shall have: one more than the last confirmed one.
        saved: the entry that already has this number, where there is one.

    Returns:
        What to append, or None when exactly this entry is already saved.

    Raises:
        Refusal: ``response_malformed``, ``sitting_closed``, ``time_is_up``, ``exam_window_over``, or
            ``response_out_of_sequence`` with ``expected`` and ``seq``.
    """
    _check_shape(head, slot, content)
    if saved is not None and (saved.seq, saved.slot, saved.content) == (seq, slot, content):
        return None
    check_open(head)
    reckoning = reckon(head, reading)
    check_in_time(reckoning)
    if seq != head.last_seq + 1:
        raise Refusal("response_out_of_sequence", expected=head.last_seq + 1, seq=seq)
    used_s = round(reckoning.checkpoint.used_s, 3)
    plain = dict(content)
    hashed = entry_hash(head.last_hash, seq, slot, plain, reading.wall, used_s)
    return Accepted(Entry(seq, slot, plain, reading.wall, used_s, hashed), reckoning)


def check_open(head: Head) -> None:
    """Refuse what comes after the hand-in.

    Raises:
        Refusal: ``sitting_closed``.
    """
    if head.state is not SittingState.IN_PROGRESS:
        raise Refusal("sitting_closed", state=head.state.value)


def check_in_time(reckoning: Reckoning) -> None:
    """Refuse what comes after the bell or after the end of the window.

    Raises:
        Refusal: ``time_is_up`` or ``exam_window_over``.
    """
    if reckoning.closed_by is not None:
        raise Refusal("time_is_up" if reckoning.closed_by is HandInBy.BELL else "exam_window_over")


def _check_shape(head: Head, slot: int, content: Mapping[str, Any]) -> None:
    if not 0 <= slot < head.slot_count or not content.keys() <= _PARTS or len(content) > 1:
        raise Refusal("response_malformed", slot=slot)
    try:
        length = len(json.dumps(dict(content), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise Refusal("response_malformed", slot=slot) from error
    if length > MAX_CONTENT_CHARS:
        raise Refusal("response_malformed", slot=slot)
