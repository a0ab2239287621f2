"""The settings of an office: which there are, what they take, and how they change.

A setting is a constant of this module, so that a misspelt key is a type error. Values are plain JSON; exact numbers (marks)
are kept as text. Settings of one seat (language, text size) are not here but in ``services.seat``: two machines that share
a database may differ in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.wording import N_, t

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

T = TypeVar("T")


class Group(StrEnum):
    """Under which heading the settings page shows a setting."""

    OFFICE = "office"
    LEARNING = "learning"
    QUESTIONS = "questions"
    EXAMS = "exams"
    CERTIFICATES = "certificates"
    BACKUP = "backup"
    PRIVACY = "privacy"
    INTERNAL = "internal"  # written by the program, never shown for editing


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """One setting.

    Attributes:
        key: under which it is stored.
        default: what counts until somebody writes it.
        group: heading.
        label, help: English sentences for :func:`trainer.wording.t`.
        lowest, highest: range of a number (for ``is_exact`` too).
        choices: the only values taken, with their labels; empty for any.
        pattern: what a text must look like; empty for any.
        is_exact: a decimal kept as text.
        longest: of a text, in characters.
    """

    key: str
    default: T
    group: Group = Group.INTERNAL
    label: str = ""
    help: str = ""
    lowest: int | None = None
    highest: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    is_exact: bool = False
    longest: int = 200


OFFICE_NAME = Known(
    "office.name",
    "",
    Group.OFFICE,
    N_("Name of the office"),
    N_("The name as on its seal. It stands on certificates and reports."),
)
AREA_CODE = Known(
    "office.area_code",
    "",
    Group.OFFICE,
    N_("Area code"),
    N_("The six digits of the administrative division (GB/T 2260). They open every certificate number."),
    pattern=r"(?:\d{6})?",
)
CEILING_CHARS_PER_S = Known(
    "learning.ceiling_chars_per_s",
    15,
    Group.LEARNING,
    N_("Fastest plausible reading, characters per second"),
    N_("A screen counts as read when it was open at least as long as its text takes at this speed."),
    lowest=3,
    highest=60,
)
SELF_CHECK_PERCENT = Known(
    "learning.self_check_percent",
    60,
    Group.LEARNING,
    N_("Self-check passed from, per cent"),
    N_("Share of the self-check that must be right before a lesson counts as learned."),
    lowest=0,
    highest=100,
)
REVIEW_REQUIRED = Known(
    "bank.review_required",
    False,
    Group.QUESTIONS,
    N_("Questions are reviewed before they are used"),
    N_(
        "New questions and changed ones enter as drafts and are published by a reviewer. Otherwise they are published at once."
    ),
)
AUTHOR_MAY_REVIEW = Known(
    "bank.author_may_review",
    True,
    Group.QUESTIONS,
    N_("Authors may review their own questions"),
    N_("For offices with one teacher. Where it is off, whoever made the wording cannot approve it."),
)
MULTIPLE_RULE = Known(
    "scoring.multiple_rule",
    "half",
    Group.EXAMS,
    N_("Multiple choice, incomplete answers"),
    N_("What a multiple-choice answer is worth that misses a right choice and has no wrong one."),
    choices=(
        ("half", N_("Half of the marks")),
        ("all_or_nothing", N_("No marks")),
        ("per_choice", N_("A share for each right choice")),
    ),
)
PASS_MARK = Known(
    "exam.pass_mark",
    "60",
    Group.EXAMS,
    N_("Pass mark, of 100"),
    N_("From this mark on a result is a pass."),
    lowest=1,
    highest=100,
    is_exact=True,
)
BAND_GOOD = Known(
    "exam.band_good",
    "80",
    Group.EXAMS,
    N_("Band “good” from, of 100"),
    N_("Decided on the mark as shown, with two places."),
    lowest=1,
    highest=100,
    is_exact=True,
)
BAND_EXCELLENT = Known(
    "exam.band_excellent",
    "90",
    Group.EXAMS,
    N_("Band “excellent” from, of 100"),
    N_("Decided on the mark as shown, with two places."),
    lowest=1,
    highest=100,
    is_exact=True,
)
ATTEMPTS = Known(
    "exam.attempts",
    2,
    Group.EXAMS,
    N_("Sittings per person and examination"),
    N_("The first one and the make-up examinations together."),
    lowest=1,
    highest=9,
)
RETAKE_AFTER_DAYS = Known(
    "exam.retake_after_days",
    3,
    Group.EXAMS,
    N_("Make-up examination not before, days"),
    N_("Days between a failed sitting and the next one."),
    lowest=0,
    highest=365,
)
RETAKE_IS_CAPPED = Known(
    "exam.retake_is_capped",
    True,
    Group.EXAMS,
    N_("A make-up examination gives “pass” at most"),
    N_("A pass at a later sitting is shown as a make-up pass, whatever the mark."),
)
CRASH_CREDIT_S = Known(
    "sitting.crash_credit_s",
    300,
    Group.EXAMS,
    N_("Time given back after a crash, seconds at most"),
    N_("In all, per sitting. More can be given by the invigilator."),
    lowest=0,
    highest=3600,
)
CERTIFICATE_PREFIX = Known(
    "certificate.prefix",
    "",
    Group.CERTIFICATES,
    N_("Certificate prefix"),
    N_("The short name of the issuer in the shown number, for example 兴电培."),
    pattern=r"[^〔〕\d\s]{0,12}",
)
BACKUP_FOLDER = Known(
    "backup.folder",
    "",
    Group.BACKUP,
    N_("Folder for backups"),
    N_("Better on another disk. Left empty, backups lie in the office's own folder."),
    longest=1000,
)
BACKUP_DAILY = Known(
    "backup.daily",
    True,
    Group.BACKUP,
    N_("Back up every day"),
    N_("At the first start of each day, and checked by restoring it to a temporary folder."),
)
BACKUP_KEEP = Known(
    "backup.keep",
    14,
    Group.BACKUP,
    N_("Daily backups to keep"),
    N_("Older daily backups are removed. Those made by hand, before upgrades and before a restore are never removed."),
    lowest=2,
    highest=365,
)
PRIVACY_NOTICE = Known(
    "privacy.notice",
    "",
    Group.PRIVACY,
    N_("Privacy notice"),
    N_("Shown to everybody at the first sign-in. Left empty, the text of the program is shown."),
    longest=20_000,
)
# Source: Personal Information Protection Law, articles 7, 13, 17 and 35: state organs inform of purpose, kind and storage.
NOTICE = N_(
    "This program records your name, unit, post, what you learned here and your examination results. Your office uses them "
    "only to organise training, to examine and to certify. They stay on the machines of your office and are not sent anywhere; "
    "ID and telephone numbers are kept encrypted and shown masked. Whoever looks at or changes them is recorded. You may ask "
    "your office to see your data and to have mistakes corrected. This system is not for secrets: never enter or process state "
    "secrets here."
)
IS_DEMO = Known("home.is_demo", False)
HOME_ID = Known("home.id", "")
CREATED_AT = Known("home.created_at", "")
DAILY_BACKUP_ON = Known("backup.last_daily_on", "")

KNOWN: Mapping[str, Known[Any]] = {one.key: one for one in list(globals().values()) if isinstance(one, Known)}


def read(uow: UnitOfWork, known: Known[T]) -> T:
    """Give a setting inside a transaction."""
    return uow.settings.read(known.key, known.default)


def get(office: Office, known: Known[T]) -> T:
    """Give one setting."""
    with office.database.read() as uow:
        return read(uow, known)


def get_all(office: Office) -> dict[str, Any]:
    """Give every setting that the settings page shows, with defaults filled in."""
    with office.database.read() as uow:
        written = uow.settings.everything()
    return {key: written.get(key, known.default) for key, known in KNOWN.items() if known.group is not Group.INTERNAL}


def notice_text(office: Office) -> str:
    """Give the privacy notice: the office's own, or the program's in the language in force."""
    return get(office, PRIVACY_NOTICE) or t(NOTICE)


def change_settings(office: Office, actor: Actor, values: Mapping[str, Any]) -> tuple[dict[str, Any], Changes]:
    """Change several settings at once; all or none.

    Args:
        values: by key; texts from a form are converted.

    Returns:
        The values that really changed.

    Raises:
        Refusal: ``no_right``, ``setting_unknown``, ``setting_invalid``, ``bands_out_of_order``.
    """
    require(actor, Right.MANAGE_SETTINGS)
    checked: dict[str, Any] = {}
    for key, value in values.items():
        known = KNOWN.get(key)
        if known is None or known.group is Group.INTERNAL:
            raise Refusal("setting_unknown", key=key)
        checked[key] = checked_value(known, value)
    now = office.clock.now()
    with office.database.write() as uow:
        changed = {key: value for key, value in checked.items() if read(uow, KNOWN[key]) != value}
        for key, value in changed.items():
            uow.settings.write(key, value, now)
        _check_bands(uow)
        if changed:
            uow.audit.append(
                home_id=office.home_id,
                at=now,
                actor_id=actor.cadre_id,
                action="settings.changed",
                facts={"keys": sorted(changed)},
            )
    return changed, Changes.of(Area.SETTINGS)


def checked_value(known: Known[T], value: Any) -> T:
    """Convert and check a value for a setting.

    Raises:
        Refusal: ``setting_invalid`` with the setting's key, label and the value.
    """
    bad = Refusal("setting_invalid", key=known.key, label=known.label, value=str(value))
    result: Any
    try:
        if isinstance(known.default, bool):
            result = _bool(value)
        elif isinstance(known.default, int):
            result = int(str(value).strip())
        elif known.is_exact:
            result = _exact(value)
        else:
            result = str(value).strip()
    except (ValueError, InvalidOperation) as error:
        raise bad from error
    if isinstance(known.default, str) and not known.is_exact:
        if len(result) > known.longest or (known.pattern and not re.fullmatch(known.pattern, result)):
            raise bad
    elif not isinstance(known.default, bool):
        number = Decimal(result)
        if (known.lowest is not None and number < known.lowest) or (
            known.highest is not None and number > known.highest
        ):
            raise bad
    if known.choices and result not in {choice for choice, _ in known.choices}:
        raise bad
    return cast("T", result)


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"true", "1", "yes", "on", "是"}:
        return True
    if text in {"false", "0", "no", "off", "否"}:
        return False
    raise ValueError(text)


def _exact(value: Any) -> str:
    number = Decimal(str(value).strip())
    if not number.is_finite() or number != round(number, 2):
        raise ValueError(value)
    # 60.00 and 60 are the same mark and must be stored alike.
    return format(number.normalize(), "f")


def _check_bands(uow: UnitOfWork) -> None:
    marks = [Decimal(read(uow, known)) for known in (PASS_MARK, BAND_GOOD, BAND_EXCELLENT)]
    if marks != sorted(marks):
        raise Refusal("bands_out_of_order")
