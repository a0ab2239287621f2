r"""The Markdown that texts of questions are written in, and what it says in plain words.

Questions come from Word, Excel and the banks of other programs, where ``2*3*4``, ``____``, ``$A$1`` and ``snake_case`` are
plain text. CommonMark would turn them into type, so only these signs mean anything here:

- ``**strong**`` and ```code```, in which nothing else means anything; both end on the line where they begin
- ``$formula$`` in LaTeX notation, with no space just inside and no letter or digit just outside the signs (so that
  ``$A$1`` is an address of a sheet); ``$$formula$$`` anywhere; on a line of its own it is set apart
- ``![words](name)``: a picture, sound or video of the question's attachments
- ``<sub> <sup> <u>``, each with its end: the only tags; H<sub>2</sub>O and 下<u>划线</u>字 would lose their meaning
- lines that begin with ``- `` or ``1. ``: a list, an inner one two spaces further in; lines that begin and end with
  ``|``, the second one of ``---``: a table
- a line break is a line break; an empty line begins a new paragraph
- a backslash takes the meaning from the sign behind it; before anything else it is a backslash

Gaps (``____``), cloze gaps (``[[1]]``) and values (``{a}``, ``{=a*b}``) belong to their kinds, not to the text.
``blocks`` gives the parts of a text; this module only writes and says it.
"""

from __future__ import annotations

import re

_SIGNS = r"\\`*$!<|\-\[\]{}_#+.()"
_FORMULA = r"(?=[^\s$])(?:\\[^\n]|[^\\$\n])++(?<!\s)"
# Everything that may mean something within a line. Each part begins with a sign of its own and is bounded by the next
# such sign or the end of the line, so that a line is read in one pass however it is written.
TOKEN = re.compile(
    rf"""\\(?P<sign>[{_SIGNS}])
    |`(?P<code>[^`\n]+)`
    |\$\$(?P<display>{_FORMULA})\$\$
    |(?<![A-Za-z0-9])\$(?P<formula>{_FORMULA})\$(?![A-Za-z0-9])
    |!\[(?P<words>(?:\\[^\n]|[^\\\[\]\n])*)\]\((?P<name>[^()\n]{{1,200}})\)
    |<(?P<end>/?)(?P<tag>sub|sup|u|SUB|SUP|U)>
    |(?P<strong>\*\*)""",
    re.VERBOSE,
)
LIST_SIGN = re.compile(r"([ \t]*)(?:-|(\d{1,9})\.)[ \t]+(?=\S)")

_INLINE = rf"\\(?=[{_SIGNS}]|[ \t]*(?:\n|\Z))|[`$]|!(?=\[)|<(?=/?(?:sub|sup|u|SUB|SUP|U)>)"
_RISKY = re.compile(rf"\*\*|{_INLINE}")
# Beside strong words a lone star might be taken for half of their sign.
_RISKY_BESIDE_STRONG = re.compile(rf"\*|{_INLINE}")
_LINE_SIGN = re.compile(r"^([ \t]*)(?:(-(?=[ \t]+\S)|\|)|(\d{1,9})\.(?=[ \t]+\S))", re.MULTILINE)
_ALL = ("\\", "`", "$", "*", "![", "<")


def escape(plain: str) -> str:
    r"""Write a plain text so that it reads as it is: signs that would mean something get a backslash."""
    return escape_lines(escape_signs(plain))


def escape_signs(plain: str, *, beside_strong: bool = False) -> str:
    """Do what :func:`escape` does within lines, for a stretch of text whose place on the line is not known."""
    for sign in _ALL:
        if sign in plain:
            return (_RISKY_BESIDE_STRONG if beside_strong else _RISKY).sub(_escaped, plain)
    return plain


def escape_lines(text: str) -> str:
    """Take the meaning from signs at the beginning of lines."""
    if ". " in text or "- " in text or "|" in text or "\t" in text:
        return _LINE_SIGN.sub(_escaped_line, text)
    return text


def plain(text: str) -> str:
    """Say a text in plain words: type and backslashes go; pictures, formulas, lists and tables stay as they are written."""
    if "\\" not in text and "`" not in text and "**" not in text and "<" not in text:
        return text
    if "\n" in text:
        return "\n".join([_plain_line(line) for line in text.split("\n")])
    return _plain_line(text)


def paired(line: str) -> list[re.Match[str]]:
    """Find what means something within a line: openings without an end, and ends without an opening, are left out."""
    found = list(TOKEN.finditer(line))
    dead: set[int] = set()
    opened: dict[str, list[int]] = {}
    for at, token in enumerate(found):
        name = token["tag"]
        if name is not None:
            waiting = opened.setdefault(name.lower(), [])
            if not token["end"]:
                waiting.append(at)
            elif waiting:
                waiting.pop()
            else:
                dead.add(at)
        elif token["strong"] is not None:
            waiting = opened.setdefault("**", [])
            if not waiting:
                waiting.append(at)
            elif waiting.pop() == at - 1 and found[at - 1].end() == token.start():
                dead.update((at - 1, at))
    for waiting in opened.values():
        dead.update(waiting)
    return [token for at, token in enumerate(found) if at not in dead] if dead else found


def _plain_line(line: str) -> str:
    said: list[str] = []
    at = 0
    for token in paired(line):
        said.append(line[at : token.start()])
        at = token.end()
        if token["sign"] is not None:
            said.append(token["sign"])
        elif token["code"] is not None:
            said.append(token["code"])
        elif token["tag"] is None and token["strong"] is None:
            said.append(token[0])
    said.append(line[at:])
    return "".join(said)


def _escaped(found: re.Match[str]) -> str:
    return r"\*\*" if found[0] == "**" else "\\" + found[0]


def _escaped_line(found: re.Match[str]) -> str:
    blank, sign, number = found[1], found[2], found[3]
    # "1. " is no list any more when its point is escaped.
    return f"{blank}{number}\\." if number is not None else f"{blank}\\{sign}"
