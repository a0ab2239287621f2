"""How much may be computed for one file: rules of strangers must not hold up an import."""

from __future__ import annotations

from trainer.adapters.interchange.questions.qti.model import UnscorableError

# A long item of an author takes some thousands.
_STEPS_OF_ITEM = 200_000
_ORDINARY = 400


class Budget:
    """Steps that may be spent on the rules of one file, and of one item of it; endless ones must not hold up an import.

    Args:
        steps: for the whole file.
    """

    __slots__ = ("_item", "left")

    def __init__(self, steps: int) -> None:
        self.left = steps
        self._item = _STEPS_OF_ITEM

    def begin(self) -> None:
        """Begin another item; what an ordinary one takes is not counted."""
        self._item = _STEPS_OF_ITEM
        self.left += _ORDINARY

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            UnscorableError: none are left.
        """
        self.left -= steps
        self._item -= steps
        if self.left < 0 or self._item < 0:
            raise UnscorableError("responseProcessing")
