"""SQLAlchemy Core on SQLite or PostgreSQL: tables, one store per room, one concrete unit of work, migrations, backup.

Stores map rows to domain values and back; they hold SQL and no rules. Core is used instead of the ORM because values are
frozen dataclasses anyway and because importing the ORM would cost half of the start-up time. Refused: abstract
repositories and fakes; tests use the real thing on a temporary file.
"""
