"""Documents and packages of QTI for tests, and what the specification says about their form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from trainer.adapters.interchange.questions.source import SourceFile

SPACES = {
    "2.0": "http://www.imsglobal.org/xsd/imsqti_v2p0",
    "2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "2.2": "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_HTML = "p div span strong em b i br img table tr td th tbody ul ol li sub sup object pre h1 h2 math mi"
_TAG = re.compile(r"<(/?)([A-Za-z]\w*)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r'([A-Za-z]\w*)="')


def item(
    body: str,
    declarations: str = "",
    rules: str = "",
    *,
    after: str = "",
    version: str = "2.1",
    identifier: str = "SAFE_MAIL_ITEM",
    title: str = "邮件",
    more: str = "",
) -> str:
    """An item; ``rules`` may be the name of a standard template. Written as 2.x, also for 3.0."""
    if rules and not rules.startswith("<"):
        rules = f'<responseProcessing template="{TEMPLATES}{rules}"/>'
    elif rules:
        rules = f"<responseProcessing>{rules}</responseProcessing>"
    inner = f"{declarations}<itemBody>{body}</itemBody>{rules}{after}"
    head = f'identifier="{identifier}" title="{title}" adaptive="false" timeDependent="false" {more}'
    if version == "3.0":
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<qti-assessment-item xmlns="{SPACES[version]}" '
            f"{hyphened(head)}>{in_version_3(inner)}</qti-assessment-item>"
        )
    space = SPACES[version]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{space}" {head}>{inner}</assessmentItem>'


def in_version_3(xml: str) -> str:
    """Write markup of 2.x in the names of 3.0."""

    def tag(found: re.Match[str]) -> str:
        if found[2] in _HTML.split():
            return found[0]
        return f"<{found[1]}qti-{hyphened(found[2])}{_ATTRIBUTE.sub(lambda one: hyphened(one[1]) + chr(61) + chr(34), found[3])}{found[4]}>"

    return _TAG.sub(tag, xml)


def hyphened(name: str) -> str:
    """Write ``responseIf`` as ``response-if``; what stands in quotation marks is left alone."""
    return "".join(
        part if at % 2 else re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: "-" + found[1].lower(), part)
        for at, part in enumerate(re.split(r'(".*?")', name))
    )


def response(
    *correct: str,
    identifier: str = "RESPONSE",
    cardinality: str = "single",
    base: str = "identifier",
    mapping: Mapping[str, str] | None = None,
    bounds: str = "",
) -> str:
    """A response declaration."""
    inner = (
        "<correctResponse>" + "".join(f"<value>{one}</value>" for one in correct) + "</correctResponse>"
        if correct
        else ""
    )
    if mapping:
        entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in mapping.items())
        inner += f'<mapping {bounds} defaultValue="0">{entries}</mapping>'
    return f'<responseDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="{base}">{inner}</responseDeclaration>'


def outcome(identifier: str = "SCORE", base: str = "float", default: str = "", cardinality: str = "single") -> str:
    """An outcome declaration."""
    inner = f"<defaultValue><value>{default}</value></defaultValue>" if default else ""
    return f'<outcomeDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="{base}">{inner}</outcomeDeclaration>'


def choices(*texts: str, most: int = 1, shuffle: str = "true", names: str = "ABCDEFGH", prompt: str = "") -> str:
    """A choice interaction."""
    inner = "".join(
        f'<simpleChoice identifier="{name}">{text}</simpleChoice>' for name, text in zip(names, texts, strict=False)
    )
    prompt = f"<prompt>{prompt}</prompt>" if prompt else ""
    return f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}" maxChoices="{most}">{prompt}{inner}</choiceInteraction>'


def source(xml: str, name: str = "题.xml") -> SourceFile:
    """A single document."""
    return SourceFile(name, xml.encode())


def package(files: Mapping[str, str | bytes], name: str = "题库.zip") -> SourceFile:
    """An archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return SourceFile(name, buffer.getvalue())


def manifest(*resources: tuple[str, str, str], metadata: str = "", prefix: str = "") -> str:
    """A manifest: identifier, type and href of each resource."""
    inner = "".join(
        f'<{prefix}resource identifier="{name}" type="{kind}" href="{href}">{metadata}<{prefix}file href="{href}"/></{prefix}resource>'
        for name, kind, href in resources
    )
    space = f'xmlns{":" + prefix[:-1] if prefix else ""}="http://www.imsglobal.org/xsd/imscp_v1p1"'
    return f'<?xml version="1.0"?><{prefix}manifest {space} identifier="M1"><{prefix}organizations/><{prefix}resources>{inner}</{prefix}resources></{prefix}manifest>'


