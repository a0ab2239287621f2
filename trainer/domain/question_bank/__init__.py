"""Questions as values: kinds, keys, explanations, and when one is complete.

One module per kind says what is wanting in a question of that kind; how a response is scored stands in ``grading``.
"""
