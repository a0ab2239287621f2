"""Multiple choice: any number of rows is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.ui.widgets.questions.base import indices
from trainer.ui.widgets.questions.choices import Choices


class Multiple(Choices):
    """``{"choices": [0, 2]}``."""

    takes_several = True

    def response(self) -> dict[str, Any]:
        return {"choices": sorted(self.chosen)} if self.chosen else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        self.chosen = set(indices(response.get("choices"), len(self.rows)))
        self.show_chosen()
