"""Sentences of the home, the database and backups."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "home_not_found": (
        N_("There is no office in {path}."),
        N_("Check the folder, or start the program there once to create one."),
    ),
    "home_not_writable": (
        N_("The folder of the office cannot be written: {path}"),
        N_(
            "Check that the disk is not write-protected and that you may write there, or choose another folder with --home."
        ),
    ),
    "home_in_use": (
        N_("The program is already open with this office: {path}"),
        N_("Use the window that is open. If none can be seen, restart the computer and try again."),
    ),
    "database_url_wrong": (
        N_("The address of the database is not understood."),
        N_("It looks like postgresql+psycopg://name:password@host/database."),
    ),
    "database_newer": (
        N_(
            "The database {path} was written by a newer version of this program (schema {found}; this one knows {known})."
        ),
        N_("Nothing was changed. Install the newer version, or restore a backup that was made before the upgrade."),
    ),
    "database_foreign": (
        N_("The database {path} is not one of this program."),
        N_("Nothing was changed. Choose another folder or another database."),
    ),
    "upgrade_failed": (
        N_("The database {path} could not be upgraded. It is as it was before."),
        N_(
            "Go on with the earlier version of the program, and send the log file to whoever looks after it. A backup from before lies in the backup folder."
        ),
    ),
    "database_locked": (
        N_("The database {path} is held by another program."),
        N_("Close other windows and commands that work on this office, wait a moment and try again. Nothing was lost."),
    ),
    "disk_full": (
        N_("The disk is full: {path}"),
        N_("What was saved before is safe, the last step was not saved. Make room and try again."),
    ),
    "database_damaged": (
        N_("The database {path} is damaged."),
        N_(
            "Do not delete it. Restore the newest backup (trainer backup restore FILE); the damaged file is kept beside it."
        ),
    ),
    "not_a_database": (
        N_("The file {path} is not a database."),
        N_("If it should be one, restore the newest backup (trainer backup restore FILE); the file is kept beside it."),
    ),
    "database_read_only": (
        N_("The database {path} cannot be written."),
        N_("Check that the file, its folder and the disk are not write-protected, then start again. Nothing was lost."),
    ),
    "database_not_opened": (
        N_("The database {path} cannot be opened."),
        N_("Check that its folder exists and that you may read and write there."),
    ),
    "database_out_of_reach": (
        N_("The database server cannot be reached: {path}"),
        N_("Check the cable, that the server is running, and the address. Nothing was lost."),
    ),
    "database_failed": (
        N_("The database {path} refused a step: {detail}"),
        N_("Try again. If it comes back, run trainer doctor and send the log file to whoever looks after the program."),
    ),
    "key_file_unusable": (
        N_("The key file cannot be read or made: {path}"),
        N_("Check that you may read and write there. Without it personal numbers cannot be opened."),
    ),
    "key_file_damaged": (
        N_("The key file is damaged: {path}"),
        N_("Restore it from the newest backup. Do not delete it."),
    ),
    "key_mismatch": (
        N_("The key file does not fit this database: {path}"),
        N_("Database and key belong together: restore both from the same backup."),
    ),
    "backup_not_written": (
        N_("The backup could not be written to {path}."),
        N_("Check that the folder exists and can be written, or choose another one in the settings."),
    ),
    "backup_unreadable": (
        N_("{path} is not a backup of this program, or cannot be read."),
        N_("Choose another backup. Nothing was changed."),
    ),
    "backup_newer": (
        N_("The backup {path} was made by a newer version of this program ({program})."),
        N_("Install that version and restore there. Nothing was changed."),
    ),
    "backup_damaged": (
        N_("The backup {path} is damaged in its part {part}."),
        N_("Choose another backup. Nothing was changed."),
    ),
    "backup_database_unsound": (
        N_("The database in the backup is not sound: {detail}"),
        N_("Choose another backup, and make a new one soon."),
    ),
    "backup_log_broken": (
        N_("The log in the backup does not hold together from entry to entry."),
        N_("Choose another backup. Show this to whoever is responsible for the log."),
    ),
    "backup_counts_differ": (
        N_("The backup does not hold what it says it does ({tables})."),
        N_("Choose another backup, and make a new one soon."),
    ),
    "backup_without_keys": (
        N_("The keys are missing from the backup."),
        N_("Personal numbers could not be read after restoring it. Choose another backup."),
    ),
    "backup_keys_do_not_fit": (
        N_("The keys in the backup do not fit its database."),
        N_("Personal numbers could not be read after restoring it. Choose another backup."),
    ),
    "file_not_written": (
        N_("The file cannot be written: {path}"),
        N_("Close it in other programs, check the folder, and try again."),
    ),
}
