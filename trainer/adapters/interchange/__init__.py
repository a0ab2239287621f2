"""Foreign files and domain values, both ways: rosters and questions in whatever form an office keeps them.

A reader never trusts a file's name, its declared sizes or its own description of itself: the bytes decide what it is, limits
are checked before a library unpacks anything, markup is read without entities and without a network. Readers return plain
domain values and say what they left out; what it means is decided in the domain. Refused: one universal reader for all
formats - the quirks of each are its contents.
"""
