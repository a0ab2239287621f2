"""Single choice: one row is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.ui.widgets.questions.base import is_index
from trainer.ui.widgets.questions.choices import Choices


class Single(Choices):
    """``{"choice": 2}``."""

    def response(self) -> dict[str, Any]:
        return {"choice": next(iter(self.chosen))} if self.chosen else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        choice = response.get("choice")
        self.chosen = {choice} if is_index(choice, len(self.rows)) else set()
        self.show_chosen()
