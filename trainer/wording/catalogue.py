"""Look up sentences in the language of the program.

Catalogues are compiled from ``.po`` once, at set-up, into the cache folder; where that was not done (a read-only
install, a fresh checkout in a test) they are compiled when first needed.
"""

from __future__ import annotations

import gettext
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from trainer.platform import paths

LANGUAGES: Final = ("zh", "en")

_loaded: dict[str, gettext.NullTranslations] = {}
_language = "zh"
_here = threading.local()  # a document may be drawn in its own language while the window speaks another


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogues without translating it here."""
    return sentence


def set_language(language: str) -> None:
    """Choose the language of everything said from now on.

    Raises:
        ValueError: a language the program does not speak.
    """
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def current_language() -> str:
    """Give the language in force: ``zh`` or ``en``."""
    spoken: str = getattr(_here, "language", _language)
    return spoken


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak another language for a while in this thread only, for a document that has its own.

    Raises:
        ValueError: a language the program does not speak.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    before = getattr(_here, "language", None)
    _here.language = language
    try:
        yield
    finally:
        if before is None:
            del _here.language
        else:
            _here.language = before


def t(sentence: str, /, **facts: Any) -> str:
    """Say a sentence, with its named placeholders filled in.

    Args:
        sentence: the English sentence, for example ``"{name} has passed"``.
        facts: values of the placeholders.
    """
    said = _catalogue().gettext(sentence)
    return said.format(**facts) if facts else said


def tn(one: str, many: str, n: int, /, **facts: Any) -> str:
    """Say a sentence with a count in it; ``{n}`` is the count."""
    return _catalogue().ngettext(one, many, n).format(n=n, **facts)


def _catalogue() -> gettext.NullTranslations:
    language = current_language()
    found = _loaded.get(language)
    if found is None:
        found = _loaded[language] = _load(language)
    return found


def _load(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    from trainer.wording.mo_file import MoFile

    return MoFile(compiled_catalogue(language))


def compiled_catalogue(language: str) -> Path:
    """Give the compiled catalogue of a language, compiling it where it is missing or older than its sources."""
    sources = sorted((paths.shipped("resources") / "translations" / language).glob("*.po"))
    target = paths.cache_dir() / f"wording-{language}.mo"
    newest = max((source.stat().st_mtime_ns for source in sources), default=0)
    if not target.is_file() or target.stat().st_mtime_ns < newest:
        from trainer.wording.compile import compile_catalogue

        compile_catalogue(sources, target, language)
    return target
