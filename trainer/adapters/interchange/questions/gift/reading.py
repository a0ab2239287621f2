"""A GIFT text -> drafts and findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions import moodle_texts, own_document, own_tags
from trainer.adapters.interchange.questions.drafting import damaged, drafted
from trainer.adapters.interchange.questions.gift import answers
from trainer.adapters.interchange.questions.gift.blocks import Block, as_written, blocks, hidden, shown
from trainer.adapters.interchange.questions.lost_pictures import without_lost_pictures
from trainer.adapters.interchange.questions.moodle_choices import (
    level,
    multiple_choices,
    single_choices,
    sorted_into,
    wordings,
)
from trainer.adapters.interchange.questions.moodle_xml.own_parts import by_rule, marking_of
from trainer.adapters.interchange.questions.moodle_xml.reading import category_of
from trainer.adapters.interchange.questions.source import MOST_QUESTIONS, NO_OPTIONS, ReadOptions, SourceFile, text_of
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import NO_FEEDBACK, WHOLE, Attachment, Blank, Feedback
from trainer.domain.question_bank.drafts import Draft, FileReading, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Bloom, Kind, Marking, Question
from trainer.domain.question_bank.text import escape
from trainer.platform.bad_file import BadFileError

# Beginning of the comment that holds what GIFT cannot (``own_document``).
OWN = " trainer "
GAP = "____"
_FORMATS = {"html": "html", "markdown": "markdown", "plain": "plain_text", "moodle": "moodle_auto_format"}
_FORMAT = re.compile(r"\[([a-z_]{4,12})\]")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_INDENTED = re.compile(r"[ \t]*\n[ \t]*")
_WITHOUT_GAP = frozenset({Kind.JUDGE, Kind.ESSAY, Kind.MATCHING})
_NO_FILES: Mapping[str, Attachment] = {}


@dataclass(slots=True)
class _File:
    """What the questions of one text share."""

    name: str
    category: str
    is_old: bool = False
    findings: list[Finding] = field(default_factory=list)
    media: dict[str, MediaFile] = field(default_factory=dict)


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a text in GIFT.

    Args:
        source: the file.
        options: ``category`` holds for questions before the first category of the file.
    """
    return read_as(source, options, is_old=False)


def read_as(source: SourceFile, options: ReadOptions, *, is_old: bool) -> FileReading:
    """Read a text in GIFT, or (``is_old``) in the missing-word format, which GIFT was made from."""
    try:
        text = text_of(source, options)
    except BadFileError as error:
        return damaged(source, error)
    file = _File(source.name, options.category, is_old)
    drafts: list[Draft] = []
    refused = 0
    for block in blocks(hidden(text)):
        if block.category is not None:
            file.category = category_of(block.category)
            continue
        question = None if block.code else _Asked(block, file).draft()
        if block.code:
            facts = {"question": shown(block.before or block.text)[:60].strip()}
            file.findings.append(Finding(block.code, Severity.ERROR, file.name, block.line, facts=facts))
        if question is None:
            refused += 1
        else:
            drafts.append(question)
        if refused + len(drafts) > MOST_QUESTIONS:
            return damaged(source, BadFileError("questions_too_many", limit=MOST_QUESTIONS))
    if not drafts and not refused:
        file.findings.append(Finding("gift_no_questions", Severity.ERROR, file.name, 1))
        refused = 1
    return FileReading(tuple(drafts), tuple(file.findings), refused, file.media)


