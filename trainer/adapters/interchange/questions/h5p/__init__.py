"""H5P files: question sets, single content types, and what other types hold inside them.

An ``.h5p`` file is an archive with ``h5p.json`` (which content type it is) and ``content/content.json`` (what the author filled in, after
the type's ``semantics.json``). ``reading`` walks it, ``kinds`` knows the types one by one. A type that asks nothing the bank could
hold is told by its name.

Source: H5P specification of the package format (h5p.org, "The .h5p specification"); semantics.json of each content type.
"""

from trainer.adapters.interchange.questions.h5p.reading import read

__all__ = ["read"]
