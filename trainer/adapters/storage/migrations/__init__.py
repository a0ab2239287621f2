"""The steps from each schema to the next, run by Alembic; see ``storage.migrator`` for when and how.

``versions/`` holds one file per step, numbered ``0001``, ``0002`` ...; the number is the revision. A released step is never
changed. Steps must run on SQLite and PostgreSQL inside one transaction (``batch_alter_table`` where SQLite cannot alter).
"""
