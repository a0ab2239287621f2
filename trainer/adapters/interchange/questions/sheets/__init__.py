"""Questions in tables: .xlsx, .xls, .csv and what else goes by these names, and our own template.

Reading: the roster's reader of workbooks gives cells (``adapters.interchange.spreadsheets``); ``layout`` finds headers or
recognises columns by what stands in them; ``sheet_rows`` walks the rows (headings, merged cells, choices below each other,
questions about shared material); ``rows`` and ``keyed_rows`` make a question of one row in words (``record``).

Writing: ``records`` puts a question into the words of a row, reads these words again with the very function that reads
strangers' rows, and writes what they do not give back into the column "more". So nothing that a row can hold is lost, and a
teacher can still read and correct every cell.
"""

from __future__ import annotations

from trainer.adapters.interchange.questions.sheets.mapping import columns_of, fields
from trainer.adapters.interchange.questions.sheets.reader import read
from trainer.adapters.interchange.questions.sheets.writer import loses, refuses, template, write

__all__ = ["columns_of", "fields", "loses", "read", "refuses", "template", "write"]
