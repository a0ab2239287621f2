"""QTI of every version: questions in the standard of 1EdTech (formerly IMS Global), read and written.

QTI 1.2 (``old_*``) and 2.0 to 3.0 are two languages; both are read into one ``model.Item``, whose rules are not recognised but
tried (``probing``), and ``building`` makes a question of it. ``writing`` writes packages of 2.1, 2.2 and 3.0. What QTI cannot say
travels beside it in the manifest (``own_data``).

Refused: a table of the forms in which programs write their rules; there is no end to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trainer.adapters.interchange.questions.qti.reading import read
from trainer.domain.question_bank.question import Question

__all__ = ["loses", "read", "refuses", "write_21", "write_22", "write_30"]

_Media = Callable[[str], bytes | None]


def write_21(questions: Sequence[Question], media: _Media, title: str) -> bytes:
    """Write a package of QTI 2.1.

    Args:
        questions: those that :func:`refuses` lets pass.
        media: bytes of an attachment by its digest; None where they are lost.
        title: of the package.
    """
    from trainer.adapters.interchange.questions.qti.writing import dialects, packages

    return packages.write_package(questions, media, title, dialects.QTI_21)


def write_22(questions: Sequence[Question], media: _Media, title: str) -> bytes:
    """Write a package of QTI 2.2; see :func:`write_21`."""
    from trainer.adapters.interchange.questions.qti.writing import dialects, packages

    return packages.write_package(questions, media, title, dialects.QTI_22)


def write_30(questions: Sequence[Question], media: _Media, title: str) -> bytes:
    """Write a package of QTI 3.0; see :func:`write_21`."""
    from trainer.adapters.interchange.questions.qti.writing import dialects, packages

    return packages.write_package(questions, media, title, dialects.QTI_30)


def refuses(question: Question) -> str:
    """Say why QTI cannot hold a question; empty where it can."""
    from trainer.adapters.interchange.questions.qti.writing import limits

    return limits.refuses(question)


def loses(question: Question) -> tuple[str, ...]:
    """Say what other programs will not see of a question; this program reads all of it back."""
    from trainer.adapters.interchange.questions.qti.writing import limits

    return limits.loses(question)
