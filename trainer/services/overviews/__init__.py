"""Flat records for screens: one query a screen, on indexed summary rows; nothing is changed here."""
