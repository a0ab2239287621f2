"""Pages of the administrator: accounts, roles, settings, backups, the log, and the state of the machine."""
