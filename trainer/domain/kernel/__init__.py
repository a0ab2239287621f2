"""Ids, exact marks, refusals and faults, typed changes and time values shared by every domain room.

Nothing here knows what a cadre or a question is. Kept small on purpose: a thing moves here when three rooms need it.
"""
