"""How Chinese offices write questions: the signs, the words for kinds and labels, the ways to write a key.

Shared by plain lists, tables and Word; nothing here knows where a text came from. Every function takes a text and gives a
value or None ("this is not how one is written"): what to do about None is for the reader, who knows the place.

No expression here can backtrack without bound: repetitions are over single classes, never nested, and texts are bounded by
the callers.
"""
