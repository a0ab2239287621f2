"""XML of strangers: attacks are refused with a code, what programs get wrong is mended, lines stay where they were."""

from __future__ import annotations

import pytest

from trainer.platform import safe_xml
from trainer.platform.bad_file import BadFileError


def code_of(data: bytes) -> str:
    with pytest.raises(BadFileError) as refused:
        safe_xml.parse(data)
    return refused.value.code


def test_entities_are_refused_wherever_they_lead() -> None:
    bomb = b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 110))
    assert code_of(b'<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa">' + bomb + b"]><q>&m;</q>") == "xml_entities"
    assert code_of(b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/hostname">]><q>&x;</q>') == "xml_entities"
    assert code_of(b'<!DOCTYPE q [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><q/>') == "xml_entities"
    padded = b"<!--" + b" " * 100_000 + b'--><!DOCTYPE q [<!ENTITY x "y">]><q>&x;</q>'
    assert code_of(padded) == "xml_entities"
    wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE q [<!ENTITY x "y">]><q>&x;</q>'.encode("utf-16")
    assert code_of(wide) == "xml_entities"


def test_a_document_type_without_entities_is_no_attack_and_nothing_is_fetched() -> None:
    root = safe_xml.parse(b'<!DOCTYPE q PUBLIC "-//X" "http://127.0.0.1:9/q.dtd"><q>1 &lt; 2</q>')
    assert root.text == "1 < 2"


def test_depth_size_and_number_of_parts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(b"<a>" * 200_000) == "xml_too_deep"
    monkeypatch.setattr(safe_xml, "MAX_NODES", 1000)
    assert code_of(b"<a>" + b"<b/>" * 2000 + b"</a>") == "xml_too_big"
    assert code_of(b"<a " + b" ".join(b"b%d=''" % n for n in range(600)) + b"/>") == "xml_too_big"


def test_damage_is_told_with_its_line() -> None:
    with pytest.raises(BadFileError) as refused:
        safe_xml.parse(b"<quiz>\n<question>\n</quiz>")
    assert (refused.value.code, refused.value.line) == ("xml_broken", 3)


def test_a_file_within_the_file_may_be_large() -> None:
    text = b"QUJD" * 3_000_000
    root = safe_xml.parse(b"<quiz><file>" + text + b"</file></quiz>")
    assert len(root[0].text or "") == len(text)


@pytest.mark.parametrize(
    ("document", "codec"),
    [
        ('<?xml version="1.0" encoding="gb2312"?>\n<q>朱镕基</q>', "gbk"),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<q>朱镕基</q>', "gbk"),
        ("<?xml version='1.0' encoding='big5'?>\n<q>朱鎔基</q>", "cp950"),
        ('<?xml version="1.0" encoding="utf-16"?>\n<q>朱镕基</q>', "utf-16"),
        ('<?xml version="1.0"?>\n<q>朱镕基</q>', "utf-16-le"),
        ("\n<q>朱镕基</q>", "utf-8-sig"),
    ],
)
def test_documents_are_read_in_the_encoding_they_really_have(document: str, codec: str) -> None:
    root = safe_xml.parse(document.encode(codec))
    assert root.text in {"朱镕基", "朱鎔基"}
    assert root.sourceline == 2


def test_blank_lines_before_the_declaration_and_invisible_signs_are_borne() -> None:
    root = safe_xml.parse(b'\r\n\n<?xml version="1.0"?><q>a\x0bb\x1fc</q>')
    assert (root.text, root.sourceline) == ("a b c", 3)


def test_elements_of_a_long_list_come_one_by_one_and_a_break_comes_after_them() -> None:
    data = b"<quiz>" + b"".join(b"<question><name>%d</name></question>" % n for n in range(50_000)) + b"</quiz>"
    names = [element[0].text for element in safe_xml.each(data, "question")]
    assert (len(names), names[-1]) == (50_000, "49999")
    found: list[str | None] = []
    with pytest.raises(BadFileError, match="xml_broken"):
        found.extend(element[0].text for element in safe_xml.each(data[:-40], "question"))


def test_the_root_is_told_from_the_beginning() -> None:
    assert safe_xml.root_name(b'<!-- x --><q:a xmlns:q="urn:x"><b') == ("urn:x", "a")
    assert safe_xml.root_name(b"no markup") == ("", "")
