"""True or false: two rows, never mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.ui.widgets.questions.choices import Choices
from trainer.wording import t


class Judge(Choices):
    """``{"answer": true}``."""

    def build(self) -> None:
        self.order = [0, 1]
        super().build()

    def texts(self) -> Sequence[str]:
        return [t("True"), t("False")]

    def response(self) -> dict[str, Any]:
        return {"answer": 0 in self.chosen} if self.chosen else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        answer = response.get("answer")
        self.chosen = {0 if answer else 1} if isinstance(answer, bool) else set()
        self.show_chosen()

    def judge(self) -> None:
        for place, row in enumerate(self.rows):
            row.judge(is_right=(place == 0) is self.question.answer, is_own=place in self.chosen, why=None)
