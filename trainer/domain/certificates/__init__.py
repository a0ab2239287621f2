"""Certificates: numbers, what a sheet says, who may have one, and what becomes of it.

Pure rules; drawing a serial, drawing the sheet and signing belong to services and adapters. Decided here: a certificate
freezes everything it says at issue (:mod:`content`), so a later rename or regrade never changes a sheet that somebody holds.
Refused: deriving a sheet from today's facts whenever it is printed - two prints of one number could then differ.
"""
