"""Drag to place: tokens are put into zones of a picture. Tokens that read alike are the same token."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import Token
from trainer.domain.question_bank.kinds.parts import attached, error, main_picture_problems, too_few
from trainer.domain.question_bank.kinds.zones import zone_problems
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"picture", "zones", "tokens"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: a picture, tokens, zones whose tokens exist, and enough copies to fill them all."""
    found = main_picture_problems(question) + zone_problems(question) + too_few(question.tokens, "tokens", 1)
    for index, token in enumerate(question.tokens):
        if not token.text.strip() and not token.picture:
            found.append(error("content_text_empty", "tokens", index, key="tokens"))
        if token.picture and attached(question, token.picture) is None:
            found.append(error("picture_not_attached", "tokens", index, "picture", name=token.picture))
        if token.copies < 0:
            found.append(error("copies_negative", "tokens", index, copies=token.copies))
    is_known = True
    for index, zone in enumerate(question.zones):
        unknown = [place for place in zone.takes if not 0 <= place < len(question.tokens)]
        if unknown:
            is_known = False
            found.append(error("token_unknown", "zones", index, "takes", zone=index + 1, token=unknown[0] + 1))
        if zone.is_right:
            found.append(error("part_of_other_kind", "zones", index, "right", key="right", kind=question.kind.value))
    if not any(zone.takes for zone in question.zones):
        found.append(error("drag_without_place", "zones"))
    elif is_known and (unfilled := _unfilled(question)) is not None:
        found.append(error("tokens_run_out", "zones", unfilled, zone=unfilled + 1))
    return found


def look(token: Token) -> tuple[str, str]:
    """Give what a candidate sees of a token; equal ones may change places."""
    return "".join(token.text.split()), token.picture


def key(question: Question) -> dict[str, Any]:
    """Give each zone a token that belongs there, no token oftener than it has copies."""
    placed = placement(question)
    return {"zones": [placed.get(index) for index in range(len(question.zones))]}


def wrong(question: Question) -> dict[str, Any]:
    """Give zones tokens that do not belong there; ``{}`` where every token belongs everywhere."""
    left = {index: token.copies or len(question.zones) for index, token in enumerate(question.tokens)}
    given: list[int | None] = []
    for zone in question.zones:
        right = {look(question.tokens[place]) for place in zone.takes}
        free = (n for n, token in enumerate(question.tokens) if zone.takes and left[n] and look(token) not in right)
        token = next(free, None)
        if token is not None:
            left[token] -= 1
        given.append(token)
    return {"zones": given} if any(token is not None for token in given) else {}


def placement(question: Question) -> dict[int, int]:
    """Fill as many zones as possible rightly: token by zone, both as written.

    Source: a matching with capacities along augmenting paths (Ford and Fulkerson 1956).
    """
    wanted = {
        index: [place for place in zone.takes if 0 <= place < len(question.tokens)]
        for index, zone in enumerate(question.zones)
    }
    room = {index: token.copies or len(question.zones) for index, token in enumerate(question.tokens)}
    placed: dict[int, int] = {}

    def place_in(zone: int, seen: set[int]) -> bool:
        for token in wanted[zone]:
            if token in seen:
                continue
            seen.add(token)
            held = [other for other, one in placed.items() if one == token]
            if len(held) < room[token] or any(place_in(other, seen) for other in held):
                placed[zone] = token
                return True
        return False

    for zone in wanted:
        place_in(zone, set())
    return placed


def _unfilled(question: Question) -> int | None:
    placed = placement(question)
    return next((n for n, zone in enumerate(question.zones) if zone.takes and n not in placed), None)


def texts(question: Question) -> tuple[str, ...]:
    """Give the tokens and the names of the zones."""
    return (
        *(token.text for token in question.tokens if token.text),
        *(zone.label for zone in question.zones if zone.label),
    )
