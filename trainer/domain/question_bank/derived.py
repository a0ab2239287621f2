"""The state of everything that is worked out from a wording and kept beside it: line, gist, lesson, words of the index.

A module of its own because every start asks for it, and nothing else of the room is needed for that.
"""

from __future__ import annotations

# Raised by whoever changes ``prepared``, ``search_words``, ``kinds.texts`` or ``likeness.gist`` so that an old wording would
# give something else; what banks keep is then worked out again at their next start.
VERSION = "1"
