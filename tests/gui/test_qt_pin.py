"""The locked Qt does not lose references to None (6.12.0 did on Python 3.11, which ends in a crash)."""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage, QPainter


def test_painting_leaves_the_count_of_none_alone(qapp: object) -> None:
    picture = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    try:
        before = sys.getrefcount(None)
        for _ in range(200_000):
            painter.drawRect(1, 1, 2, 2)
        after = sys.getrefcount(None)
    finally:
        painter.end()
    assert abs(after - before) < 1000
