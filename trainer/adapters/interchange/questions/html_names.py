"""What the elements of HTML and XHTML are to the text of a question."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")
PARAGRAPHS = HEADINGS | _names(
    "p div section article main header footer aside nav blockquote address center figure figcaption form fieldset legend "
    "dl dt dd hr caption details summary rubricblock prompt itembody html head body pre listing optgroup option "
    "ul ol dir menu li table thead tbody tfoot tr td th"
)
STRONG = HEADINGS | _names("b strong i em cite dfn")
UNDERLINED = _names("u ins")
CODE = _names("code tt kbd samp var")
SKIPPED = _names(
    "script style title template xml object applet canvas map noframes frameset annotation datalist stylesheet link "
    "meta base"
)
MEDIA = _names("img image audio video embed source track")
INLINE = _names(
    "a abbr acronym bdi bdo big blink br button col colgroup data defs del feedbackinline font g hottext iframe input label "
    "lang line marquee math meter nobr noscript output path picture printedvariable progress q rb rect circle rp rt rtc "
    "ruby s select small span strike sub sup svg text textarea time tspan wbr"
)
KNOWN = PARAGRAPHS | STRONG | UNDERLINED | CODE | SKIPPED | MEDIA | INLINE
