"""HTML of other programs becomes our Markdown, and our Markdown HTML, without loss of meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.builders.markdown_texts import block_lists, settled, texts
from trainer.adapters.interchange.questions.html_text import element_to_markdown, to_html, to_markdown
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Block, write_blocks
from trainer.domain.question_bank.text import escape


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("甲  乙\n丙", "甲 乙 丙"),
        ("<p>a &lt; b &amp;&amp; c&nbsp;d</p>", "a < b && c d"),
        ('<p dir="ltr" style="text-align: left;">题</p>', "题"),
        ("<p>一</p><p>&nbsp;</p><p>二<br>三</p>", "一\n\n二\n三"),
        ("下列<strong>不</strong><em>正确</em>的是", "下列**不正确**的是"),
        ("甲<b> 乙 </b>丙", "甲 **乙** 丙"),
        ("<h2>题</h2>干", "**题**\n\n干"),
        ("H<sub>2</sub>O<sup>+</sup> <u>划</u>", "H<sub>2</sub>O<sup>+</sup> <u>划</u>"),
        ("<span style='font-weight: bold; text-decoration:underline'>x</span>", "**<u>x</u>**"),
        ("用 <code>=A$1*2</code>", "用 `=A$1*2`"),
        ("<pre>\nif x:\n    y\n</pre>", "`if x:`\n`    y`"),
        ("<ul><li>甲<ol start=3><li>乙</li></ol></li><li><p>丙</p><p>丁</p></li></ul>", "- 甲\n  3. 乙\n- 丙\n  丁"),
        ('<ol type="A"><li>甲</li><li>乙</li></ol>', "A. 甲\nB. 乙"),
        ('<ol style="list-style-type: lower-roman"><li>x<li>y</ol>', "i. x\nii. y"),
        ("姓名：<u>&nbsp; &nbsp; &nbsp;</u>", "姓名：____"),
        ("1*2*3 和 2**3", "1*2*3 和 2\\*\\*3"),
        ("- 不是列表", "\\- 不是列表"),
    ],
)
def test_what_html_says_is_kept(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<script>alert('<b>x</b>')</script>甲<style>p{}</style>", "甲"),
        ("<p onclick='x()'>甲<img src=x onerror=alert(1) alt=图></p>", "甲![图](x)"),
        ("<a href='javascript:alert(1)'>甲</a>", "甲"),
        ("<a href='JavaScript&colon;alert(1)'>甲</a>", "甲"),
        ("<img src='data:text/html;base64,xx' alt='图'>", "图"),
        ("甲<iframe src='https://x.example/'></iframe>", "甲 (https://x.example/)"),
        ("<p style='display: none'>藏</p>甲", "甲"),
        ("<!-- 藏 -->甲<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]-->", "甲"),
        ("<xml><w:WordDocument>藏</w:WordDocument></xml><p class=MsoNormal>甲<o:p></o:p></p>", "甲"),
        ("<![if !supportLists]><span style='mso-list:Ignore'>(1)</span><![endif]>甲", "(1)甲"),
        ("<?xml version='1.0' encoding='gbk'?><p>甲<b>乙</b></p>", "甲**乙**"),
        ("<svg><script>x</script><text>甲</text></svg>", "甲"),
    ],
)
def test_what_acts_or_only_decorates_is_not(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"若 \(a &lt; b\) 则", "若 $a < b$ 则"),
        (r"<p>由\[x^2\]得</p>", "由\n\n$$x^2$$\n\n得"),
        ("<p>$$x_1$$</p>", "$$x_1$$"),
        (r'<span class="filter_mathjaxloader_equation"><span class="nolink">\(x\)</span></span>', "$x$"),
        (r"y\(x\)z", "y$$x$$z"),
        ("<script type='math/tex'>a<b</script>", "$a<b$"),
        (r"\(\begin{matrix}1\\(2)\end{matrix}\)", r"$\begin{matrix}1\\(2)\end{matrix}$"),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></semantics></math>",
            "$x^2$",
        ),
        ("<math alttext='x^2'><mi>x</mi></math>", "$x^2$"),
        ("<math><mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac></math>", r"$\frac{1}{\sqrt{x}}$"),
        (
            "<m:math><m:msup><m:mrow><m:mi>a</m:mi><m:mo>+</m:mo><m:mi>b</m:mi></m:mrow><m:mn>2</m:mn></m:msup></m:math>",
            "${a+b}^{2}$",
        ),
        ("<p>价 \\( 元</p>", "价 \\\\( 元"),
        ("$5 与 $6", "\\$5 与 \\$6"),
    ],
)
def test_formulas_of_mathjax_and_mathml(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_joined_cells_are_laid_out_and_say_their_words_once() -> None:
    html = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙<br>丙</td></tr><tr><td>丁</td><td>戊|己</td></tr></table>"

    assert to_markdown(html) == "| 甲 | 乙 丙 |  |\n| --- | --- | --- |\n|  | 丁 | 戊\\|己 |"


def test_a_table_that_is_only_a_frame_is_its_text() -> None:
    assert to_markdown("<table><tr><td><p>甲</p></td></tr></table>") == "甲"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<a href='http://x.example/a'>甲</a>", "甲 (http://x.example/a)"),
        ("<a href='http://x.example'>http://x.example</a>", "http://x.example"),
        ("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example"),
        ("<a href='#top'>甲</a>", "甲"),
        ("<img src='http://x.example/a.png' alt='图'>", "图 (http://x.example/a.png)"),
    ],
)
def test_addresses_are_told_where_the_text_does_not(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_pictures_get_the_names_of_their_attachments() -> None:
    files = {"@@PLUGINFILE@@/%E5%9B%BE 1.png": Attachment("图_1.png", "image/png", "0" * 64, 1)}

    assert to_markdown("<img src='@@PLUGINFILE@@/%E5%9B%BE 1.png' alt='[图]'>", files) == "![\\[图\\]](图_1.png)"
    assert to_markdown("<img src='@@PLUGINFILE@@/a%20b.png?time=1'>") == "![](a b.png)"
    video = "<video controls title='片'><source src='@@PLUGINFILE@@/a.mp4'>@@PLUGINFILE@@/a.mp4</video>"
    assert to_markdown(video) == "![片](a.mp4)"


@pytest.mark.parametrize(
    "html", ["<p>若 a<b", "<p>若a<b则c</p>", "1 < 2 & 3 > 2", "#include <iostream>", "</b></p>x<i"]
)
def test_signs_that_are_no_tags_are_not_lost(html: str) -> None:
    said = to_markdown(html)

    for word in ("若", "iostream", "x", "1 <"):
        assert (word in said) == (word in html)
    assert ("则c" in said) == ("则c" in html)


@given(block_lists())
def test_our_markdown_comes_back_from_html(found: list[Block]) -> None:
    text = write_blocks(found)

    assert to_markdown(to_html(text, lambda name: name)) == text


@given(texts)
def test_plain_words_come_back_from_html(words: str) -> None:
    text = settled(escape(settled(words.replace("\xa0", " "))))

    assert to_markdown(to_html(text, lambda name: name)) == text


@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&;/=\"' abp\n",
                "<b>",
                "<p>",
                "</p>",
                "<table>",
                "<td>",
                "<li>",
                "<ul>",
                "<!--",
                "-->",
                "\\(",
                "\\)",
                "<math>",
                "<br>",
                "\0",
                "\ud800",
                "<a href=x>",
                "<video src=v>",
                "<pre>",
                "<ol type=A>",
            ]
        )
    ).map("".join)
)
def test_any_html_is_read_and_settles(html: str) -> None:
    once = to_markdown(html)

    assert to_markdown(to_html(once, lambda name: name)) == settled(once)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "甲" + "</div>" * 200_000,
        "<b>" * 200_000 + "甲",
        "<ul><li>" * 100_000 + "甲",
        "<table><tr><td>" * 60_000 + "甲",
        "<math>" + "<mrow>" * 200_000 + "<mi>甲</mi>",
        "<ol type=A>" + "<li>甲" * 50_000,
        "<ul><li>" + "<p>甲" * 50_000,
        "\\(" * 300_000 + "甲",
        "\\(" + "\\\\(" * 200_000 + "甲",
        "<tr><td colspan=9999 rowspan=9999>甲" * 5_000,
        "<" * 1_000_000 + "甲",
    ],
    ids=lambda html: html[:12],
)
@pytest.mark.timeout(120)
def test_deep_and_large_texts_are_read(html: str) -> None:
    said = to_markdown(html)

    assert "甲" in said


def test_elements_of_any_namespace() -> None:
    xml = """<itemBody xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"><p>下列 <strong>不</strong> 是
      <m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math>？<img src="images/a.png" alt="图"/></p>
      <!-- x --><ul><li>甲</li></ul></itemBody>"""
    files = {"images/a.png": Attachment("a.png", "image/png", "0" * 64, 1)}

    assert element_to_markdown(etree.fromstring(xml), files) == "下列 **不** 是 $x$？![图](a.png)\n\n- 甲"
    assert element_to_markdown(etree.fromstring("<simpleChoice> 2**3 </simpleChoice>")) == "2\\*\\*3"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li><ul><li>甲<li>乙</ul><li>丙</ul>", "- 甲\n- 乙\n- 丙"),
        ("<ul><li>甲</ul><ol><li>乙</ol>", "- 甲\n\n1. 乙"),
        ("<li>甲<li>乙", "- 甲\n- 乙"),
        ("<ul><li>甲<table><tr><th>乙</th></tr></table>丙</ul>", "- 甲\n\n| 乙 |\n| --- |\n\n丙"),
        ("<table><tr><td><ol><li>甲<li>乙</ol></td><td>丙</td></tr></table>", "| 1. 甲 2. 乙 | 丙 |\n| --- | --- |"),
        (
            "<table><tr><td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr></table>",
            "| 甲 乙 | 丙 |\n| --- | --- |",
        ),
        ("<ol type=A><li>甲<li>乙</ol>后", "A. 甲\nB. 乙\n\n后"),
        ("<ol type=a start=3><li>甲<p>续</p></ol>", "c. 甲\n续"),
    ],
)
def test_lists_and_tables_in_each_other_lose_no_words(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
