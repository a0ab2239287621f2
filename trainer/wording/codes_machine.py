"""What the doctor says of the machine and of the office."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "qt_missing": (
        N_("The window's library (PySide6) is not installed here, so nothing can be shown."),
        N_("Run “python3 start.py setup”; the command line works without it."),
    ),
    "program_error": (
        N_("The program made a mistake ({detail}). What was saved before is safe."),
        N_("Please send the log file to whoever looks after the program: {path}"),
    ),
    "doctor_machine": (
        N_("Machine: {system}, {architecture}, {cores} cores, {memory} MB, Python {python}."),
        "",
    ),
    "doctor_memory_small": (
        N_("The machine has little memory ({memory} MB)."),
        N_("Close other programs while working with this one."),
    ),
    "doctor_fonts": (N_("Fonts: {count} files, all readable."), ""),
    "doctor_fonts_missing": (
        N_("The fonts are missing: {path}"),
        N_("Certificates cannot be printed without them. Install the program again."),
    ),
    "doctor_fonts_damaged": (
        N_("Font files are damaged: {fonts}"),
        N_("Install the program again."),
    ),
    "doctor_disk": (N_("Disk: {free} MB free."), ""),
    "doctor_disk_low": (
        N_("Only {free} MB are free on the disk of {path}."),
        N_("Make room: a day's work and its backup may not fit."),
    ),
    "doctor_disk_unknown": (
        N_("The disk of {path} cannot be asked: {detail}"),
        N_("Check that it is connected."),
    ),
    "doctor_home": (N_("Folder of the office: {path}"), ""),
    "doctor_home_new": (N_("There is no office in {path} yet; it is made at the first start."), ""),
    "doctor_keys": (N_("The key file is readable."), ""),
    "doctor_keys_fit": (N_("The keys open what is sealed in the database."), ""),
    "doctor_database": (N_("Database {path} opens, schema {found}."), ""),
    "doctor_database_new": (N_("There is no database yet; it is made at the first start."), ""),
    "doctor_database_older": (
        N_("Database {path} has schema {found}; this program knows {known}."),
        N_("It is upgraded at the next start, after a backup."),
    ),
    "doctor_integrity": (N_("The database is sound."), ""),
    "doctor_log": (N_("The log holds together from its first entry ({entries} entries)."), ""),
    "doctor_log_broken": (
        N_("The log does not hold together from entry {entry} on (home {home})."),
        N_("Somebody or something changed it. Keep a copy of the database and compare with the backups."),
    ),
    "doctor_clock": (N_("Clock: {now}."), ""),
    "doctor_clock_wrong": (
        N_("The clock of the machine is wrong: {now}."),
        N_("Set date and time. If they are lost at every start, the battery of the machine is flat."),
    ),
    "doctor_clock_behind": (
        N_("The clock of the machine ({now}) is behind what was recorded last ({newest})."),
        N_("Set date and time before an examination."),
    ),
    "doctor_backup": (N_("Newest backup: {made}."), ""),
    "doctor_backup_none": (N_("There is no backup yet in {path}."), ""),
    "doctor_backup_old": (
        N_("The newest backup is {days} days old ({made})."),
        N_("Make one now (trainer backup make), and switch on the daily backup in the settings."),
    ),
}
