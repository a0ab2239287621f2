"""Every page of the program, by id: where it stands in the rail, who sees it, which module builds it.

A page's module is imported when the page is first opened and offers ``build(context: PageContext) -> Page``.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from trainer.domain.people.roles import Actor, Role
from trainer.wording import N_

if TYPE_CHECKING:
    from trainer.ui.page import Page, PageContext


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page.

    Attributes:
        page_id: ``group.name``; stable, also the name of its help page and of its picture in the tour.
        group: where it stands in the rail; see :data:`GROUPS`.
        title: English source sentence.
        icon: file name in ``resources/icons``.
        roles: holders of any of these see it.
        module: imported on first use.
        in_rail: reached from the rail; else from another page.
    """

    page_id: str
    group: str
    title: str
    icon: str
    roles: frozenset[Role]
    module: str
    in_rail: bool = True

    def may_open(self, actor: Actor) -> bool:
        """Tell whether somebody sees this page."""
        return actor.is_everybody or any(actor.has(role) for role in self.roles)

    @property
    def exists(self) -> bool:
        """Whether its module is there."""
        return _is_there(self.module)

    def build(self, context: PageContext) -> Page:
        """Import the module and make the page."""
        page: Page = importlib.import_module(self.module).build(context)
        return page


GROUPS: Final[dict[str, str]] = {
    "learner": N_("My learning"),
    "leader": N_("My unit"),
    "training_office": N_("Training office"),
    "author": N_("Question bank"),
    "examiner": N_("Examinations"),
    "certificates": N_("Certificates"),
    "oversight": N_("Oversight"),
    "administrator": N_("System"),
}

_LEARNER = frozenset({Role.LEARNER})
_OFFICE = frozenset({Role.CLASS_ADMIN})
_PEOPLE = frozenset({Role.CLASS_ADMIN, Role.ADMINISTRATOR})
_AUTHOR = frozenset({Role.AUTHOR})
_BANK = frozenset({Role.AUTHOR, Role.EXAMINER})
_EXAMINER = frozenset({Role.EXAMINER})
_CERTIFICATES = frozenset({Role.CERTIFICATE_OFFICER})
_LEADER = frozenset({Role.UNIT_LEADER})
_ADMIN = frozenset({Role.ADMINISTRATOR})
_LOG = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
_OVERSIGHT = frozenset({Role.SUPERVISOR})


def _spec(
    page_id: str, group: str, title: str, icon: str, roles: frozenset[Role], module: str, *, in_rail: bool = True
) -> PageSpec:
    return PageSpec(page_id, group, title, icon, roles, f"trainer.ui.{module}", in_rail)


