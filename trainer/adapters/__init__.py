"""Everything that touches the outside, each behind plain functions.

Adapters may import the domain and ``keys`` and what lies below, never each other and never services. Each heavy library
is importable in its one place: SQLAlchemy in ``storage``, ReportLab in ``documents``, cryptography in ``keys``.
"""