# What the information model of QTI 2.1 (and 2.2, and 3.0 under its own names) says about the order and number of children,
# for every element that our packages use: a regular expression over their names.
_EXPRESSION = (
    "(?:baseValue|variable|correct|mapResponse|mapResponsePoint|match|equal|equalRounded|stringMatch|patternMatch|contains|"
    "containerSize|and|or|not|isNull|gte|gt|lt|lte|sum|product|divide|subtract|power|integerDivide|integerModulus|round|"
    "roundTo|truncate|min|max|mathOperator|mathConstant|randomInteger|random|multiple) "
)
_RULE = "(?:responseCondition|setOutcomeValue) "
_TEMPLATE_RULE = "(?:setTemplateValue|setCorrectResponse|templateConstraint) "
CHILDREN: dict[str, str] = {
    "assessmentItem": (
        "(?:responseDeclaration )*(?:outcomeDeclaration )*(?:templateDeclaration )*(?:templateProcessing )?"
        "itemBody (?:responseProcessing )?(?:modalFeedback )*"
    ),
    "responseDeclaration": "(?:correctResponse )?(?:mapping )?(?:areaMapping )?",
    "outcomeDeclaration": "(?:defaultValue )?",
    "templateDeclaration": "",
    "correctResponse": "(?:value )+",
    "defaultValue": "(?:value )+",
    "mapping": "(?:mapEntry )+",
    "areaMapping": "(?:areaMapEntry )+",
    "templateProcessing": f"(?:{_TEMPLATE_RULE})+",
    "setTemplateValue": _EXPRESSION,
    "setCorrectResponse": _EXPRESSION,
    "templateConstraint": _EXPRESSION,
    "responseProcessing": f"(?:{_RULE})*",
    "responseCondition": "responseIf (?:responseElseIf )*(?:responseElse )?",
    "responseIf": f"{_EXPRESSION}(?:{_RULE})*",
    "responseElseIf": f"{_EXPRESSION}(?:{_RULE})*",
    "responseElse": f"(?:{_RULE})*",
    "setOutcomeValue": _EXPRESSION,
    "choiceInteraction": "(?:simpleChoice )+",
    "orderInteraction": "(?:simpleChoice )+",
    "matchInteraction": "simpleMatchSet simpleMatchSet ",
    "simpleMatchSet": "(?:simpleAssociableChoice )*",
    "inlineChoiceInteraction": "(?:inlineChoice )+",
    "inlineChoice": "",
    "gapText": "",
    "textEntryInteraction": "",
    "extendedTextInteraction": "",
    "selectPointInteraction": "(?:object |img )",
    "graphicGapMatchInteraction": "(?:object |img )(?:gapImg |gapText )+(?:associableHotspot )+",
    "gapImg": "(?:object |img )",
    "associableHotspot": "",
    "printedVariable": "",
}
REQUIRED: dict[str, set[str]] = {
    "assessmentItem": {"identifier", "title", "adaptive", "timeDependent"},
    "responseDeclaration": {"identifier", "cardinality", "baseType"},
    "outcomeDeclaration": {"identifier", "cardinality", "baseType"},
    "templateDeclaration": {"identifier", "cardinality", "baseType"},
    "mapEntry": {"mapKey", "mappedValue"},
    "mapping": {"defaultValue"},
    "areaMapEntry": {"shape", "coords", "mappedValue"},
    "setOutcomeValue": {"identifier"},
    "setTemplateValue": {"identifier"},
    "setCorrectResponse": {"identifier"},
    "variable": {"identifier"},
    "correct": {"identifier"},
    "mapResponse": {"identifier"},
    "mapResponsePoint": {"identifier"},
    "baseValue": {"baseType"},
    "equal": {"toleranceMode"},
    "equalRounded": {"roundingMode", "figures"},
    "roundTo": {"roundingMode", "figures"},
    "stringMatch": {"caseSensitive"},
    "patternMatch": {"pattern"},
    "mathOperator": {"name"},
    "randomInteger": {"min", "max"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "orderInteraction": {"responseIdentifier", "shuffle"},
    "matchInteraction": {"responseIdentifier", "shuffle", "maxAssociations"},
    "inlineChoiceInteraction": {"responseIdentifier", "shuffle"},
    "textEntryInteraction": {"responseIdentifier"},
    "extendedTextInteraction": {"responseIdentifier"},
    "selectPointInteraction": {"responseIdentifier", "maxChoices"},
    "graphicGapMatchInteraction": {"responseIdentifier"},
    "simpleChoice": {"identifier"},
    "inlineChoice": {"identifier"},
    "simpleAssociableChoice": {"identifier", "matchMax"},
    "gapText": {"identifier", "matchMax"},
    "gapImg": {"identifier", "matchMax"},
    "associableHotspot": {"identifier", "shape", "coords", "matchMax"},
    "printedVariable": {"identifier"},
    "modalFeedback": {"outcomeIdentifier", "identifier", "showHide"},
    "rubricBlock": {"view"},
    "object": {"data", "type"},
    "img": {"src", "alt"},
}
# Elements of XHTML 1.1 that items of 2.1 may hold; paragraphs, cells and list entries do not nest in paragraphs.
XHTML = {
    "p",
    "div",
    "span",
    "strong",
    "code",
    "sub",
    "sup",
    "br",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
    "object",
}
INLINE = {
    "span",
    "strong",
    "code",
    "sub",
    "sup",
    "br",
    "img",
    "object",
    "textEntryInteraction",
    "inlineChoiceInteraction",
    "printedVariable",
    "audio",
    "video",
}
_NCNAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w.\-]*")