PAGES: Final[tuple[PageSpec, ...]] = (
    _spec("learner.home", "learner", N_("Home"), "house", _LEARNER, "learner.home_page"),
    _spec("learner.lessons", "learner", N_("Lessons"), "book-open", _LEARNER, "learner.lessons_page"),
    _spec("learner.reader", "learner", N_("Reader"), "book-open-text", _LEARNER, "learner.reader_page", in_rail=False),
    _spec("learner.practice", "learner", N_("Practice"), "pencil-line", _LEARNER, "learner.practice_page"),
    _spec("learner.wrong_book", "learner", N_("Wrong answers"), "notebook-pen", _LEARNER, "learner.wrong_book_page"),
    _spec("learner.exams", "learner", N_("My examinations"), "file-check", _LEARNER, "learner.exams_page"),
    _spec("learner.sitting", "learner", N_("Sitting"), "timer", _LEARNER, "learner.sitting_page", in_rail=False),
    _spec("learner.result", "learner", N_("Result"), "badge-check", _LEARNER, "learner.result_page", in_rail=False),
    _spec("learner.review", "learner", N_("Paper review"), "eye", _LEARNER, "learner.review_page", in_rail=False),
    _spec("learner.certificates", "learner", N_("My certificates"), "award", _LEARNER, "learner.certificates_page"),
    _spec("learner.self", "learner", N_("My own data"), "user-round", _LEARNER, "learner.self_page"),
    _spec("leader.dashboard", "leader", N_("Progress of my unit"), "gauge", _LEADER, "leader.dashboard_page"),
    _spec(
        "office.dashboard", "training_office", N_("Overview"), "chart-column", _OFFICE, "training_office.dashboard_page"
    ),
    _spec("office.units", "training_office", N_("Units"), "folder-tree", _PEOPLE, "training_office.units_page"),
    _spec("office.cadres", "training_office", N_("Cadres"), "users-round", _PEOPLE, "training_office.cadres_page"),
    _spec(
        "office.roster_import",
        "training_office",
        N_("Import a roster"),
        "import",
        _PEOPLE,
        "training_office.roster_import_page",
    ),
    _spec("office.plans", "training_office", N_("Plans"), "target", _OFFICE, "training_office.plans_page"),
    _spec(
        "office.plan_edit",
        "training_office",
        N_("Edit a plan"),
        "square-pen",
        _OFFICE,
        "training_office.plan_edit_page",
        in_rail=False,
    ),
    _spec(
        "office.residual",
        "training_office",
        N_("Still to train"),
        "list-todo",
        _OFFICE | _LEADER | _OVERSIGHT,
        "training_office.residual_page",
    ),
    _spec("author.bank", "author", N_("Browse questions"), "library", _BANK, "author.bank_page"),
    _spec("author.edit", "author", N_("Write a question"), "square-pen", _AUTHOR, "author.edit_page", in_rail=False),
    _spec("author.import", "author", N_("Import questions"), "import", _AUTHOR, "author.import_page"),
    _spec("author.export", "author", N_("Export questions"), "file-down", _BANK, "author.export_page"),
    _spec("author.review", "author", N_("Review"), "message-square-text", _BANK, "author.review_page"),
    _spec("author.versions", "author", N_("Versions"), "git-compare", _BANK, "author.versions_page", in_rail=False),
    _spec("author.health", "author", N_("State of the bank"), "scan-search", _BANK, "author.health_page"),
    _spec("examiner.exams", "examiner", N_("Examinations"), "calendar-check", _EXAMINER, "examiner.exams_page"),
    _spec(
        "examiner.exam_edit",
        "examiner",
        N_("Edit an examination"),
        "square-pen",
        _EXAMINER,
        "examiner.exam_edit_page",
        in_rail=False,
    ),
    _spec("examiner.results", "examiner", N_("Results"), "clipboard-check", _EXAMINER, "examiner.results_page"),
    _spec(
        "certificates.issue",
        "certificates",
        N_("Issue certificates"),
        "stamp",
        _CERTIFICATES,
        "certificate_office.issue_page",
    ),
    _spec(
        "certificates.register",
        "certificates",
        N_("Certificate register"),
        "scroll-text",
        _CERTIFICATES,
        "certificate_office.register_page",
    ),
    _spec("oversight.progress", "oversight", N_("Progress"), "chart-line", _OVERSIGHT, "oversight.progress_page"),
    _spec("admin.accounts", "administrator", N_("Accounts"), "key-round", _ADMIN, "administrator.accounts_page"),
    _spec("admin.roles", "administrator", N_("Roles"), "user-cog", _ADMIN, "administrator.roles_page"),
    _spec("admin.settings", "administrator", N_("Settings"), "settings-2", _ADMIN, "administrator.settings_page"),
    _spec(
        "admin.backup",
        "administrator",
        N_("Backup and restore"),
        "database-backup",
        _ADMIN,
        "administrator.backup_page",
    ),
    _spec("admin.log", "administrator", N_("Audit log"), "scroll-text", _LOG, "administrator.log_page"),
    _spec("admin.doctor", "administrator", N_("Health check"), "stethoscope", _ADMIN, "administrator.doctor_page"),
)

# Pages before anybody has signed in; they are built by the frame, not from the rail.
ENTRY_PAGES: Final[dict[str, str]] = {
    "entry.sign_in": N_("Sign in"),
    "entry.activation": N_("First sign-in"),
    "entry.notice": N_("What this program keeps about you"),
    "entry.first_run": N_("Set up"),
}

_BY_ID: Final = {spec.page_id: spec for spec in PAGES}


def page(page_id: str) -> PageSpec:
    """Give a page by its id.

    Raises:
        KeyError: no such page.
    """
    return _BY_ID[page_id]


def rail_for(actor: Actor) -> Iterator[tuple[str, list[PageSpec]]]:
    """Give the groups of the rail with the pages somebody sees; empty groups are left out."""
    for group in GROUPS:
        seen = [spec for spec in PAGES if spec.group == group and spec.in_rail and spec.may_open(actor) and spec.exists]
        if seen:
            yield group, seen


@lru_cache(maxsize=64)
def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
