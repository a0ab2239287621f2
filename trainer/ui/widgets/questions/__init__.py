"""How each kind of question is answered on the screen: one module per kind, found through :data:`RENDERERS`.

A kind's renderer knows how its response is written (see :class:`~trainer.domain.question_bank.question.Question`) and in
which order things are shown; what a response is worth is asked of the domain.
"""

from __future__ import annotations

from typing import Final

from trainer.domain.question_bank.question import Kind
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.questions.blank import Blanks
from trainer.ui.widgets.questions.case_set import CaseSet
from trainer.ui.widgets.questions.cloze import Cloze
from trainer.ui.widgets.questions.drag import Drag
from trainer.ui.widgets.questions.essay import Essay
from trainer.ui.widgets.questions.hotspot import Hotspot
from trainer.ui.widgets.questions.judge import Judge
from trainer.ui.widgets.questions.matching import Matching
from trainer.ui.widgets.questions.multiple import Multiple
from trainer.ui.widgets.questions.numeric import Numeric
from trainer.ui.widgets.questions.ordering import Ordering
from trainer.ui.widgets.questions.parameterised import Parameterised
from trainer.ui.widgets.questions.practical import Practical
from trainer.ui.widgets.questions.short_answer import ShortAnswer
from trainer.ui.widgets.questions.single import Single

RENDERERS: Final[dict[Kind, type[Answering]]] = {
    Kind.SINGLE: Single,
    Kind.MULTIPLE: Multiple,
    Kind.JUDGE: Judge,
    Kind.BLANK: Blanks,
    Kind.NUMERIC: Numeric,
    Kind.ORDERING: Ordering,
    Kind.MATCHING: Matching,
    Kind.HOTSPOT: Hotspot,
    Kind.DRAG: Drag,
    Kind.CLOZE: Cloze,
    Kind.SHORT_ANSWER: ShortAnswer,
    Kind.ESSAY: Essay,
    Kind.CASE_SET: CaseSet,
    Kind.PARAMETERISED: Parameterised,
    Kind.PRACTICAL: Practical,
}
