"""People in the protocol order of their units, page by page.

The order of a tree cannot be said in SQL on both databases, so it is worked out here and handed to the query as one JSON
list, whatever the number of units. Refused: a stored place per unit, which every move of a unit would have to renumber.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.units import UnitStore
from trainer.adapters.storage.tables.people import unit
from trainer.domain.people.units import in_protocol_order


def with_places(connection: Connection, joined: sa.Join) -> tuple[sa.Join, list[sa.ColumnElement[Any]]]:
    """Join the places of the units to a query that has the ``unit`` table in it.

    Returns:
        The wider join, and what to order by first; people of closed units come last.
    """
    ids = [one.id for one in in_protocol_order(UnitStore(connection).all())]
    if connection.dialect.name == "sqlite":
        # Ids are stored without hyphens there, see tables.base.Id.
        listed = json.dumps([unit_id.replace("-", "") for unit_id in ids])
        places = sa.func.json_each(listed).table_valued("key", "value", name="places")
        is_same = sa.type_coerce(unit.c.id, sa.String) == places.c.value
    else:
        whole = sa.cast(sa.literal(json.dumps(ids)), sa.JSON)
        places = (
            sa.func.json_array_elements_text(whole)
            .table_valued("value", with_ordinality="key", name="places")
            .render_derived()
        )
        is_same = unit.c.id == sa.cast(places.c.value, sa.Uuid)
    return joined.outerjoin(places, is_same), [places.c.key.is_(None), places.c.key]
