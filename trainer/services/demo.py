"""The demonstration: an invented league with 600 cadres, twenty classes and 80 % trained, in and out by one command.

Everything is loaded in one transaction by the program's own stores and use cases, is flagged, and follows from the shipped
files and the day of the load, so that two loads on one day are alike. Who sat the examination has a whole paper, a whole
chain of responses and a real marking; who learned has evidence for every screen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.adapters.content.demo_league import read_demo_league
from trainer.adapters.storage.joined import JoinedDatabase
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.platform.paths import shipped
from trainer.services.demo_loading import WRITTEN, Loaded, Loading, SignIn

if TYPE_CHECKING:
    from trainer.services.office import Office

__all__ = ["Loaded", "SignIn", "clear_demo", "is_loaded", "load_demo"]

_AREAS = tuple(Area)


def load_demo(office: Office, actor: Actor) -> tuple[Loaded, Changes]:
    """Load the demonstration, in one transaction.

    Raises:
        Refusal: ``demo_home_has_people``, ``demo_already_loaded``, ``no_right``, ``blueprint_starves``.
    """
    require(actor, Right.MANAGE_SETTINGS)
    league = read_demo_league(shipped("resources") / "demo")
    with office.database.write() as uow:
        if uow.demo.is_loaded():
            raise Refusal("demo_already_loaded")
        people = uow.demo.real_people()
        if people:
            raise Refusal("demo_home_has_people", people=people)
        loaded = Loading(replace(office, database=JoinedDatabase(office.database, uow)), uow, league).run()
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="demo.loaded",
            facts={"people": loaded.people, "units": loaded.units, "trained": loaded.trained},
        )
    return loaded, Changes.of(*_AREAS)


def clear_demo(office: Office, actor: Actor) -> tuple[dict[str, int], Changes]:
    """Delete the demonstration and nothing else.

    Returns:
        Rows deleted, by kind; all 0 where nothing was loaded.

    Raises:
        Refusal: ``demo_has_strangers``, real people or units stand inside the invented league; ``no_right``.
    """
    require(actor, Right.MANAGE_SETTINGS)
    with office.database.write() as uow:
        strangers = uow.demo.strangers()
        if strangers:
            raise Refusal("demo_has_strangers", number=strangers)
        deleted = uow.demo.clear()
        uow.question_use.rebuild()
        for key in uow.settings.read(WRITTEN, list[str]()):
            uow.settings.forget(key)
        uow.settings.forget(WRITTEN)
        if any(deleted.values()):
            uow.audit.append(
                home_id=office.home_id,
                at=office.clock.now(),
                actor_id=actor.cadre_id,
                action="demo.cleared",
                facts=dict(deleted),
            )
    return deleted, Changes.of(*_AREAS)


def is_loaded(office: Office) -> bool:
    """Tell whether this home holds the demonstration."""
    with office.database.read() as uow:
        return uow.demo.is_loaded()
