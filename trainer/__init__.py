"""Offline training, examination and counting for civil servants.

The rooms and who may import whom are fixed by the contracts in ``pyproject.toml`` (import-linter) and explained in
each room's docstring. Imports point down: ``cli | ui | bootstrap`` > ``services`` > ``adapters`` > ``adapters.keys`` >
``domain`` > ``wording | platform`` (the domain imports neither of the last two).
"""

__version__ = "0.1.0"