def breaches(document: bytes, version: str) -> list[str]:
    """Say where an item does not have the form that the specification gives it."""
    root = etree.fromstring(document)
    found: list[str] = []
    space = SPACES[version]
    names: dict[etree._Element, str] = {}
    for element in root.iter():
        qualified = etree.QName(element)
        if qualified.namespace != space:
            found.append(f"{element.tag} is in another namespace")
        name = qualified.localname
        if version == "3.0":
            if name.startswith("qti-"):
                name = re.sub(r"-([a-z])", lambda one: one[1].upper(), name[4:])
            elif name not in XHTML | {"audio", "video", "u"}:
                found.append(f"{name} has no place in 3.0")
        names[element] = name
    for element, name in names.items():
        inner = "".join(f"{names[child]} " for child in element)
        if name in CHILDREN and not re.fullmatch(CHILDREN[name], inner):
            found.append(f"{name} holds {inner}")
        given = {
            re.sub(r"-([a-z])", lambda one: one[1].upper(), key) if version == "3.0" else key for key in element.attrib
        }
        if missing := REQUIRED.get(name, set()) - given:
            found.append(f"{name} lacks {sorted(missing)}")
        if name == "p" and any(names[child] not in INLINE for child in element):
            found.append(f"p holds {inner}")
        if name == "itemBody" and (element.text or "").strip():
            found.append("words stand in the body without a block")
        if (
            name not in CHILDREN
            and name not in REQUIRED
            and name not in XHTML | {"audio", "video"}
            and not _known(name)
        ):
            found.append(f"{name} is not known")
        if version == "2.1" and name in {"gapText", "audio", "video", "u"}:
            found.append(f"{name} is not in 2.1")
    return found + _references(root, names, version)


def _known(name: str) -> bool:
    others = {"value", "itemBody", "contentBody", "and", "or", "not", "match", "contains", "containerSize", "isNull"}
    return name in others or re.fullmatch(_EXPRESSION, f"{name} ") is not None


def _references(root: etree._Element, names: dict[etree._Element, str], version: str) -> list[str]:
    found: list[str] = []

    def get(element: etree._Element, key: str) -> str:
        return element.get(hyphened(key) if version == "3.0" else key) or ""

    declared: dict[str, set[str]] = {"response": set(), "outcome": set(), "template": set()}
    for element, name in names.items():
        for kind, known in declared.items():
            if name == f"{kind}Declaration":
                if get(element, "identifier") in set().union(*declared.values()):
                    found.append(f"{get(element, 'identifier')} is declared twice")
                known.add(get(element, "identifier"))
    for element, name in names.items():
        one = get(element, "identifier")
        if one and not _NCNAME.fullmatch(one):
            found.append(f"{one} is no name")
        if (asked := get(element, "responseIdentifier")) and asked not in declared["response"]:
            found.append(f"{asked} is not declared")
        if name == "setOutcomeValue" and one not in declared["outcome"]:
            found.append(f"outcome {one} is not declared")
        if name == "setTemplateValue" and one not in declared["template"]:
            found.append(f"template {one} is not declared")
        if name == "printedVariable" and one not in declared["template"]:
            found.append(f"printed {one} is not declared")
        if name == "variable" and one not in set().union(*declared.values()):
            found.append(f"variable {one} is not declared")
        if name == "modalFeedback" and get(element, "outcomeIdentifier") not in declared["outcome"]:
            found.append(f"feedback of {get(element, 'outcomeIdentifier')}")
    if "SCORE" not in declared["outcome"] or "MAXSCORE" not in declared["outcome"]:
        found.append("no SCORE or MAXSCORE")
    return found
