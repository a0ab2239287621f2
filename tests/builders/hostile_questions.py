"""Files that want to do harm, or that a bad disk made: each by code, so that none has to be kept and virus scanners sleep.

A case is a name, a file name and what makes its bytes. Names say what is tried; the format is the word before the first
blank.
"""

# ruff: noqa: PLW0108 - bytes are made when a case runs, not when cases are listed.
from __future__ import annotations

import base64
import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MB = 2**20
DEEP = 200_000
WIDE = 100 * MB
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
QTI30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
# What must never reach a stored text in a form that does anything.
SCRIPTS = (
    '<script>fetch("http://127.0.0.1/")</script><img src=x onerror="alert(1)"><iframe src="http://127.0.0.1/"></iframe>'
    '<a href="javascript:alert(1)">x</a><object data="file:///etc/hostname"></object><style>@import "http://x"</style>'
    '<svg onload="alert(1)"><script>1</script></svg><math><mtext><img src onerror=alert(1)></mtext></math>'
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file.

    Attributes:
        name: what is tried.
        file: name of the file.
        make: gives its bytes.
        is_refused: nothing of it can be used, and an error says why; else some of it may come in.
        is_heavy: large or slow to make.
    """

    name: str
    file: str
    make: Callable[[], bytes]
    is_refused: bool = True
    is_heavy: bool = False


def zipped(*members: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    """Pack files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    """Make a member that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def moodle(inner: str, name: str = "a") -> str:
    """Wrap one question in Moodle's XML."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{choice(inner, name)}\n</quiz>\n'


def choice(text: str, name: str = "a") -> str:
    return (
        f'<question type="multichoice"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext><single>true</single>'
        '<answer fraction="100" format="html"><text>yes</text></answer>'
        '<answer fraction="0" format="html"><text>no</text></answer></question>'
    )


BOMB = (
    '<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(c)} "{f"&{chr(c - 1)};" * 10}">' for c in range(98, 112))
    + "]>"
)
EXTERNAL = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def _xml() -> Iterator[Hostile]:
    quiz = moodle("{}")
    for name, file, root in (
        ("moodle", "q.xml", "quiz"),
        ("qti12", "q.xml", "questestinterop"),
        ("qti21", "q.xml", f'assessmentItem xmlns="{QTI21}"'),
        ("qti30", "q.xml", f'qti-assessment-item xmlns="{QTI30}"'),
    ):
        end = root.split()[0]
        yield Hostile(f"{name} entity bomb", file, lambda r=root, e=end: f"{BOMB}<{r}>&o;</{e}>".encode())
        yield Hostile(f"{name} external entity", file, lambda r=root, e=end: f"{EXTERNAL}<{r}>&x;</{e}>".encode())
        yield Hostile(
            f"{name} entity in UTF-16", file, lambda r=root, e=end: f"{EXTERNAL}<{r}>&x;</{e}>".encode("utf-16")
        )
        yield Hostile(f"{name} nesting without end", file, lambda r=root: f"<{r}>".encode() + b"<a>" * DEEP)
        yield Hostile(f"{name} cut off", file, lambda r=root: f"<{r}>\n<item>\n<a".encode())
        yield Hostile(
            f"{name} millions of parts",
            file,
            lambda r=root, e=end: f"<{r}>".encode() + b"<a/>" * 8_000_000 + f"</{e}>".encode(),
            is_heavy=True,
        )
    yield Hostile("moodle deep HTML", "q.xml", lambda: moodle("<div><b>" * DEEP).encode(), is_refused=False)
    yield Hostile("moodle deep lists", "q.xml", lambda: moodle("<ul><li>" * DEEP).encode(), is_refused=False)
    yield Hostile("moodle deep tables", "q.xml", lambda: moodle("<table><tr><td>" * 20_000).encode(), is_refused=False)
    yield Hostile("moodle scripts", "q.xml", lambda: moodle(f"<p>Stem {SCRIPTS}</p>").encode(), is_refused=False)
    yield Hostile("moodle one long line", "q.xml", lambda: moodle("x" * WIDE).encode(), is_heavy=True)
    yield Hostile(
        "moodle a million HTML tags",
        "q.xml",
        lambda: moodle("<b>x</b>" * 1_000_000).encode(),
        is_refused=False,
        is_heavy=True,
    )
    yield Hostile("moodle attachment paths", "q.xml", lambda: _moodle_files().encode(), is_refused=False)
    yield Hostile("moodle lies about its encoding", "q.xml", lambda: moodle("公文写作").encode("gbk"), is_refused=False)
    yield Hostile("moodle zero bytes", "q.xml", lambda: moodle("a\0b").encode(), is_refused=False)
    yield Hostile("moodle numbers without end", "q.xml", lambda: _moodle_numbers().encode(), is_refused=False)
    yield Hostile("moodle cloze without end", "q.xml", lambda: _moodle_cloze().encode(), is_refused=False)
    yield Hostile("moodle unknown root", "q.xml", lambda: quiz.replace("quiz", "quizz").encode())
    yield Hostile(
        "xml inclusion",
        "q.xml",
        lambda: (
            b'<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname" parse="text"/></quiz>'
        ),
        is_refused=False,
    )


