"""Walk an H5P file: a question, a set of questions, or questions inside slides, columns, books and videos."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from trainer.adapters.interchange.questions.drafting import damaged, drafted
from trainer.adapters.interchange.questions.h5p.content import Content, Files
from trainer.adapters.interchange.questions.h5p.kinds import READERS, Made, NotHeldError
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.blocks import media_names
from trainer.domain.question_bank.drafts import Draft, FileReading, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.kinds.parts import markdown_texts
from trainer.domain.question_bank.question import Question
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_zip import SafeZip

_CONTENT = "content/content.json"
_HEAD = "h5p.json"
_DEEPEST = 40
_MOST_CONTENTS = 20_000
# Types that show something and ask nothing.
_SHOWING = re.compile(
    r"H5P\.(?:AdvancedText|Text|Image|Video|Audio|Link|Table|Accordion|ImageHotspots|ImageSlider|IFrameEmbed|Chart|Collage|"
    r"Timeline|TwitterUserFeed|Shape|ContinuousText|GoToQuestion|Nil|ExportableTextArea|DocumentExportPage|StandardPage|"
    r"DocumentationTool|AudioRecorder|CookieConsent|Dictionary|GreetingCard|Agamotto|ImageJuxtaposition|VirtualTour|"
    r"ThreeImage|InformationWall|Cornell|KewArCode|PersonalityQuiz)\Z"
)
_NO_NAME = re.compile(r"(?:untitled|无标题|未命名)\b.*", re.IGNORECASE)


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read an H5P file.

    Its text has no lines that an author would know; ``line`` of drafts and findings is the number of the question in the file,
    counted from 1 through everything that asks something, refused questions included.

    Args:
        source: the file.
        options: ``category`` of its questions.
    """
    try:
        archive = SafeZip(source.data)
        head = _json(archive, _HEAD)
        values = _json(archive, _CONTENT)
    except BadFileError as error:
        return damaged(source, error)
    return _Reading(source, options, archive).read(head, values)


class _Reading:
    """The reading of one file."""

    def __init__(self, source: SourceFile, options: ReadOptions, archive: SafeZip) -> None:
        self._where = Where(source.name)
        self._files = Files(archive)
        self._category = options.category
        self._drafts: list[Draft] = []
        self._findings: list[Finding] = []
        self._media: dict[str, MediaFile] = {}
        self._refused = 0
        self._asked = 0
        self._showing: dict[str, None] = {}

    def read(self, head: Any, values: Any) -> FileReading:
        """Read everything."""
        title = head.get("title") if isinstance(head, Mapping) else ""
        title = title if isinstance(title, str) else ""
        library = _library(head.get("mainLibrary")) if isinstance(head, Mapping) else ""
        contents = list(self._walk({"library": library, "params": values, "metadata": {"title": title}}, 0))
        if len(contents) > 1 or (contents and contents[0][0] != library):
            self._category = self._category or title.replace("/", "／")
        for name, params, metadata, identifier in contents:
            self._take(name, params, metadata, identifier)
        for name in self._showing:
            self._findings.append(self._where.finding("h5p_not_a_question", (), Severity.NOTICE, library=name))
        if not self._drafts and not self._refused:
            self._findings.append(self._where.finding("h5p_nothing", (), Severity.ERROR))
        return FileReading(tuple(self._drafts), tuple(self._findings), self._refused, self._media)

    def _walk(self, value: Any, depth: int) -> Iterator[tuple[str, Any, str, str]]:
        """Find the contents that ask something, however deep they stand."""
        if depth > _DEEPEST:
            return
        if isinstance(value, list):
            for one in value[:_MOST_CONTENTS]:
                yield from self._walk(one, depth + 1)
        elif isinstance(value, Mapping):
            name = _library(value.get("library"))
            if not name:
                for one in value.values():
                    yield from self._walk(one, depth + 1)
            elif name in READERS:
                yield name, value.get("params"), _title(value), str(value.get("subContentId") or "")
            elif _SHOWING.match(name):
                self._showing[name] = None
            else:
                inner = list(self._walk(value.get("params"), depth + 1))
                if inner:
                    yield from inner
                else:
                    yield name, value.get("params"), _title(value), str(value.get("subContentId") or "")

    def _next_place(self) -> Where:
        """Give the place of the question that comes next."""
        self._asked += 1
        return replace(self._where, line=self._asked)

    def _take(self, name: str, params: Any, title: str, identifier: str) -> None:
        reader = READERS.get(name)
        if reader is None:
            self._refuse("h5p_type_unknown", name, title)
            return
        content = Content(name, params, self._files, title)
        try:
            made = list(reader(content))
        except NotHeldError as error:
            self._refuse(error.code, name, title)
            return
        first = replace(self._where, line=self._asked + 1)
        if not made:
            self._refuse("h5p_no_key", name, title)
        for one in made:
            self._draft(one, content, identifier)
        for path in dict.fromkeys(content.missing):
            self._findings.append(
                first.finding("h5p_file_missing", (), Severity.WARNING, question=title or name, file_name=path[:200])
            )

    def _draft(self, made: Made, content: Content, identifier: str) -> None:
        named = "" if _NO_NAME.match(content.title) or made.number else content.title
        question = _with_files(replace(made.question, name=named, category=self._category), content.media)
        idnumber = f"{identifier}.{made.number}" if identifier and made.number else identifier
        where = self._next_place()
        draft = drafted(question, where, self._findings, idnumber)
        if draft is None:
            self._refused += 1
            return
        self._findings += [
            where.finding(code, (), Severity.NOTICE, question=content.title or content.library) for code in made.notices
        ]
        self._drafts.append(draft)
        self._media |= {one.digest: one for one in content.media.values()}

    def _refuse(self, code: str, library: str, title: str) -> None:
        where = self._next_place()
        self._findings.append(where.finding(code, (), Severity.ERROR, question=title or library, library=library))
        self._refused += 1


def _with_files(question: Question, media: Mapping[str, MediaFile]) -> Question:
    """Give a question the files that it shows."""
    if not media:
        return question
    shown = {name for _, text in markdown_texts(question) if "![" in text for name in media_names(text)}
    shown |= {question.picture, *(token.picture for token in question.tokens)}
    return replace(question, attachments=tuple(file.attachment for name, file in media.items() if name in shown))


def _library(value: Any) -> str:
    """Give the name of a content type without its version."""
    return value.split(" ")[0] if isinstance(value, str) and value.startswith("H5P.") else ""


def _title(value: Mapping[str, Any]) -> str:
    metadata = value.get("metadata")
    title = metadata.get("title") if isinstance(metadata, Mapping) else ""
    return " ".join(title.split())[:200] if isinstance(title, str) else ""


def _json(archive: SafeZip, name: str) -> Any:
    try:
        return json.loads(archive.read(name).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFileError("h5p_broken", name=name) from error
