"""What the program thinks of this machine and this home."""

from __future__ import annotations

from trainer.services.doctor import Report, examine
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets import Card
from trainer.ui.widgets.text import Label
from trainer.wording import t


class DoctorPage(Page):
    """A line for each thing that was looked at, what is wrong first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.doctor",
            t("Health check"),
            t("Machine, fonts, database, log, keys, disk and clock. Whatever needs a hand stands first."),
            max_width=860,
        )
        self.card = Card()
        self.lines = Column(gap=16)
        self.card.body.addLayout(self.lines)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.set_primary(t("Check again"), self.refresh, "refresh-cw")

    def refresh(self) -> None:
        office = self.context.office
        database = office.database
        url = None if database.is_sqlite else database.url.render_as_string(hide_password=False)
        self.run_long(lambda _p: examine(office.home, url, office.clock), self._show, title=t("Checking"))

    def _show(self, report: Report) -> None:
        while self.lines.count():
            item = self.lines.takeAt(0)
            layout = item.layout() if item is not None else None
            while layout is not None and layout.count():
                inner = layout.takeAt(0)
                widget = inner.widget() if inner is not None else None
                if widget is not None:
                    widget.deleteLater()
        for check in sorted(report.checks, key=lambda one: one.is_ok):
            line = Row(gap=12)
            sign = Label("", "body", wrap=False)
            bind_icon(sign, "circle-check" if check.is_ok else "triangle-alert", "good" if check.is_ok else "bad", 22)
            words = Label(check.message, "body", "" if check.is_ok else "bad")
            sign.setAccessibleName(t("all right") if check.is_ok else t("needs a hand"))
            line.addWidget(sign)
            line.addWidget(words, 1)
            self.lines.addLayout(line)
        if report.is_ok:
            self.tell(t("Everything that was looked at is all right."))


def build(context: PageContext) -> Page:
    """Make the page."""
    return DoctorPage(context)