def _moodle_files() -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{SCRIPTS}</svg>'
    files = "".join(
        f'<file name="{name}" path="/../../" encoding="base64">{content}</file>'
        for name, content in (
            ("../../../etc/passwd.png", base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()),
            ("C:\\windows\\x.svg", base64.b64encode(svg.encode()).decode()),
            ("..", "AAAA"),
            ("nul", "!!!! no base64 !!!!"),
            ("x.png", base64.b64encode(b"MZ" + bytes(100)).decode()),
        )
    )
    text = "".join(
        f'<img src="@@PLUGINFILE@@/{name}">' for name in ("../../../etc/passwd.png", "C:\\windows\\x.svg", "..")
    )
    return moodle("QQ").replace("<![CDATA[QQ]]></text>", f"<![CDATA[{text}]]></text>{files}")


def _moodle_numbers() -> str:
    many = "9" * 100_000
    return (
        '<quiz><question type="numerical"><name><text>n</text></name><questiontext><text>n?</text></questiontext>'
        f'<answer fraction="100"><text>{many}</text><tolerance>1e999999</tolerance></answer>'
        f'<answer fraction="{many}"><text>1e-99999999</text><tolerance>{many}</tolerance></answer></question>'
        '<question type="calculated"><name><text>c</text></name><questiontext><text>{a}?</text></questiontext>'
        '<answer fraction="100"><text>{a}**{a}**{a}**9**9**9</text><tolerance>0.01</tolerance></answer>'
        "<dataset_definitions><dataset_definition><name><text>a</text></name><minimum><text>1</text></minimum>"
        f"<maximum><text>{many}</text></maximum><decimals><text>999999999</text></decimals>"
        "</dataset_definition></dataset_definitions></question></quiz>"
    )


def _moodle_cloze() -> str:
    return (
        '<quiz><question type="cloze"><name><text>c</text></name><questiontext><text><![CDATA['
        + "{1:MC:" * 50_000
        + "~=" * 50_000
        + "]]></text></questiontext></question></quiz>"
    )


