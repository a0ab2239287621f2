"""Units, cadres, roles and the reading of rosters.

Holds what a personnel officer would argue about: when two rows are one person, when an ID number may be believed, what a
role may do and where. Files and their formats are the business of ``adapters.interchange``.
"""
