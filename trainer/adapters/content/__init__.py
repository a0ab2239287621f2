"""Reads and checks ``courses/`` and ``question_bank/``, and an office's own courses in the same format.

Files in, domain values and findings out. Nothing here raises because a file is missing, damaged or wrong: each problem is a
finding with file and line, and everything else is still read, so that all problems are told in one run. YAML is read by
PyYAML's C parser with the line of every part kept, Markdown by markdown-it-py with raw HTML switched off. Refused: a
schema library, which reports in its own words and knows no lines.
"""
