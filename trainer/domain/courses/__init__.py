"""Courses and lessons as values, what counts as having learnt one, and the rules of practice.

A lesson is what its file says; nothing here knows Markdown, YAML or a screen of the window. What counts is evidence (every
screen open for a plausible time, and the self-check passed), not idle minutes; hours are credited when a lesson is
completed and never before. Refused: a timer that simply runs while a lesson is open, because an idle hour teaches nothing.
"""
