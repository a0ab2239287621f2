"""Texts of questions as the XHTML that items may hold.

Source: QTI 2.1 information model, 6.1 (the elements of XHTML in items; tables have bodies, lists no numbers of their own, there is
no underlining element); QTI 3.0, shared vocabulary (``qti-underline``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from trainer.adapters.interchange.questions.html_text import to_html
from trainer.adapters.interchange.questions.qti.contents import SEAM
from trainer.adapters.interchange.questions.qti.writing.dialects import Dialect, plain, quoted
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.text import plain as plain_words

_EMPTY_TAG = re.compile(r"<(img|br)\b([^<>]*)>")
_LISTED = re.compile(r"<(ol|li)(?: (?:start|value)=\"\d+\")")
_PLAYED = re.compile(r'<(audio|video) controls src="([^"]*)" title="([^"]*)"></(?:audio|video)>')
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Texts of these signs alone need no Markdown and no HTML.
_SIMPLE = re.compile(r"(?![-|\s\d])[^\\`*$!<>&|\[\]{}_\n\t\xa0\x00-\x1f\ud800-\udfff\ufffe\uffff]+(?<!\s)")


class Texts:
    """Writes the texts of one question.

    Args:
        dialect: of the item.
        addresses: where in the package each attachment lies, relative to the item.
        files: attachments by name.
    """

    def __init__(self, dialect: Dialect, addresses: Mapping[str, str], files: Mapping[str, Attachment]) -> None:
        self._dialect = dialect
        self._addresses = addresses
        self._files = files

    def blocks(self, markdown: str) -> str:
        """Write a text as paragraphs, lists and tables."""
        if _SIMPLE.fullmatch(markdown) and "  " not in markdown:
            return f"<p>{markdown}</p>"
        html = to_html(markdown, lambda name: self._addresses.get(name, name))
        html = _FORBIDDEN.sub("", html).replace("&nbsp;", "&#160;").replace("<!-- -->", f'<span class="{SEAM}"></span>')
        html = html.replace("<u>", '<span class="qti-underline">').replace("</u>", "</span>")
        html = html.replace("<table><tr>", "<table><tbody><tr>").replace("</table>", "</tbody></table>")
        html = _PLAYED.sub(self._played, html)
        return _LISTED.sub(r"<\1", _EMPTY_TAG.sub(r"<\1\2/>", html))

    def flow(self, markdown: str) -> str:
        """Write a text for a place that holds words or blocks: one paragraph stands there without its marks."""
        html = self.blocks(markdown)
        found = _ONE_PARAGRAPH.fullmatch(html)
        return found[1] if found else html

    def words(self, markdown: str) -> str:
        """Write a text for a place that holds plain words only."""
        return plain(" ".join(plain_words(markdown).split("\n")))

    def picture(self, name: str, label: str = "") -> str:
        """Write a picture that an interaction shows."""
        file = self._files.get(name)
        address = self._addresses.get(name, name)
        size = {"width": str(file.width), "height": str(file.height)} if file is not None and file.width else {}
        words = plain_words(label) or name
        if self._dialect.is_hyphened:
            attributes = {"src": address, "alt": words, **size}
            return f"<img{_written(attributes)}/>"
        attributes = {"data": address, "type": file.media_type if file is not None else "image/png", **size}
        return f"<object{_written(attributes)}>{plain(words)}</object>"

    def _played(self, found: re.Match[str]) -> str:
        if self._dialect.is_hyphened:
            return f'<{found[1]} controls="controls" src="{found[2]}" title="{found[3]}"></{found[1]}>'
        kind = next(
            (
                file.media_type
                for name, file in self._files.items()
                if quoted(self._addresses.get(name, name)) == found[2]
            ),
            "",
        )
        return f'<object data="{found[2]}" type="{kind or found[1] + "/mpeg"}">{found[3]}</object>'


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{quoted(value)}"' for key, value in attributes.items())


Address = Callable[[str], str]
