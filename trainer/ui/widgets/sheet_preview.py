"""A finished PDF on the screen, page by page, as it will come out of the printer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolButton, QWidget

from trainer.ui.tasks import Runner
from trainer.ui.theme import Column, Row, bind_icon, theme
from trainer.ui.widgets.text import Label
from trainer.wording import t


class _Sheet(QWidget):
    """One page, drawn on a hairline-edged sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.picture.deviceIndependentSize().toSize() if self.picture is not None else QSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture)
        painter.setPen(QPen(theme().color("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class SheetPreview(QWidget):
    """Pages of a PDF, one at a time, drawn beside the window.

    Args:
        runner: draws the pages on a working thread.
        name: what a screen reader says.
    """

    def __init__(self, runner: Runner, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pdf = b""
        self._page = 0
        self._pages = 0
        self._drawn_width = 0
        self.setAccessibleName(name or t("Preview"))
        whole = Column(self, gap=8)
        self._area = QScrollArea()
        # Always there: a bar that appears after the page was drawn would cut it at the right.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet = _Sheet()
        self._area.setWidget(self._sheet)
        self._area.viewport().installEventFilter(self)
        whole.addWidget(self._area, 1)
        foot = Row(gap=8)
        self._before = self._arrow("chevron-left", t("Previous page"), -1)
        self._after = self._arrow("chevron-right", t("Next page"), 1)
        self._where = Label("", "caption", wrap=False)
        foot.addStretch(1)
        foot.addWidget(self._before)
        foot.addWidget(self._where)
        foot.addWidget(self._after)
        foot.addStretch(1)
        whole.addLayout(foot)
        self._show_place()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF from its first page; empty bytes show nothing."""
        self._pdf, self._page, self._pages, self._drawn_width = pdf, 0, 0, 0
        self._sheet.picture = None
        self._sheet.adjustSize()
        self._draw()

    @property
    def page_count(self) -> int:
        """Pages of the PDF shown; 0 before the first is drawn."""
        return self._pages

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The viewport's own change counts: at the preview's it still has its old width.
        if watched is self._area.viewport() and event.type() is QEvent.Type.Resize:
            self._on_resized()
        return super().eventFilter(watched, event)

    def _on_resized(self) -> None:
        # Drawn anew only when the width really changed; the old picture stays until then.
        if self._drawn_width and abs(self._width() - self._drawn_width) > theme().px(16):
            self._draw()

    def _width(self) -> int:
        return max(200, self._area.viewport().width() - 2)

    def _draw(self) -> None:
        if not self._pdf:
            self._show_place()
            return
        pdf, page = self._pdf, self._page
        ratio = self.devicePixelRatioF()
        self._drawn_width = self._width()
        width = round(self._drawn_width * ratio)

        def work() -> tuple[int, int, tuple[int, int, bytes]]:
            from trainer.services import page_images

            return page, page_images.page_count(pdf), page_images.page_image(pdf, page, width)

        self._runner.run(work, self._on_drawn, owner=self, title=t("Drawing the page"))

    def _on_drawn(self, drawn: tuple[int, int, tuple[int, int, bytes]]) -> None:
        page, pages, (wide, high, rgb) = drawn
        if page != self._page:
            return
        self._pages = pages
        image = QImage(rgb, wide, high, 3 * wide, QImage.Format.Format_RGB888)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._sheet.picture = picture
        self._sheet.adjustSize()
        self._sheet.resize(self._sheet.sizeHint())
        self._show_place()

    def _arrow(self, icon: str, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        bind_icon(button, icon, "ink", 20)
        button.setProperty("by", by)
        button.clicked.connect(self._on_arrow)
        return button

    def _on_arrow(self) -> None:
        button = self.sender()
        if button is None:
            return
        to = self._page + int(button.property("by"))
        if 0 <= to < self._pages:
            self._page = to
            self._draw()

    def _show_place(self) -> None:
        for widget in (self._before, self._where, self._after):
            widget.setVisible(self._pages > 1)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page < self._pages - 1)
        self._where.setText(t("Page {n} of {total}", n=self._page + 1, total=self._pages))
