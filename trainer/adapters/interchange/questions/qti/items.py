"""One item of QTI 2.0, 2.1, 2.2 or 3.0 -> what it holds.

Source: QTI 2.1 information model, chapters 5 to 8; QTI 2.2 (assessmentStimulusRef); QTI 3.0 ASI (companion materials and catalogs,
which are no part of a question and are left out with a notice).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.contents import Contents, drop, put_block, put_text
from trainer.adapters.interchange.questions.qti.declarations import NUMERIC, read_outcome, read_response
from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.interactions import INLINE, MOST_ENTRIES, UNUSABLE, Reader
from trainer.adapters.interchange.questions.qti.model import Declaration, FeedbackText, Item, place
from trainer.adapters.interchange.questions.qti.names import NAMES, all_text, as_version_2, child, descendants
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.adapters.interchange.questions.qti.numbers import share
from trainer.adapters.interchange.questions.qti.rules import Rules
from trainer.adapters.interchange.questions.qti.sub_questions import PART_CLASS, PART_CLOSE, PART_OPEN
from trainer.adapters.interchange.questions.qti.templates import TemplateReader, UntranslatableError
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.expressions import evaluate
from trainer.domain.question_bank.schema import write_exact

if TYPE_CHECKING:
    from lxml import etree

ITEM = "assessmentItem"
_INTERACTION = "Interaction"
_LOST = frozenset({"catalogInfo", "companionMaterialsInfo", "contextDeclaration", "apipAccessibility"})
_MARKERS = frozenset({"scorer", "author", "tutor", "proctor", "testConstructor"})
_LONGEST_TITLE = 500
# How a note for markers that is a whole answer is told from what they should look for.
MODEL_ANSWER = "model-answer"


def read_item(root: etree._Element, name: str, files: Files, notes: Notes, budget: Budget) -> Item:
    """Read an item.

    Args:
        root: its ``assessmentItem`` (or ``qti-assessment-item``); changed while it is read.
        name: of its document in ``files``.
        notes: of the item; what cannot be used is told there.
        budget: for its rules.
    """
    if isinstance(root.tag, str) and "qti-" in root.tag:
        as_version_2(root)
    budget.begin()
    item = Item(root.get("identifier", "").strip(), (root.get("title") or "").strip()[:_LONGEST_TITLE], notes)
    contents = Contents(files, name, notes, item.media)
    outcomes = {}
    templates: list[etree._Element] = []
    processing = body = rules = None
    modal: list[etree._Element] = []
    for part in root:
        match NAMES[part.tag]:
            case "responseDeclaration":
                declared = read_response(part)
                item.declarations[declared.identifier] = declared
            case "outcomeDeclaration":
                outcome = read_outcome(part)
                outcomes[outcome.identifier] = outcome
            case "templateDeclaration":
                templates.append(part)
            case "templateProcessing":
                processing = part
            case "itemBody":
                body = part
            case "responseProcessing":
                rules = part
            case "modalFeedback":
                modal.append(part)
            case "assessmentStimulusRef":
                item.stimulus = files.find(part.get("href", ""), name)
                if not item.stimulus:
                    notes.warn("qti_file_missing", file_name=part.get("href", "")[:200])
            case other if other in _LOST:
                notes.once("qti_companion_dropped")
    item.scorer = scorer = Rules(rules, item.declarations, outcomes, budget)
    if templates:
        _read_template(item, templates, processing, rules, contents)
    if root.get("adaptive", "false").strip().lower() in {"true", "1"}:
        notes.warn("qti_adaptive")
    if body is not None:
        _read_body(item, body, contents)
    for told in modal:
        words = child(told, "contentBody")
        item.feedbacks.append(
            FeedbackText(
                told.get("outcomeIdentifier", ""),
                told.get("identifier", ""),
                told.get("showHide", "show") != "hide",
                contents.text(told if words is None else words),
            )
        )
    most = scorer.declared_maximum()
    item.points = None if most is None else share(most)
    return item


def read_stimulus(root: etree._Element, name: str, files: Files, item: Item) -> str:
    """Give the text of shared material (QTI 2.2, ``assessmentStimulus``); its files become those of the item."""
    if isinstance(root.tag, str) and "qti-" in root.tag:
        as_version_2(root)
    body = child(root, "stimulusBody")
    return Contents(files, name, item.notes, item.media).text(body)


def _read_template(
    item: Item,
    declared: list[etree._Element],
    processing: etree._Element | None,
    rules: etree._Element | None,
    contents: Contents,
) -> None:
    try:
        reader = TemplateReader(declared, processing)
        for response in item.declarations:
            found = reader.results(rules, response)
            if found:
                reader.template.results[response] = found
    except UntranslatableError as error:
        item.notes.error("qti_template_unknown", element=error.what)
        return
    if reader.is_rounded_float:
        item.notes.notice("qti_template_steps")
    if reader.template.variables:
        item.template = reader.template
        _try_values(item, reader)
    contents.variables = reader.template.expressions


def _try_values(item: Item, reader: TemplateReader) -> None:
    """Give the rules one set of values, so that they can be tried."""
    assert isinstance(item.scorer, Rules)
    values = {one.name: one.values[0] if one.values else one.low for one in reader.template.variables}
    for name, said in reader.computed().items():
        try:
            item.scorer.fixed[name] = evaluate(said, values)
        except Refusal:
            continue
    for response, said in reader.template.keys.items():
        declared = item.declarations.get(response)
        if declared is None or declared.correct:
            continue
        if declared.base_type not in NUMERIC:
            declared.correct = (said,)
            continue
        try:
            declared.correct = (write_exact(evaluate(said, values)),)
        except Refusal:
            continue


def _read_body(item: Item, body: etree._Element, contents: Contents) -> None:
    reader = Reader(item, contents)
    special = [
        part
        for part in body.iter()
        if (name := NAMES[part.tag]).endswith((_INTERACTION, "Stage"))
        or name in _TOLD
        or (name == "math" and item.template)
    ]
    for part in special:
        if part.getparent() is None or not _is_within(part, body):
            continue
        if len(item.interactions) > MOST_ENTRIES:
            break
        name = NAMES[part.tag]
        if name in _TOLD:
            _tell(item, part, name, contents)
        elif name == "math":
            _formula(item, part, contents)
        elif name in UNUSABLE or (name == "positionObjectInteraction"):
            item.notes.error("qti_interaction_unknown", interaction=name)
            drop(part)
        elif name == "endAttemptInteraction":
            item.notes.once("qti_buttons_dropped")
            drop(part)
        else:
            _interact(item, part, name, reader)
    for part in descendants(body, "div"):
        if PART_CLASS in (part.get("class") or "").split():
            part.insert(0, _mark(part, PART_OPEN))
            part.append(_mark(part, PART_CLOSE))
    item.body = contents.text(body)


def _interact(item: Item, part: etree._Element, name: str, reader: Reader) -> None:
    interaction = reader.read(part)
    if interaction is None:
        item.notes.error("qti_interaction_unknown", interaction=name)
        drop(part)
        return
    if interaction.response not in item.declarations:
        item.declarations[interaction.response] = Declaration(interaction.response)
    mark = place(len(item.interactions))
    item.interactions.append(interaction)
    if name in INLINE:
        put_text(part, mark)
    else:
        put_block(part, mark)


def _tell(item: Item, part: etree._Element, name: str, contents: Contents) -> None:
    """Take out what is not asked: notes for markers, and texts that are shown afterwards."""
    if name == "rubricBlock":
        views = set((part.get("view") or "candidate").split())
        if views & _MARKERS and "candidate" not in views:
            words = contents.text(part)
            if words and MODEL_ANSWER in (part.get("class") or "").split():
                item.model_answer = "\n\n".join(said for said in (item.model_answer, words) if said)
            elif words:
                item.rubrics.append(words)
            drop(part)
        else:
            # What everybody may read is part of the question.
            part.tag = "div"
    elif name in {"templateBlock", "templateInline"}:
        item.notes.error("qti_template_unknown", element=name)
        drop(part)
    elif name == "infoControl":
        title = part.get("title") or ""
        words = contents.text(part)
        item.head["hints"] = (*item.head.get("hints", ()), words or title)
        drop(part)
    else:
        shows = part.get("showHide", "show") != "hide"
        words = contents.text(part)
        if words:
            item.feedbacks.append(
                FeedbackText(part.get("outcomeIdentifier", ""), part.get("identifier", ""), shows, words)
            )
        drop(part)


_TOLD = frozenset({"rubricBlock", "feedbackBlock", "feedbackInline", "templateBlock", "templateInline", "infoControl"})


def _formula(item: Item, part: etree._Element, contents: Contents) -> None:
    """Put a varying number in the place of a formula that is nothing but its name."""
    assert item.template is not None
    named = [one for one in descendants(part, "mi", "ci") if (one.text or "").strip() in item.template.expressions]
    if not named:
        return
    words = all_text(part).strip()
    if words == (named[0].text or "").strip():
        put_text(part, contents.print(words))
    else:
        item.notes.error("qti_template_unknown", element="math")


def _is_within(part: etree._Element, body: etree._Element) -> bool:
    above = part.getparent()
    while above is not None:
        if above is body:
            return True
        above = above.getparent()
    return False


def _mark(part: etree._Element, sign: str) -> etree._Element:
    from lxml import etree

    mark = etree.SubElement(part, "p")
    mark.text = sign
    return mark


def is_item(root: etree._Element) -> bool:
    """Tell an item by its root."""
    return NAMES[root.tag] == ITEM
