"""Packages of QTI 2.1, 2.2 and 3.0: one item for every question, its pictures, a manifest.

``pieces`` and its neighbours say what is asked and how it is marked, in the names of QTI 2.x; ``dialects`` knows what the three
versions call it. Every item is read back before it is packed, and what QTI could not say goes beside it into the manifest.

Refused: an assessmentTest around the items; a bank is no test, and programs would show it as one.
"""
