"""A proof before an export: the words that would be written are recognised, and compared with the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer.adapters.interchange.questions.chinese.signs import clean
from trainer.adapters.interchange.questions.lists.lines import FIRST_INLINE, Inline, Line, Mark, RichText, line_of
from trainer.adapters.interchange.questions.lists.recogniser import recognise
from trainer.adapters.interchange.questions.more import difference, says_words, write_more
from trainer.adapters.interchange.questions.word import tables
from trainer.adapters.interchange.questions.word.formulas_out import again, is_kept
from trainer.adapters.interchange.questions.word.marked import marked
from trainer.adapters.interchange.questions.word.pages import LONGEST_TAG, Para, Piece
from trainer.domain.question_bank.blocks import Run, RunKind, Table, lines_of, media_names
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import Question

_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff\U00100000-\U0010ffff]")


def more_of(question: Question) -> str:
    """Say what the words of a question alone would not give back, where that is no word of it; else nothing."""
    alone = replace(question, parts=question.parts[:1])
    try:
        read = _recognised(marked(alone, "1. ", lambda _one: ""))
    except _LostError:
        return ""
    if read is None:
        return ""
    lost = difference(question, read)
    return "" if says_words(lost, read) else write_more(lost, in_one_line=True)


def reads_back(question: Question) -> bool:
    """Tell whether a question is the same when the list that it is written in is read again."""
    try:
        text = _Text(marked(question, "1. ", more_of))
    except _LostError:
        return False
    found = recognise(text.rich()).items
    if len(found) != 1 or found[0].draft is None or not _keeps_media(question):
        return False
    return _bare(found[0].draft.question) == _bare(question) and found[0].draft.idnumber == question.code


def _recognised(pieces: Sequence[Piece]) -> Question | None:
    found = recognise(_Text(pieces).rich()).items
    draft = found[0].draft if len(found) == 1 else None
    return draft.question if draft is not None else None


class _LostError(Exception):
    """Something is lost before anybody reads it."""


class _Text:
    """Pieces of a document as the reader of documents would give them."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.lines: list[Line] = []
        self.inlines: dict[str, Inline] = {}
        for piece in pieces:
            if isinstance(piece, Para):
                self._paragraph(piece)
            else:
                self._table(piece)

    def rich(self) -> RichText:
        return RichText(tuple(self.lines), self.inlines)

    def _paragraph(self, para: Para) -> None:
        label = para.label
        for runs in lines_of(para.runs) or [[]]:
            text, marks = label, []
            for run in runs:
                words = self._words(run)
                sorts = [sort for sort, is_so in (("strong", run.strong), ("under", run.underline)) if is_so]
                marks += [Mark(len(text), len(text) + len(words), sort) for sort in sorts if words.strip()]
                text += words
            if _UNKEPT.search(text.translate({ord(sign): None for sign in self.inlines})) or clean(text) != text:
                raise _LostError
            self.lines.append(line_of(len(self.lines) + 1, text, tuple(marks)))
            label = ""

    def _words(self, run: Run) -> str:
        if run.kind is RunKind.CODE:
            return self._sign(Inline(run, run.text))
        if run.kind is RunKind.FORMULA:
            if again(run.text) is None or (not is_kept(run.text) and len(run.text) > LONGEST_TAG):
                raise _LostError
            return self._sign(Inline(run, run.text))
        if run.kind is RunKind.MEDIA:
            return self._sign(Inline(run, "", file=MediaFile(run.name, "image/png", run.name.encode())))
        if run.underline and not run.text.strip():
            raise _LostError
        return (
            self._sign(Inline(run, run.text)) if run.script and run.text.strip() and len(run.text) <= 20 else run.text
        )

    def _sign(self, inline: Inline) -> str:
        sign = chr(FIRST_INLINE + len(self.inlines))
        self.inlines[sign] = inline
        return sign

    def _table(self, table: Table) -> None:
        rows = []
        for row in table.rows:
            cells = []
            for runs in row:
                if any(run != Run(run.text) for run in runs):
                    # Type, pictures and formulas in cells become plain words.
                    raise _LostError
                cells.append(tables.Cell(None, "".join(run.text for run in runs).strip(), 1, False))  # type: ignore[arg-type]
            rows.append(cells)
        if tables.sort_of(rows) is not tables.Sort.DATA:
            raise _LostError
        self.lines.append(line_of(len(self.lines) + 1, self._sign(Inline(None, block=tables.markdown(rows)))))


def _bare(question: Question) -> Question:
    return replace(question, id="", code="", attachments=(), parts=tuple(map(_bare, question.parts)))


def _keeps_media(question: Question) -> bool:
    """Tell whether every attachment is shown in a text, in its order; others would not be written."""
    from trainer.domain.question_bank.kinds import texts

    for one in (question, *question.parts):
        # Sub-questions are looked at by themselves.
        said = (
            (one.stem, *texts(replace(one, parts=()) if not one.parts else one), one.explanation)
            if not one.parts
            else (one.stem, one.explanation)
        )
        names = list(dict.fromkeys(name for text in said for name in media_names(text)))
        if names != [attachment.name for attachment in one.attachments]:
            return False
    return True
