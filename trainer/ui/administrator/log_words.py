"""The log in words: what an entry says, without the ids that only the program reads. No widgets here."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from trainer.domain.people.roles import Role
from trainer.services.audit import LogRow
from trainer.services.overviews.accounts import role_name
from trainer.wording import N_, t
from trainer.wording.people_terms import code_name, field_name

_FACTS: Final = {
    "added": N_("added"),
    "attempt": N_("attempt"),
    "by": N_("handed in by"),
    "count": N_("number"),
    "counts": N_("rows"),
    "drifted": N_("corrected"),
    "fields": N_("fields"),
    "format": N_("format"),
    "hours": N_("hours"),
    "keys": N_("settings"),
    "kind": N_("kind"),
    "made_at": N_("made at"),
    "name": N_("name"),
    "number": N_("number on paper"),
    "passed": N_("passed"),
    "people": N_("people"),
    "questions": N_("questions"),
    "refused": N_("refused"),
    "removed": N_("removed"),
    "role": N_("role"),
    "roles": N_("roles"),
    "rows": N_("rows"),
    "seconds": N_("seconds"),
    "serial": N_("serial number"),
    "stages": N_("targets"),
    "state": N_("state"),
    "trained": N_("trained"),
    "tries": N_("tries"),
    "units": N_("units"),
    "updated": N_("changed"),
    "version": N_("version"),
    "year": N_("year"),
}
_VALUES: Final = {
    "True": N_("yes"),
    "False": N_("no"),
    "candidate": N_("the candidate"),
    "bell": N_("the bell"),
    "window": N_("the end of the window"),
    "invigilator": N_("the invigilator"),
    "daily": N_("daily"),
    "by_hand": N_("by hand"),
    "before_restore": N_("before a restore"),
    "before_upgrade": N_("before an upgrade"),
    "completion": N_("Certificate of completion"),
    "pass": N_("Certificate of assessment"),
    "hours": N_("Statement of class hours"),
}
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST: Final = re.compile(r"[0-9a-f]{32,}")


def subject_words(row: LogRow) -> str:
    """Say whom or what an entry is about; of a bare id its end is enough to tell two entries apart."""
    if _ID.fullmatch(row.subject):
        return t("no. …{end}", end=row.subject[-6:])
    return row.subject or "—"


def details(row: LogRow) -> str:
    """Write the facts of an entry that a person can read; ids and digests stay in the exported log."""
    said = []
    for key, value in row.facts:
        if not value or value == "{}" or _ID.search(value) or _DIGEST.search(value):
            continue
        name = t(_FACTS[key]) if key in _FACTS else key
        said.append(t("{name}: {value}", name=name, value=_value(key, value)))
    return t("; ").join(said) or "—"


def _value(key: str, value: str) -> str:
    if value.startswith("{"):
        try:
            counted: Any = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return value
        return t(", ").join(f"{code_name('action', str(code))} {count}" for code, count in counted.items() if count)
    if key in {"role", "roles"}:
        return t(", ").join(_role(code) for code in value.split(", "))
    if key == "fields":
        return t(", ").join(field_name(code) for code in value.split(", "))
    return t(_VALUES[value]) if value in _VALUES else value


def _role(code: str) -> str:
    return role_name(Role(code)) if code in set(Role) else code