class _Asked:
    """One question while it is read."""

    __slots__ = ("attachments", "block", "file", "form", "is_refused", "name", "shows_pictures")

    def __init__(self, block: Block, file: _File) -> None:
        self.block = block
        self.file = file
        self.form = "moodle_auto_format"
        self.name = ""
        self.is_refused = False
        self.shows_pictures = False
        self.attachments: list[Attachment] = []

    def note(self, code: str, severity: Severity, **facts: Any) -> None:
        """Add a finding about this question."""
        self.is_refused = self.is_refused or severity is Severity.ERROR
        named = {"question": self.name or shown(self.block.before)[:60].strip()}
        self.file.findings.append(Finding(code, severity, self.file.name, self.block.line, facts=named | facts))

    def draft(self) -> Draft | None:
        """Read it and check it; None, with an error among the findings, where it cannot be used."""
        question, idnumber = self.question()
        if self.is_refused:
            return None
        return drafted(question, Where(self.file.name, self.block.line), self.file.findings, idnumber)

    def question(self) -> tuple[Question, str]:
        """Read it as the file says it; its identity there stands behind it."""
        block = self.block
        idnumber, tags, ours, own = self._comments() if block.comments else ("", (), {}, "")
        text = block.before
        if text.startswith("::"):
            name, end, rest = text[2:].partition("::")
            if end:
                self.name = " ".join(shown(name).split())
                text = rest
        text = text.strip()
        stem = self._stem(f"{text} {GAP} {block.behind}".lstrip() if block.behind else text)
        if not stem:
            stem = self._unasked()
        for code in block.notes:
            self.note(code, Severity.NOTICE if code != "gift_braces_literal" else Severity.WARNING)
        said = (block.answers or "").strip()
        said, separator, explanation = said.rpartition("####") if "####" in said else (said, "", "")
        kind, parts = self._parts(said.strip(), stem, bool(block.behind))
        stem = parts.pop("stem", stem)
        if block.behind and kind in _WITHOUT_GAP:
            # The braces stand before the full stop of the sentence; nothing is missing in it.
            stem = self._stem(text + block.behind)
        head = own_tags.head_of(ours) if ours else {}
        if ours:
            kind = self._restore(ours, kind, parts)
        question = Question(
            id="",
            code="",
            version=head.pop("version", 1),
            kind=kind,
            course=head.pop("course", ""),
            knowledge_point=head.pop("knowledge_point", ""),
            tier=head.pop("tier", ""),
            difficulty=head.pop("difficulty", 0),
            bloom=head.pop("bloom", Bloom.UNSET),
            stem=stem,
            explanation=self._markdown(explanation) if separator else "",
            name="" if "unnamed" in ours else self.name,
            category=self.file.category,
            tags=tags,
            points=_points(ours),
            attachments=tuple(self.attachments),
            **head,
            **parts,
        )
        if own:
            question, is_used = own_document.restored(question, own, rest_of(block))
            if not is_used:
                self.note("moodle_own_part_old", Severity.NOTICE)
        if self.shows_pictures:
            question, lost = without_lost_pictures(question)
            for name in lost:
                self.note("moodle_picture_lost", Severity.WARNING, name=name[:100])
        return question, idnumber

    def _parts(self, said: str, stem: str, has_gap: bool) -> tuple[Kind, dict[str, Any]]:
        """Read the answers; what they look like says which kind it is."""
        if not said:
            return Kind.ESSAY, {}
        if said[0] == "#":
            return Kind.NUMERIC, {"numbers": answers.numbers(said[1:], self._markdown, self._number_note)}
        if "~" in said:
            weight = answers.OLD_WEIGHT if self.file.is_old else answers.WEIGHT
            found = [one for one in answers.chosen(said, self._markdown, weight) if one[0] or self._empty(one[2])]
            if "=" in said:
                return Kind.SINGLE, {"choices": single_choices(self, found)}
            return Kind.MULTIPLE, {"choices": multiple_choices(self, found), "marking": Marking.PER_CHOICE}
        if "=" in said and "->" in said:
            return self._matching(said, stem)
        judged = answers.judged(said, self._markdown)
        if judged is not None:
            if judged.is_word:
                self.note("gift_judge_word", Severity.NOTICE)
            feedback = Feedback(judged.right, "", judged.wrong) if judged.right or judged.wrong else NO_FEEDBACK
            return Kind.JUDGE, {"answer": judged.answer, "feedback": feedback}
        found = [one for one in answers.worded(said, self._markdown) if one[0] or self._empty(one[2])]
        return Kind.SHORT_ANSWER, wordings(self, found)

    def _matching(self, said: str, stem: str) -> tuple[Kind, dict[str, Any]]:
        pairs, extra, lost = answers.paired(said, self._markdown, self._plain)
        if len(pairs) + len(extra) == 1 and not lost:
            self.note("gift_arrow_as_text", Severity.WARNING)
            return Kind.SHORT_ANSWER, wordings(self, answers.worded(said, self._markdown))
        for text in lost:
            self.note("gift_pair_without_arrow", Severity.ERROR, text=text[:60])
        if len({level(pair.right) for pair in pairs}) < len(pairs):
            self.note("moodle_pairs_share", Severity.NOTICE)
            stem, gaps = sorted_into(stem, pairs, extra)
            return Kind.CLOZE, {"gaps": gaps, "stem": stem}
        return Kind.MATCHING, {"pairs": tuple(pairs), "extra": tuple(extra)}

    def _restore(self, ours: Mapping[str, list[str]], kind: Kind, parts: dict[str, Any]) -> Kind:
        """Put back what our tags tell about the parts of the question."""
        if "marking" in parts and (found := marking_of(ours)) is not None:
            parts["marking"] = found[0]
            parts["choices"] = by_rule(parts["choices"])
        strict = ours.get("strict")
        wanted = ours.get("kind", [""])[0]
        if kind is Kind.SHORT_ANSWER and wanted == Kind.BLANK.value:
            blank = Blank(tuple(choice.text for choice in parts.pop("choices")))
            parts.pop("wildcards")
            parts["blanks"] = (blank,)
            kind = Kind.BLANK
        elif kind is Kind.ESSAY and wanted == Kind.SHORT_ANSWER.value:
            kind = Kind.SHORT_ANSWER
        if strict and kind in {Kind.SHORT_ANSWER, Kind.BLANK}:
            parts["strict"] = tuple(strict)
        if "shuffle" in ours:
            parts["is_shuffled"] = ours["shuffle"][0] != "0"
        return kind

    def _comments(self) -> tuple[str, tuple[str, ...], dict[str, list[str]], str]:
        idnumber, own = "", ""
        tags: list[str] = []
        for comment in self.block.comments:
            if comment.startswith(OWN):
                own = as_written(comment[len(OWN) :])
            elif "[" in comment:
                said = as_written(comment)
                if (found := _ID.search(said)) is not None:
                    idnumber = found[1].replace("\\]", "]").strip()
                tags += [tag.replace("\\]", "]").strip() for tag in _TAG.findall(said)]
        theirs, ours = own_tags.split(tags) if tags else ((), {})
        return idnumber, theirs, ours, own

    def _stem(self, text: str) -> str:
        found = _FORMAT.match(text)
        if found is not None and found[1] in _FORMATS:
            self.form = _FORMATS[found[1]]
            text = text[found.end() :]
        return self._said(text, self.form)

    def _markdown(self, text: str) -> str:
        text = text.strip()
        if text[:1] == "[" and (found := _FORMAT.match(text)) is not None and found[1] in _FORMATS:
            return self._said(text[found.end() :], _FORMATS[found[1]])
        return self._said(text, self.form)

    def _unasked(self) -> str:
        """Give the name where the question says nothing itself; many authors write everything into it."""
        if self.name:
            self.note("moodle_stem_from_name", Severity.NOTICE)
        else:
            self.note("moodle_stem_empty", Severity.ERROR)
        return escape(self.name)

    def _plain(self, text: str) -> str:
        return self._said(text, "plain_text")

    def _said(self, text: str, form: str) -> str:
        if "\n" in text:
            # Lines are broken where the editor's window ended; blanks before them are no words.
            text = _INDENTED.sub("\n", text)
        text = shown(text).strip()
        if self.file.is_old:
            # An underscore kept a number at the beginning from being a weight; lines are only wrapped there.
            text = " ".join(text.removeprefix("_").split("\n")) if text[:2] != "__" else text
        if form == "html":
            return moodle_texts.from_html(text, _NO_FILES, self._slow)
        return moodle_texts.from_text(text, form, _NO_FILES, self._slow)

    def _slow(self, html: str, files: Mapping[str, Attachment]) -> str:
        from trainer.adapters.interchange.questions.html_text import to_markdown

        said = to_markdown(html, self._inner_files(html) if ";base64," in html else files)
        self.shows_pictures = self.shows_pictures or "![" in said
        return said

    def _inner_files(self, html: str) -> dict[str, Attachment]:
        from trainer.adapters.interchange.questions.media import media_file

        found: dict[str, Attachment] = {}
        for address, name, content in moodle_texts.inner_files(html):
            data = moodle_texts.decoded(content, "base64")
            file = None if data is None else media_file(name, data, {one.name for one in self.attachments})
            if file is None:
                self.note("moodle_file_not_kept", Severity.WARNING, name=name)
                continue
            known = next((one for one in self.attachments if one.digest == file.digest), None)
            if known is None:
                known = file.attachment
                self.attachments.append(known)
                self.file.media.setdefault(known.digest, file)
            found[address] = known
        return found

    def _number_note(self, code: str, **facts: Any) -> None:
        self.note(code, Severity.ERROR, **facts)

    def _empty(self, share: Fraction) -> bool:
        self.note("moodle_choice_empty", Severity.WARNING if share > 0 else Severity.NOTICE)
        return False


def question_of(block: Block, category: str) -> Question | None:
    """Read one question as the file says it; None where it cannot be read."""
    asked = _Asked(block, _File("", category))
    question, _ = asked.question()
    return None if asked.is_refused else question


def rest_of(block: Block) -> str:
    """Give all that a file says of a question besides comments, to bind our own comment to it."""
    return as_written(block.text)


def _points(ours: Mapping[str, list[str]]) -> Fraction:
    said = ours.get("points", [""])[0]
    try:
        value = Fraction(said) if said and len(said) < 20 else WHOLE
    except (ValueError, ZeroDivisionError):
        return WHOLE
    return value if value > 0 else WHOLE
