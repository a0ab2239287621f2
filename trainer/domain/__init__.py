"""What an examiner, a teacher or a personnel officer would recognise.

Pure values and rules: no IO, no clock, no Qt, no SQL, no wording. A rule that says no raises
:class:`~trainer.domain.kernel.outcomes.Refusal` with a code; the sentence for people is made in ``wording``.
Refused: a "service layer inside the domain" - the order of steps and the transaction belong to ``services``.
"""
