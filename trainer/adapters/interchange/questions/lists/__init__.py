"""Lists of questions in the Chinese manner, as plain text: pasted, saved as .txt, or taken out of Word.

A text goes through five steps: ``lines`` (numbered, with a shadow in which every width is one), ``looks`` (what each line
could be), ``blocks`` (which lines belong to one question, and where keys stand apart), ``contents`` (stem, choices, labels of
one block), and the ``*_builders`` (a question of its kind). Every step is one pass; expressions are bounded, so that time
grows with the length of the text only.

What is right is never guessed: a key that is missing, unreadable or contradicted by another makes a question unusable, with
a finding at its line. Everything else that was guessed (kind, cuts, variants) is a finding beside the usable question, and
so is every line that belongs to none. Refused: a model that "understands" layouts by scores; a teacher could not be told
why.
"""

from __future__ import annotations

from trainer.adapters.interchange.questions.lists.reader import read
from trainer.adapters.interchange.questions.lists.recogniser import Recognised, Recognition, recognise

__all__ = ["Recognised", "Recognition", "read", "recognise"]
