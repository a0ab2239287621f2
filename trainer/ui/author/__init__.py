"""Pages of those who write, take in, review and keep the questions of the bank.

``bank`` is the way in: tree, list and the question as candidates see it. ``edit`` writes one question; what belongs to one
kind alone stands in ``editors``, a module per kind. Refused: a separate program for authors, as other systems have it; a
township's one trainer writes a question between two classes.
"""
