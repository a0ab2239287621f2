"""Questions -> one package: items, pictures, manifest.

Source: QTI 2.1 "Integration Guide" and QTI 3.0 "Packaging" (a resource for every item, pictures as resources that it depends on), IMS
Content Packaging 1.1.4, IEEE 1484.12.1 for the order of metadata.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trainer.adapters.interchange.questions import own_tags
from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.building import build
from trainer.adapters.interchange.questions.qti.files import Files, parse_leniently
from trainer.adapters.interchange.questions.qti.items import read_item
from trainer.adapters.interchange.questions.qti.manifest import DIFFICULTIES, NAME
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.adapters.interchange.questions.qti.own_data import SPACE, own_rest, tagged
from trainer.adapters.interchange.questions.qti.writing.dialects import Dialect, plain, written
from trainer.adapters.interchange.questions.qti.writing.items import identifier_of, title_of, write_item
from trainer.adapters.interchange.questions.qti.writing.pieces import Piece
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.fields import NOWHERE
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.text import plain as plain_words

Media = Callable[[str], bytes | None]
_STEPS = 200_000
_PERMISSIONS = 0o644 << 16
# Archives of the same questions are the same bytes.
_MOMENT = (2000, 1, 1, 0, 0, 0)
_ENDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "video/quicktime": "mov",
}


@dataclass(slots=True)
class _Item:
    """One item on its way into the package."""

    name: str
    identifier: str
    text: str
    piece: Piece
    question: Question
    files: dict[str, str]
    rest: str


def write_package(questions: Sequence[Question], media: Media, title: str, dialect: Dialect) -> bytes:
    """Write a package.

    Args:
        questions: of kinds that QTI can carry.
        media: bytes of an attachment by digest; None where they are lost.
        title: of the package.
        dialect: in which version.
    """
    package = _Package(dialect, media)
    for question in questions:
        package.add(question)
    return package.packed(title)


class _Package:
    """A package in the making."""

    def __init__(self, dialect: Dialect, media: Media) -> None:
        self._dialect = dialect
        self._media = media
        self._items: list[_Item] = []
        self._identifiers: set[str] = set()
        # Place in the package -> bytes.
        self._files: dict[str, bytes] = {}
        self._known: dict[str, bytes | None] = {}

    def add(self, question: Question) -> None:
        """Write one question."""
        attachments = {
            one.name: one for one in (*question.attachments, *(o for p in question.parts for o in p.attachments))
        }
        attachments |= self._drawn(question)
        places = {name: self._place(one) for name, one in attachments.items()}
        addresses = {name: f"../{place}" for name, place in places.items() if place}
        title = question.name or title_of(question)
        text, piece = write_item(question, self._dialect, addresses, attachments, title=title)
        identifier = identifier_of(question.code)
        while identifier in self._identifiers:
            identifier = f"{identifier}-{len(self._identifiers)}"
        self._identifiers.add(identifier)
        name = f"items/{identifier}.xml"
        used = {place: name for name, place in places.items() if place}
        item = _Item(name, identifier, text, piece, question, used, "")
        item.rest = own_rest(question, self._read_back(item, attachments), text)
        self._items.append(item)

    def packed(self, title: str) -> bytes:
        """Put everything into one archive."""
        manifest = self._manifest(title)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            self._write(archive, NAME, manifest.encode())
            for item in self._items:
                self._write(archive, item.name, item.text.encode())
            for place, content in self._files.items():
                self._write(archive, place, content)
        return buffer.getvalue()

    @staticmethod
    def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, _MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = _PERMISSIONS
        archive.writestr(info, content, compresslevel=6)

    # Files

    def _place(self, attachment: Attachment) -> str:
        """Give the place of a file in the package; empty where its bytes are lost."""
        if attachment.digest not in self._known:
            self._known[attachment.digest] = self._media(attachment.digest)
        content = self._known[attachment.digest]
        if content is None:
            return ""
        end = _ENDS.get(attachment.media_type) or attachment.name.rpartition(".")[2].lower()
        place = f"media/{attachment.digest[:20]}.{end if end.isascii() and end.isalnum() else 'bin'}"
        self._files[place] = content
        return place

    def _drawn(self, question: Question) -> dict[str, Attachment]:
        """Draw the texts that QTI 2.1 can only place on a picture as pictures themselves."""
        if self._dialect.name != "2.1":
            return {}
        drawn: dict[str, Attachment] = {}
        for number, part in enumerate(question.parts or (question,), 1):
            response = f"RESPONSE_{number}" if question.parts else "RESPONSE"
            if part.kind is not Kind.DRAG:
                continue
            for at, token in enumerate(part.tokens, 1):
                if not token.picture:
                    content, width, height = _drawing(plain_words(token.text))
                    digest = hashlib.sha256(content).hexdigest()
                    self._known[digest] = content
                    name = f"{response}-{at}.svg"
                    drawn[name] = Attachment(name, "image/svg+xml", digest, len(content), width, height)
        return drawn

    # Reading back

    def _read_back(self, item: _Item, attachments: dict[str, Attachment]) -> Question | None:
        """Read an item as a stranger would, to learn what QTI does not say."""
        question = item.question
        files = _Shown({f"../{place}": self._shown(attachments[name], place) for place, name in item.files.items()})
        root, _ = parse_leniently(item.text.encode())
        read = read_item(root, item.name, files, Notes(NOWHERE, "", set()), Budget(_STEPS))
        # What stands in the manifest is read there.
        tags, ours = own_tags.split(dict.fromkeys(tagged(question)))
        read.head |= {"tags": tags, **own_tags.head_of(ours)}
        read.head["category"] = "/".join(one for one in question.category.split("/") if one.strip())
        return None if read.notes.is_refused else build(read)

    def _shown(self, attachment: Attachment, place: str) -> MediaFile:
        content = self._files[place]
        return MediaFile(attachment.name, attachment.media_type, content, attachment.width, attachment.height)

    # Manifest

    def _manifest(self, title: str) -> str:
        dialect = self._dialect
        identifiers = "\0".join(item.identifier + item.text for item in self._items)
        package = f"PACKAGE-{hashlib.sha256(identifiers.encode('utf-8', 'replace')).hexdigest()[:24]}"
        head = (
            f"<metadata><schema>{dialect.package}</schema><schemaversion>{dialect.package_version}</schemaversion>"
            f"<imsmd:lom><imsmd:general>{_title(title)}</imsmd:general></imsmd:lom></metadata>"
        )
        resources = [self._resource(item) for item in self._items]
        resources += [
            f'<resource identifier="{_file_identifier(place)}" type="webcontent" href="{place}"><file href="{place}"/></resource>'
            for place in self._files
        ]
        return dialect.manifest(package, SPACE, head, "<organizations/>", "<resources>", *resources, "</resources>")

    def _resource(self, item: _Item) -> str:
        attributes = {"identifier": f"RES-{item.identifier}", "type": self._dialect.resource, "href": item.name}
        inner = [
            f"<metadata>{self._lom(item)}{self._own_metadata(item)}</metadata>",
            f'<file href="{item.name}"/>',
            *[f'<dependency identifierref="{_file_identifier(place)}"/>' for place in item.files],
        ]
        return f"<resource{written(attributes)}>{''.join(inner)}</resource>"

    def _lom(self, item: _Item) -> str:
        question = item.question
        keywords = "".join(
            f"<imsmd:keyword><imsmd:string>{plain(one)}</imsmd:string></imsmd:keyword>" for one in tagged(question)
        )
        parts = [
            f"<imsmd:general><imsmd:identifier><imsmd:entry>{plain(question.code)}</imsmd:entry></imsmd:identifier>"
            f"{_title(title_of(question))}{keywords}</imsmd:general>",
            f"<imsmd:lifeCycle><imsmd:version><imsmd:string>{question.version}</imsmd:string></imsmd:version></imsmd:lifeCycle>",
        ]
        if 1 <= question.difficulty <= len(DIFFICULTIES):
            word = DIFFICULTIES[question.difficulty - 1]
            parts.append(
                f"<imsmd:educational><imsmd:difficulty><imsmd:source>LOMv1.0</imsmd:source><imsmd:value>{word}</imsmd:value>"
                "</imsmd:difficulty></imsmd:educational>"
            )
        if question.category:
            taxa = "".join(
                f"<imsmd:taxon><imsmd:entry><imsmd:string>{plain(one)}</imsmd:string></imsmd:entry></imsmd:taxon>"
                for one in question.category.split("/")
            )
            parts.append(
                "<imsmd:classification><imsmd:purpose><imsmd:source>LOMv1.0</imsmd:source><imsmd:value>discipline</imsmd:value>"
                f"</imsmd:purpose><imsmd:taxonPath>{taxa}</imsmd:taxonPath></imsmd:classification>"
            )
        return f"<imsmd:lom>{''.join(parts)}</imsmd:lom>"

    def _own_metadata(self, item: _Item) -> str:
        """Write QTI's metadata and our own."""
        piece = item.piece
        kinds = "".join(
            f"<imsqti:interactionType>{one}</imsqti:interactionType>" for one in dict.fromkeys(piece.interactions)
        )
        composite = "true" if len(piece.interactions) > 1 else "false"
        feedback = "nonadaptive" if piece.reasons or item.question.explanation else "none"
        qti = (
            f"<imsqti:qtiMetadata><imsqti:itemTemplate>{'true' if piece.templates else 'false'}</imsqti:itemTemplate>"
            f"<imsqti:timeDependent>false</imsqti:timeDependent><imsqti:composite>{composite}</imsqti:composite>{kinds}"
            f"<imsqti:feedbackType>{feedback}</imsqti:feedbackType>"
            f"<imsqti:solutionAvailable>{'false' if piece.is_marked_by_hand else 'true'}</imsqti:solutionAvailable>"
            "</imsqti:qtiMetadata>"
        )
        files = "".join(f"<own:file{written({'href': place, 'name': name})}/>" for place, name in item.files.items())
        rest = f"<own:rest>{plain(item.rest)}</own:rest>" if item.rest else ""
        return f"{qti}<own:question{written({'code': item.question.code})}>{files}{rest}</own:question>"


class _Shown(Files):
    """The files of one item before they are packed."""

    def __init__(self, files: dict[str, MediaFile]) -> None:
        self._shown_files = files

    def picture(self, reference: str, beside: str = "") -> MediaFile | None:
        """See ``Files.picture``."""
        return self._shown_files.get(reference)

    def find(self, reference: str, beside: str = "") -> str:
        """See ``Files.find``."""
        return reference if reference in self._shown_files else ""


def _title(title: str) -> str:
    return f"<imsmd:title><imsmd:string>{plain(title)}</imsmd:string></imsmd:title>"


def _file_identifier(place: str) -> str:
    return "FILE-" + place.rpartition("/")[2].replace(".", "-")


def _drawing(words: str) -> tuple[bytes, int, int]:
    """Draw words on a light ground."""
    width = sum(16 if sign > "\u2e80" else 9 for sign in words) + 16
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="28" viewBox="0 0 {width} 28">'
        f'<rect width="{width}" height="28" fill="#ffffff" stroke="#333333"/>'
        f'<text x="8" y="20" font-size="16" font-family="sans-serif" fill="#111111">{plain(words)}</text></svg>'
    )
    return text.encode(), width, 28
