"""Paper: certificates, reports, lesson sheets, slips and registers as PDF, drawn with ReportLab on the shipped fonts.

Millimetres and fonts live here and nowhere else; what is said comes in as finished values, words come from ``wording``.
The same values always give the same bytes (no clock, no random id), because a finished sheet is kept by its digest.

Decided: one face is chosen per run of characters (:mod:`fonts`), since ReportLab draws a blank or a box for a character that
a font lacks and says nothing. Refused: printing through Qt - its text layer turns 二 into a radical, and services must run
without it; HTML engines - ten times slower, with libraries of the system.

ReportLab's fonts and PDFium keep state per process, so drawing (:mod:`drawing`) and reading (:mod:`pdfium`) each hold a lock.
"""
