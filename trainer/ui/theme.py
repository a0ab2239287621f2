"""The look: tokens become fonts, colours, sizes, icons and one style sheet.

Widgets never name a colour or a size. They say ``theme().px(40)``, ``theme().color("primary")``, ``theme().font("lead")``
or carry a ``type`` property that the style sheet knows. Fixed sizes, icons and gaps that must follow a change of the text
size are bound once (:func:`bind_icon`, :func:`bind_size`, :class:`Column`, :class:`Row`) and keep themselves up to date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout, QLabel, QWidget

from trainer.platform import paths

SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
MODES: Final = ("light", "dark", "contrast")

# What large print never goes below, and the scale it starts at.
LARGE_PRINT_SCALE: Final = 1.5

# What the first paint shows, and what only later pages do.
# Each face costs 5 ms before the first paint; a bold one is drawn from its regular for one frame.
_FIRST_FACES: Final = ("NotoSansSC-Regular.ttf", "NotoSerifSC-Regular.ttf")
_LATER_FACES: Final = ("NotoSerifSC-Bold.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")


class Theme(QObject):
    """Tokens, resolved for the text size and colour set in force. Child of the application.

    Signals:
        changed: text size, colour set or large print changed; the style sheet has already been applied.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._tokens: dict[str, Any] = json.loads((_styles() / "tokens.json").read_text("utf-8"))
        self._template = (_styles() / "window.qss").read_text("utf-8")
        self._scale = 1.0
        self._mode = "light"
        self._is_large_print = False
        self._icons: dict[tuple[str, str, int], QPixmap] = {}
        self._holds_icons = False
        for name in _FIRST_FACES:
            _load_face(name)

    # -- what is in force

    @property
    def scale(self) -> float:
        """Text size in force, 1.0 to 2.0."""
        return max(self._scale, LARGE_PRINT_SCALE) if self._is_large_print else self._scale

    @property
    def mode(self) -> str:
        """Colour set: ``light``, ``dark`` or ``contrast``."""
        return self._mode

    @property
    def is_large_print(self) -> bool:
        """Large print: bigger controls, no motion, a text size of at least 150 %."""
        return self._is_large_print

    @property
    def motion_ms(self) -> int:
        """Length of any motion; 0 means none."""
        return 0 if self._is_large_print else 120

    def set_up(self, *, scale: float = 1.0, mode: str = "light", is_large_print: bool = False) -> None:
        """Choose everything at once and apply it."""
        self._scale = min(max(scale, SCALES[0]), SCALES[-1])
        self._mode = mode if mode in MODES else MODES[0]
        self._is_large_print = is_large_print
        self.apply()

    def set_scale(self, scale: float) -> None:
        """Change the text size; every open page follows at once."""
        self.set_up(scale=scale, mode=self._mode, is_large_print=self._is_large_print)

    def set_mode(self, mode: str) -> None:
        """Change the colour set."""
        self.set_up(scale=self._scale, mode=mode, is_large_print=self._is_large_print)

    def set_large_print(self, on: bool) -> None:
        """Switch large print on or off."""
        self.set_up(scale=self._scale, mode=self._mode, is_large_print=on)

    # -- measures

    def px(self, size: float) -> int:
        """Give a size that grows with the text: control heights, column widths, icons."""
        return round(size * self.scale)

    def gap(self, size: float) -> int:
        """Give a distance: grows half as fast as the text, so that 200 % still fits on a small screen."""
        return round(size * (1 + (self.scale - 1) / 2))

    def number(self, token: str) -> float:
        """Give a plain number of the token file, for example ``rail_width``."""
        return float(self._tokens[token])

    @property
    def control_height(self) -> int:
        """Height of buttons and fields."""
        return self.px(44 if self._is_large_print else 36)

    @property
    def reading_width(self) -> int:
        """Width of the one column of reading text, in pixels."""
        return round(self.number("reading_column_characters") * self.px(self._tokens["type"]["reading"][0]))

    @property
    def reading_line_height(self) -> float:
        """Line height of reading text as a multiple of the character size."""
        return float(self._tokens["line_height"]["reading"])

    def font(self, role: str) -> QFont:
        """Give the font of a role: caption, body, lead, section, page, key, tile, reading ...; see ``tokens.json``."""
        size, family, weight = self._tokens["type"][role]
        font = QFont()
        font.setFamilies(self._tokens["families"][family])
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def color(self, role: str) -> QColor:
        """Give a colour by its role: ink, quiet, primary, good ...; see ``tokens.json``."""
        return QColor(self._tokens["colors"][self._mode][role])

    def hex(self, role: str) -> str:
        """Give a colour for HTML and SVG: ``#1F5F7A``."""
        return str(self._tokens["colors"][self._mode][role])

    # -- icons

    def pixmap(self, name: str, role: str = "quiet", size: float = 20) -> QPixmap:
        """Draw an icon in a colour role.

        Args:
            name: file name in ``resources/icons`` without the ending.
            role: colour role.
            size: at 100 %.
        """
        edge = self.px(size)
        if self._holds_icons:
            empty = QPixmap(edge, edge)
            empty.fill(Qt.GlobalColor.transparent)
            return empty
        key = (name, self.hex(role), edge)
        found = self._icons.get(key)
        if found is None:
            found = self._icons[key] = _draw(name, self.hex(role), edge, self._app.devicePixelRatio())
        return found

    def icon(self, name: str, role: str = "quiet", size: float = 20) -> QIcon:
        """Give an icon for buttons and items; disabled it is drawn faint."""
        icon = QIcon(self.pixmap(name, role, size))
        icon.addPixmap(self.pixmap(name, "faint", size), QIcon.Mode.Disabled)
        return icon

    def hold_icons(self) -> None:
        """Leave the room of icons empty, so that the first paint does not wait for the reader of their files."""
        self._holds_icons = True

    # -- applying

    def apply(self) -> None:
        """Put palette, font and style sheet into force and tell everybody."""
        self._app.setFont(self.font("body"))
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def load_the_rest(self) -> None:
        """Load the faces that the first paint does without, and show the icons; safe to call again."""
        for name in _LATER_FACES:
            _load_face(name)
        if self._holds_icons:
            self._holds_icons = False
            self.changed.emit()

    def style_sheet(self) -> str:
        """Fill the template of ``resources/styles/window.qss``."""
        return _PLACEHOLDER.sub(self._fill, self._template)

    def _fill(self, match: re.Match[str]) -> str:
        kind, value = match.group(1), match.group(2)
        if kind == "px":
            return f"{self.px(float(value))}px"
        if kind == "gap":
            return f"{self.gap(float(value))}px"
        if kind == "type":
            size, family, weight = self._tokens["type"][value]
            families = ", ".join(f'"{name}"' for name in self._tokens["families"][family])
            return f"font-family: {families}; font-size: {self.px(size)}px; font-weight: {weight}"
        if kind == "height":
            return f"{self.control_height + float(value):.0f}px"
        if kind == "mark":
            return f'url("{(_styles() / f"{value}-{self._mode}.svg").as_posix()}")'
        return self.hex(value)

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "paper",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.Highlight: "wash",
            QPalette.ColorRole.HighlightedText: "ink",
            QPalette.ColorRole.Accent: "primary",
            QPalette.ColorRole.Link: "primary",
            QPalette.ColorRole.LinkVisited: "primary",
            QPalette.ColorRole.PlaceholderText: "faint",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.Mid: "line",
        }
        for place, role in roles.items():
            palette.setColor(place, self.color(role))
        for place in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.color("faint"))
        return palette


