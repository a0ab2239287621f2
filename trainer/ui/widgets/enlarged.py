"""A picture of a question as large as the window lets it be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from trainer.ui.theme import Column, Row, theme
from trainer.ui.widgets.buttons import PlainButton
from trainer.ui.widgets.text import Label
from trainer.wording import t


class _Sheet(QWidget):
    """Draws a picture into its middle, on white."""

    def __init__(self, image: QImage, words: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.fillRect(box, Qt.GlobalColor.white)
        painter.drawImage(box, self._image)
        painter.end()


class Enlarged(QDialog):
    """One picture; Esc, Enter and a press close it."""

    def __init__(self, parent: QWidget, image: QImage, words: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(words or t("Picture"))
        self.setModal(True)
        whole = Column(self, gap=12, margins=16)
        whole.addWidget(_Sheet(image, words), 1)
        foot = Row(gap=12)
        foot.addWidget(Label(words, "body", "quiet"), 1)
        self.close_button = PlainButton(t("Close"), "x", self.accept)
        foot.addWidget(self.close_button)
        whole.addLayout(foot)
        window = parent.window()
        self.resize(window.width() - theme().px(64), window.height() - theme().px(64))
        self.close_button.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.accept()
            return
        super().keyPressEvent(event)


def enlarge(parent: QWidget, image: QImage, words: str) -> Enlarged:
    """Show a picture over the window; returns at once."""
    dialog = Enlarged(parent, image, words)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
