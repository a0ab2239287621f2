"""Items that are answered on a picture: hotspots and things to be placed."""

from __future__ import annotations

from dataclasses import replace

from trainer.adapters.interchange.questions.qti.areas import middle, zone_of
from trainer.adapters.interchange.questions.qti.choice_kinds import Built
from trainer.adapters.interchange.questions.qti.model import Interaction, Item, Option
from trainer.adapters.interchange.questions.qti.pair_kinds import key_pairs
from trainer.adapters.interchange.questions.qti.probing import NOTHING, Probe
from trainer.domain.question_bank.answers import Shape, Token, Zone
from trainer.domain.question_bank.question import Kind

# A point that lies on no picture.
_NOWHERE = "-9999 -9999"


def spotted(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a hotspot of zones that an item shows."""
    zones = _zones(item, interaction, interaction.options)
    if zones is None:
        return None
    declared = probe.declaration(interaction.response)
    if probe.standard in {"match", "none"}:
        right = set(declared.correct)
    else:
        right = {
            one.identifier for one in interaction.options if probe.worth(interaction.response, (one.identifier,)) > 0
        }
        right = right or set(declared.correct)
    names = [one.identifier for one in interaction.options]
    probe.note(
        interaction.response,
        [name for name in names if name in right],
        [name for name in names if name not in right][:1],
    )
    made = tuple(
        replace(zone, is_right=option.identifier in right)
        for zone, option in zip(zones, interaction.options, strict=True)
    )
    return _hotspot(item, interaction, made)


def pointed(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a hotspot of areas that an item keeps to itself."""
    areas = probe.declaration(interaction.response).areas
    options = [Option(str(place), shape=one.shape, coords=one.coords) for place, one in enumerate(areas)]
    zones = _zones(item, interaction, options)
    if zones is None:
        return None
    made = tuple(replace(zone, is_right=area.points > NOTHING) for zone, area in zip(zones, areas, strict=True))
    hit = [middle_of(zone) for zone in made if zone.is_right]
    probe.note(interaction.response, hit, (_NOWHERE,))
    return _hotspot(item, interaction, made)


def placed(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a question of things to be placed on zones."""
    zones = _zones(item, interaction, interaction.targets)
    if zones is None:
        return None
    indices = {option.identifier: place for place, option in enumerate(interaction.options)}
    key = key_pairs(item, interaction, probe)
    if not key:
        item.notes.error("qti_no_key")
        return None
    made = []
    for zone, target in zip(zones, interaction.targets, strict=True):
        takes = tuple(sorted(indices[left] for left, right in key if right == target.identifier))
        if len(takes) > 1 and target.limit != 1:
            item.notes.error("qti_zone_many")
            return None
        made.append(replace(zone, takes=takes))
    tokens = tuple(
        Token(one.text or one.picture or one.identifier, one.picture, one.limit) for one in interaction.options
    )
    parts = {"picture": interaction.picture, "zones": tuple(made), "tokens": tokens, "is_shuffled": interaction.shuffle}
    return Kind.DRAG, parts


def positioned(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a question of one thing to be placed on areas of the picture."""
    areas = [one for one in probe.declaration(interaction.response).areas if one.points > NOTHING]
    options = [Option(str(place), shape=one.shape, coords=one.coords) for place, one in enumerate(areas)]
    zones = _zones(item, interaction, options)
    if zones is None:
        return None
    if not zones:
        item.notes.error("qti_no_key")
        return None
    thing = interaction.options[0]
    token = Token(thing.text or thing.picture or "1", thing.picture, interaction.limit)
    made = tuple(replace(zone, takes=(0,)) for zone in zones)
    return Kind.DRAG, {"picture": interaction.picture, "zones": made, "tokens": (token,), "is_shuffled": False}


def middle_of(zone: Zone) -> str:
    """Give a point inside a zone as a response."""
    x, y = middle(zone)
    return f"{x:.2f} {y:.2f}"


def _hotspot(item: Item, interaction: Interaction, zones: tuple[Zone, ...]) -> Built | None:
    if not any(zone.is_right for zone in zones):
        item.notes.error("qti_no_key")
        return None
    return Kind.HOTSPOT, {"picture": interaction.picture, "zones": zones}


def _zones(item: Item, interaction: Interaction, options: list[Option]) -> list[Zone] | None:
    """Read zones, in pixels of the picture itself; None where that cannot be done, which is told."""
    if not interaction.picture:
        item.notes.error("qti_picture_needed")
        return None
    shown = item.media.get(interaction.picture)
    real = (shown.width, shown.height) if shown is not None else (0, 0)
    size = interaction.size if all(interaction.size) else real
    zones = []
    for option in options:
        zone = zone_of(option.shape, option.coords, size)
        if zone is None:
            item.notes.error("qti_zone_unreadable", shape=option.shape, coords=option.coords[:60])
            return None
        if all(size) and all(real) and size != real:
            zone = _scaled(zone, real[0] / size[0], real[1] / size[1])
        zones.append(replace(zone, label=option.text) if option.text else zone)
    return zones


def _scaled(zone: Zone, across: float, down: float) -> Zone:
    if zone.shape is Shape.CIRCLE:
        x, y, radius = zone.points
        return replace(zone, points=(round(x * across), round(y * down), max(1, round(radius * (across + down) / 2))))
    scaled = [round(point * (down if place % 2 else across)) for place, point in enumerate(zone.points)]
    return replace(zone, points=tuple(scaled))
