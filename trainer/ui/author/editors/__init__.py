"""What the form of a question shows for its kind: a module per kind or two, all with the contract of ``base.KindEditor``.

An editor shows parts of a :class:`~trainer.domain.question_bank.question.Question` and gives them back; it knows nothing of
saving, checking or the other fields of the form. Rows are added, moved and removed from the keyboard (``rows``).
"""

from __future__ import annotations

from typing import Final

from trainer.domain.question_bank.question import Kind
from trainer.ui.author.editors.base import Desk, KindEditor
from trainer.ui.author.editors.blank import BlankEditor
from trainer.ui.author.editors.case_set import CaseSetEditor
from trainer.ui.author.editors.choices import ChoicesEditor, MultipleEditor
from trainer.ui.author.editors.cloze import ClozeEditor
from trainer.ui.author.editors.judge import JudgeEditor
from trainer.ui.author.editors.lists import MatchingEditor, OrderingEditor
from trainer.ui.author.editors.numeric import NumericEditor
from trainer.ui.author.editors.parameterised import ParameterisedEditor
from trainer.ui.author.editors.pictures import DragEditor, HotspotEditor
from trainer.ui.author.editors.practical import PracticalEditor
from trainer.ui.author.editors.written import EssayEditor, ShortAnswerEditor

EDITORS: Final[dict[Kind, type[KindEditor]]] = {
    Kind.SINGLE: ChoicesEditor,
    Kind.MULTIPLE: MultipleEditor,
    Kind.JUDGE: JudgeEditor,
    Kind.BLANK: BlankEditor,
    Kind.NUMERIC: NumericEditor,
    Kind.ORDERING: OrderingEditor,
    Kind.MATCHING: MatchingEditor,
    Kind.HOTSPOT: HotspotEditor,
    Kind.DRAG: DragEditor,
    Kind.CLOZE: ClozeEditor,
    Kind.SHORT_ANSWER: ShortAnswerEditor,
    Kind.ESSAY: EssayEditor,
    Kind.CASE_SET: CaseSetEditor,
    Kind.PARAMETERISED: ParameterisedEditor,
    Kind.PRACTICAL: PracticalEditor,
}

__all__ = ["EDITORS", "Desk", "KindEditor"]