def theme() -> Theme:
    """Give the theme of the running application; made with plain light tokens where nobody set one up."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a QApplication is needed before the theme")
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if found is None:
        found = Theme(app)
        found.load_the_rest()
        found.apply()
    return found


# -- things that follow the text size by themselves


class _Bond(QObject):
    """Runs one function now and after each change of the theme. Child of the widget it serves."""

    def __init__(self, owner: QObject, act: Callable[[Theme], None]) -> None:
        super().__init__(owner)
        self._act = act
        theme().changed.connect(self._again)
        self._again()

    def _again(self) -> None:
        self._act(theme())


def bind(owner: QObject, act: Callable[[Theme], None]) -> None:
    """Run ``act(theme)`` now and whenever the theme changes, as long as ``owner`` lives."""
    _Bond(owner, act)


def bind_icon(target: QAbstractButton | QLabel, name: str, role: str = "quiet", size: float = 20) -> None:
    """Show an icon on a button or label and keep it in step; a second call replaces the first."""
    _let_go(target)
    _IconBond(target, name, role, size)


def unbind_icon(target: QAbstractButton) -> None:
    """Show no icon any more."""
    _let_go(target)
    target.setIcon(QIcon())


def _let_go(target: QWidget) -> None:
    for old in target.findChildren(_IconBond, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.setParent(None)
        old.deleteLater()


class _IconBond(QObject):
    """One icon on one button or label. Child of that widget."""

    def __init__(self, target: QAbstractButton | QLabel, name: str, role: str, size: float) -> None:
        super().__init__(target)
        self._target, self._name, self._role, self._size = target, name, role, size
        theme().changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        if self.parent() is None:
            return
        look = theme()
        if isinstance(self._target, QLabel):
            self._target.setPixmap(look.pixmap(self._name, self._role, self._size))
        else:
            self._target.setIcon(look.icon(self._name, self._role, self._size))
            edge = look.px(self._size)
            self._target.setIconSize(QSize(edge, edge))


def bind_size(
    widget: QWidget,
    *,
    width: float | None = None,
    height: float | None = None,
    min_width: float | None = None,
    max_width: float | None = None,
    min_height: float | None = None,
    max_height: float | None = None,
) -> None:
    """Give a widget sizes (at 100 %) that grow with the text."""

    def act(look: Theme) -> None:
        if width is not None:
            widget.setFixedWidth(look.px(width))
        if height is not None:
            widget.setFixedHeight(look.px(height))
        if min_width is not None:
            widget.setMinimumWidth(look.px(min_width))
        if max_width is not None:
            widget.setMaximumWidth(look.px(max_width))
        if min_height is not None:
            widget.setMinimumHeight(look.px(min_height))
        if max_height is not None:
            widget.setMaximumHeight(look.px(max_height))

    bind(widget, act)


class _Box(QBoxLayout):
    def __init__(
        self,
        direction: QBoxLayout.Direction,
        parent: QWidget | None,
        gap: float,
        margins: float | tuple[float, float, float, float],
    ) -> None:
        super().__init__(direction)
        if parent is not None:
            parent.setLayout(self)
        self._gap = gap
        self._around = (margins,) * 4 if isinstance(margins, int | float) else margins
        theme().changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        look = theme()
        self.setSpacing(look.gap(self._gap))
        left, top, right, bottom = self._around
        self.setContentsMargins(look.gap(left), look.gap(top), look.gap(right), look.gap(bottom))


class Column(_Box):
    """A vertical layout whose gap and margins (at 100 %) follow the text size."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: float = 8,
        margins: float | tuple[float, float, float, float] = 0,
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, parent, gap, margins)


class Row(_Box):
    """A horizontal layout whose gap and margins (at 100 %) follow the text size."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: float = 8,
        margins: float | tuple[float, float, float, float] = 0,
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent, gap, margins)


# -- files

_PLACEHOLDER: Final = re.compile(r"\$(px|gap|type|color|height|mark)\(([^)]+)\)")


def _styles() -> Path:
    return paths.shipped("resources") / "styles"


def _icons() -> Path:
    return paths.shipped("resources") / "icons"


@lru_cache(maxsize=16)
def _load_face(name: str) -> int:
    return QFontDatabase.addApplicationFont(str(paths.shipped("resources") / "fonts" / name))


@lru_cache(maxsize=256)
def _outline(name: str) -> str:
    return (_icons() / f"{name}.svg").read_text("utf-8")


def _draw(name: str, colour: str, edge: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    # Lucide draws on 24 with a stroke of 2; at 20 px a slightly thinner line sits better beside text.
    source = _outline(name).replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.8"')
    picture = QPixmap(round(edge * ratio), round(edge * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, edge * ratio, edge * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
