"""Tab goes on in the order in which things are read, also after parts were added, moved or changed for others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def keep_reading_order(root: QWidget) -> None:
    """Let Tab go through a widget in the order of its layouts; its first stop stays where it is among the others."""
    stops = list(stops_of(root))
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)


def keep_order_around(part: QWidget) -> None:
    """Do so for the whole form that a part stands on."""
    whole = part
    while (above := whole.parentWidget()) is not None and not whole.isWindow():
        if isinstance(above.parentWidget(), QScrollArea):
            break
        whole = above
    keep_reading_order(whole)


def stops_of(widget: QWidget) -> Iterator[QWidget]:
    """Give what Tab stops at, seen or not, in the order of layouts."""
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from stops_of(inside)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from stops_of(part)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif (layout := widget.layout()) is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inside, widget = item.layout(), item.widget()
        if widget is not None:
            yield from stops_of(widget)
        elif inside is not None:
            yield from _stops_in(inside)
