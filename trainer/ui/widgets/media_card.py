"""A sound or video of a question: played here where the media extra is installed, else by the system's own player."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from trainer.ui.theme import Column, Row, bind_icon, bind_size
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.buttons import PlainButton
from trainer.ui.widgets.text import Label
from trainer.wording import t

_KEPT_S: Final = 86_400.0


@lru_cache(maxsize=1)
def can_play() -> bool:
    """Tell whether sounds and videos can be played within the window."""
    return importlib.util.find_spec("PySide6.QtMultimedia") is not None


class MediaCard(QFrame):
    """One recording.

    Args:
        attached: what it is found in; says whether another program may be opened.
        name: of the attachment.
        words: what it is, for people.
    """

    def __init__(self, attached: Attached, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._attached, self._name = attached, name
        self._player: Any = None
        found = attached.find(name)
        self._is_video = found is not None and found.media_type.startswith("video/")
        whole = Column(self, gap=8, margins=(16, 10, 16, 10))
        row = Row(gap=12)
        sign = QLabel()
        bind_icon(sign, "play", "primary", 24)
        row.addWidget(sign)
        text = Column(gap=0)
        text.addWidget(Label(words or name, "body_strong"))
        text.addWidget(Label(t("Video") if self._is_video else t("Sound recording"), "caption"))
        row.addLayout(text, 1)
        self.button: PlainButton | None = None
        self.note = Label("", "caption", "warn")
        self.note.hide()
        if can_play():
            self.button = PlainButton(t("Play"), "play", self._on_play)
        elif attached.outside is not None:
            self.button = PlainButton(t("Open with the system's player"), "play", self._on_open)
        else:
            self._say(t("This computer cannot play recordings here. Please tell the person in charge."))
        if self.button is not None:
            row.addWidget(self.button)
        whole.addLayout(row)
        whole.addWidget(self.note)
        self._whole = whole
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        bind_size(self, min_width=320)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()

    def _on_open(self) -> None:
        content, folder = self._attached.content(self._name), self._attached.outside
        if content is None or folder is None:
            self._say(t("The recording is missing."))
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear(folder)
            copy = folder / Path(self._name).name
            copy.write_bytes(content)
        except OSError:
            self._say(t("The recording could not be written for the player. Is the disk full?"))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._say(t("No program opened the recording. It lies at {path}.", path=str(copy)))

    def _on_play(self) -> None:
        if self._player is None:
            self._make_player()
        player, button = self._player, self.button
        if player is None or button is None:
            return
        playing = player.PlaybackState.PlayingState
        if player.playbackState() == playing:
            player.pause()
        else:
            player.play()

    def _make_player(self) -> None:
        content = self._attached.content(self._name)
        if content is None:
            self._say(t("The recording is missing."))
            return
        media = importlib.import_module("PySide6.QtMultimedia")
        player = media.QMediaPlayer(self)
        player.setAudioOutput(media.QAudioOutput(self))
        if self._is_video:
            widgets = importlib.import_module("PySide6.QtMultimediaWidgets")
            screen = widgets.QVideoWidget(self)
            bind_size(screen, min_height=240)
            self._whole.addWidget(screen)
            player.setVideoOutput(screen)
        buffer = QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(buffer, QUrl(self._name))
        player.playbackStateChanged.connect(self._on_state)
        self._player = player

    def _on_state(self) -> None:
        if self.button is not None and self._player is not None:
            is_playing = self._player.playbackState() == self._player.PlaybackState.PlayingState
            self.button.set_text(t("Pause") if is_playing else t("Play"))


def _clear(folder: Path) -> None:
    """Remove copies that were opened long ago; one that a player still holds stays."""
    too_old = time.time() - _KEPT_S
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            if file.is_file() and file.stat().st_mtime < too_old:
                file.unlink()