CONTAINERS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("xlsx", "q.xlsx", (("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))),
    ("docx", "q.docx", (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"))),
    ("h5p", "q.h5p", (("h5p.json", '{"mainLibrary": "H5P.QuestionSet"}'), ("content/content.json", "{}"))),
    (
        "qti21",
        "q.zip",
        (("imsmanifest.xml", '<manifest><resource type="imsqti_item_xmlv2p1" href="i.xml"/></manifest>'),),
    ),
    (
        "cartridge",
        "q.imscc",
        (("imsmanifest.xml", "<manifest><schema>IMS Common Cartridge</schema></manifest>"),),
    ),
)


def _containers() -> Iterator[Hostile]:
    for name, file, members in CONTAINERS:
        yield Hostile(f"{name} zip slip", file, lambda m=members: zipped(*m, ("../../outside.txt", "x")))
        yield Hostile(f"{name} absolute path", file, lambda m=members: zipped(*m, ("/tmp/outside.txt", "x")))
        yield Hostile(f"{name} path of Windows", file, lambda m=members: zipped(*m, ("C:\\outside.txt", "x")))
        yield Hostile(f"{name} link", file, lambda m=members: zipped(*m, (link("xl/x"), "/etc/hostname")))
        yield Hostile(
            f"{name} bomb", file, lambda m=members: zipped(*m, ("xl/media/x.png", bytes(300 * MB))), is_heavy=True
        )
        yield Hostile(f"{name} far too many entries", file, lambda m=members: _many_entries(zipped(*m)))
        yield Hostile(f"{name} cut in half", file, lambda m=members: (whole := zipped(*m))[: len(whole) // 2])
        yield Hostile(f"{name} without its contents", file, lambda m=members: zipped(*m))
        yield Hostile(f"{name} damaged within", file, lambda m=members: _spoilt(zipped(*m)))
    yield Hostile("zip of nothing", "q.zip", lambda: zipped())
    yield Hostile("zip within zip", "q.zip", lambda: zipped(("a.zip", zipped(("b.zip", zipped(("c.txt", "x")))))))
    yield Hostile("h5p deep JSON", "q.h5p", lambda: _h5p("[" * DEEP))
    yield Hostile("h5p deep objects", "q.h5p", lambda: _h5p('{"questions":' * DEEP))
    yield Hostile("h5p numbers without end", "q.h5p", lambda: _h5p('{"questions": [' + "9" * MB + "]}"))
    yield Hostile("h5p half of a character", "q.h5p", lambda: _h5p(_h5p_text("\\ud800 \\u0000")), is_refused=False)
    yield Hostile("h5p scripts", "q.h5p", lambda: _h5p(_h5p_text(SCRIPTS.replace('"', "'"))), is_refused=False)
    yield Hostile("h5p path of a picture", "q.h5p", lambda: _h5p(_h5p_picture()), is_refused=False)


def _h5p(content: str) -> bytes:
    return zipped(("h5p.json", '{"mainLibrary": "H5P.QuestionSet", "title": "x"}'), ("content/content.json", content))


def _h5p_text(text: str) -> str:
    return (
        '{"questions": [{"library": "H5P.TrueFalse 1.8", "params": {"question": "' + text + ' x", "correct": "true"}}]}'
    )


def _h5p_picture() -> str:
    return (
        '{"questions": [{"library": "H5P.TrueFalse 1.8", "params": {"question": "x", "correct": "true", "media": {"type":'
        ' {"library": "H5P.Image 1.1", "params": {"file": {"path": "../../../../etc/passwd"}}}}}}]}'
    )


def _many_entries(whole: bytes) -> bytes:
    count = 200_000
    entry = b"PK\x01\x02" + bytes(42)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 46 * count, len(whole), 0)
    return whole + entry * count + end


def _spoilt(whole: bytes) -> bytes:
    spoilt = bytearray(whole)
    chance = random.Random(7)
    for _ in range(20):
        spoilt[chance.randrange(30, len(spoilt) - 100)] ^= 0xFF
    return bytes(spoilt)


def _texts() -> Iterator[Hostile]:
    for name, file, sign in (
        ("gift", "q.gift", "{"),
        ("gift", "q.gift", "x{="),
        ("gift", "q.gift", "::"),
        ("gift", "q.gift", "{=a->"),
        ("gift", "q.gift", "x{~%"),
        ("gift", "q.gift", "{#"),
        ("gift", "q.gift", "\\"),
        ("cloze", "q.txt", "{1:MC:"),
        ("cloze", "q.txt", "{1:SA:=a~"),
        ("text", "q.txt", "1. "),
        ("text", "q.txt", "A. "),
        ("text", "q.txt", "（"),
        ("text", "q.txt", "答案："),
        ("text", "q.txt", "1、____ "),
        ("yaml", "q.yaml", "- "),
        ("yaml", "q.yaml", "["),
        ("yaml", "q.yaml", "{a: "),
        ("yaml", "q.yaml", "? "),
        ("aiken", "q.txt", "A. "),
        ("aiken", "q.txt", "ANSWER: "),
    ):
        yield Hostile(f"{name} nothing but {sign!r}", file, lambda s=sign: (s * DEEP).encode(), is_refused=False)
        yield Hostile(f"{name} lines of {sign!r}", file, lambda s=sign: (f"{s}\n" * 20_000).encode(), is_refused=False)
    for name, file, text in (
        ("gift", "q.gift", "::a::b{=c ~"),
        ("gift", "q.gift", "a{=b\n\nc{=d\n\n"),
        ("aiken", "q.txt", "a\nA. b\nB. c\n"),
        ("cloze", "q.txt", "a {1:MC:=b~c"),
        ("yaml", "q.yaml", "id: x\nkind: single\nstem: ["),
        ("yaml", "q.yaml", "id: &a [x]\nkind: *a\nstem: *a\n"),
        ("yaml", "q.yaml", "id: x\nkind: single\nstem: !!python/object/apply:os.system ['id']\n"),
    ):
        yield Hostile(f"{name} unclosed {text[:12]!r}", file, lambda t=text: t.encode())
    for name, file, before in (
        ("gift", "q.gift", "::a::"),
        ("aiken", "q.txt", "ANSWER: A\n"),
        ("text", "q.txt", "1. "),
        ("cloze", "q.txt", "{1:SA:=a} "),
        ("yaml", "q.yaml", "kind: single\nstem: "),
    ):
        yield Hostile(
            f"{name} one line of 100 MB",
            file,
            lambda b=before: b.encode() + b"x" * WIDE,
            is_refused=False,
            is_heavy=True,
        )
    yield Hostile(
        "text one Chinese line of 100 MB",
        "q.txt",
        lambda: "1. 题".encode() + "安".encode() * (WIDE // 3),
        is_refused=False,
        is_heavy=True,
    )
    yield Hostile("text bytes by chance", "q.txt", lambda: random.Random(1).randbytes(300_000))
    yield Hostile("text a picture", "q.txt", lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(3000))
    yield Hostile(
        "gift cut in a character",
        "q.gift",
        lambda: "::题::首都是哪里？{=北京 ~上海}\n\n下一题是什么{=对 ~错}".encode()[:-2],
        is_refused=False,
    )
    yield Hostile(
        "gift scripts", "q.gift", lambda: f"::a::[html]{_gift(SCRIPTS)} b{{=c ~d}}".encode(), is_refused=False
    )
    yield Hostile("gift formula", "q.gift", b"::=cmd|'/c calc'!A0::b{=c ~d}".__bytes__, is_refused=False)


def _gift(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, "\\" + sign)
    return text


def _tables() -> Iterator[Hostile]:
    head = ["题型", "题干", "选项A", "选项B", "答案"]
    row = ["单选题", "什么", "一", "二", "A"]
    yield Hostile("xls header and nothing", "q.xls", lambda: OLE + bytes(504) + "Workbook".encode("utf-16-le"))
    yield Hostile(
        "xls bytes by chance",
        "q.xls",
        lambda: OLE + random.Random(3).randbytes(50_000) + "Workbook".encode("utf-16-le"),
    )
    yield Hostile(
        "xlsx formulas",
        "q.xlsx",
        lambda: _workbook([head, ["单选题", "=1+1", '=HYPERLINK("http://127.0.0.1")', "二", "=A1"]]),
        is_refused=False,
    )
    yield Hostile(
        "xlsx commands",
        "q.xlsx",
        lambda: _workbook([head, ["单选题", "=cmd|'/c calc'!A0", "@SUM(1)", "+1", "A"]], strings=True),
        is_refused=False,
    )
    yield Hostile(
        "xlsx macros",
        "q.xlsx",
        lambda: _with_member(_workbook([head, row]), "xl/vbaProject.bin", OLE + bytes(4000)),
        is_refused=False,
    )
    yield Hostile(
        "xlsx entity in a sheet",
        "q.xlsx",
        lambda: _with_entity(_workbook([head, row]), "xl/worksheets/sheet1.xml"),
        is_refused=False,
    )
    yield Hostile(
        "xlsx deep sheet",
        "q.xlsx",
        lambda: _replaced(_workbook([head, row]), "xl/worksheets/sheet1.xml", b"<worksheet>" + b"<a>" * DEEP),
    )
    yield Hostile("xlsx merged without end", "q.xlsx", lambda: _merged(_workbook([head, row])), is_refused=False)
    yield Hostile("xlsx far cell", "q.xlsx", lambda: _far_cell(_workbook([head, row])), is_refused=False)
    yield Hostile(
        "xlsx rows without end",
        "q.xlsx",
        lambda: _workbook([head, *([["x"]] * 120_000)]),
        is_refused=False,
        is_heavy=True,
    )
    yield Hostile(
        "csv one line of 100 MB",
        "q.csv",
        lambda: (",".join(head) + "\n" + "x" * WIDE).encode(),
        is_refused=False,
        is_heavy=True,
    )
    yield Hostile(
        "csv open quote",
        "q.csv",
        lambda: (",".join(head) + '\n单选题,"' + "x,y\n" * 200_000).encode(),
        is_refused=False,
    )


def _workbook(rows: list[list[str]], *, strings: bool = False) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page = book.add_worksheet("题库")
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            (page.write_string if strings else page.write)(number, column, cell)
    book.close()
    return made.getvalue()


def _replaced(data: bytes, member: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist() if name != member]
    return zipped(*members, (member, content))


def _member(data: bytes, member: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(member)


def _with_member(data: bytes, member: str, content: bytes) -> bytes:
    return _replaced(data, member, content)


def _with_entity(data: bytes, member: str) -> bytes:
    old = _member(data, member)
    declaration, rest = old.split(b"?>", 1)
    return _replaced(data, member, declaration + b"?>" + EXTERNAL.encode() + rest)


def _merged(data: bytes) -> bytes:
    member = "xl/worksheets/sheet1.xml"
    old = _member(data, member)
    merged = b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells><pageMargins'
    return _replaced(data, member, old.replace(b"<pageMargins", merged))


def _far_cell(data: bytes) -> bytes:
    member = "xl/worksheets/sheet1.xml"
    old = _member(data, member)
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return _replaced(data, member, old.replace(b"</sheetData>", far))


def _documents() -> Iterator[Hostile]:
    list_ = ["一、单选题", "1. 什么是对的？（ A ）", "A. 一", "B. 二"]
    yield Hostile(
        "docx entity", "q.docx", lambda: _with_entity(_document(list_), "word/document.xml"), is_refused=False
    )
    yield Hostile(
        "docx deep tables",
        "q.docx",
        lambda: _replaced(_document(list_), "word/document.xml", _deep_tables()),
        is_refused=False,
    )
    yield Hostile(
        "docx nesting without end",
        "q.docx",
        lambda: _replaced(_document(list_), "word/document.xml", b"<w:document>" + b"<a>" * DEEP),
    )
    yield Hostile("docx picture from outside", "q.docx", lambda: _outside_picture(_document(list_)), is_refused=False)
    yield Hostile(
        "docx macros",
        "q.docm",
        lambda: _with_member(_document(list_), "word/vbaProject.bin", OLE + bytes(4000)),
        is_refused=False,
    )
    yield Hostile(
        "docx one long line", "q.docx", lambda: _document(["1. " + "x" * (20 * MB)]), is_refused=False, is_heavy=True
    )
    yield Hostile("docx many lines", "q.docx", lambda: _document(["1. "] * 50_000), is_refused=False, is_heavy=True)


def _document(lines: list[str]) -> bytes:
    import docx

    made = docx.Document()
    body = made.element.body
    for line in lines:
        body.append(_paragraph(line))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _paragraph(line: str):  # type: ignore[no-untyped-def]
    from docx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    if len(line) < 9 * MB:
        return parse_xml(f'<w:p xmlns:w="{space}"><w:r><w:t>{line}</w:t></w:r></w:p>')
    runs = "".join(f"<w:r><w:t>{line[at : at + MB]}</w:t></w:r>" for at in range(0, len(line), MB))
    return parse_xml(f'<w:p xmlns:w="{space}">{runs}</w:p>')


def _deep_tables() -> bytes:
    depth = 60
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return (
        f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{opened}<w:p/>{closed}<w:p/></w:body></w:document>'
    ).encode()


def _outside_picture(data: bytes) -> bytes:
    member = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    more = "".join(
        f'<Relationship Id="rX{number}" Type="{kind}" Target="{target}"{mode}/>'
        for number, (target, mode) in enumerate(
            (
                ("http://127.0.0.1:9/x.png", ' TargetMode="External"'),
                ("file:///etc/hostname", ' TargetMode="External"'),
            )
        )
    )
    data = _replaced(
        data, member, _member(data, member).replace(b"</Relationships>", more.encode() + b"</Relationships>")
    )
    drawing = (
        '<w:p><w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<a:blip r:link="rX0"/><a:blip r:embed="rX1"/><a:blip r:embed="none"/></w:drawing></w:r></w:p>'
    )
    document = _member(data, "word/document.xml").replace(b"<w:sectPr", drawing.encode() + b"<w:sectPr", 1)
    return _replaced(data, "word/document.xml", document)


def hostile() -> tuple[Hostile, ...]:
    """Give all cases."""
    return (*_xml(), *_containers(), *_texts(), *_tables(), *_documents())
