"""Use cases: in what order, in one transaction; plus ``overviews``, flat records for screens.

Every function takes the :class:`~trainer.services.office.Office` first and, where somebody acts, the
:class:`~trainer.domain.people.roles.Actor` second. A change returns its value together with a typed ``Changes``. A service
calls the next function by name; there is no message bus, because a reader must be able to follow the steps.
"""
