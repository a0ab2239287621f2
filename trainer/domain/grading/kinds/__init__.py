"""One module per kind of question: ``fraction(question, response, rule)`` and ``is_answered(question, response)``.

A response that does not fit its question (an index out of range, a word where a number belongs) earns nothing and never
raises: a paper must always be possible to mark.
"""
