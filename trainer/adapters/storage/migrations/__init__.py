"""The steps from each schema to the next, run by Alembic; see ``storage.migrator`` for when and how.

``versions/`` holds one file per step, numbered ``0001``, ``0002`` ...; the number is the revision. A released step is never
changed. Steps must run on SQLite and PostgreSQL inside one transaction (``batch_alter_table`` where SQLite cannot alter).

A new step: change the tables, let Alembic compare them with a database at the old head (``alembic.command.revision`` with
``migrator.alembic_config``, ``autogenerate=True`` and the next number as ``rev_id``), read what it wrote, and add the number to
``migrator.REVISIONS``. The tests compare steps and tables on both databases.
"""
