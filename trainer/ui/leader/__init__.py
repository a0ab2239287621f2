"""Pages of those who answer for the figures: where a unit stands, and who is missing.

The board is one page class for leader, training office and oversight: all of them must see the same figures, whatever
their reach; only the reach differs, and that is decided in the overview, not here.
"""
