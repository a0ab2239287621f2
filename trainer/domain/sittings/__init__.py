"""What happens when somebody sits a paper: time, responses one after another, hand-in.

Everything is pure: the head of a sitting, a reading of the machine's clocks and a response go in, an entry or a refusal
comes out. Entries are appended and chained by hash, never overwritten. What a paper *is* belongs to ``papers``; what a
response is worth belongs to ``grading``, which stands above this room. The rules of an exam live here because a sitting
freezes them when it starts. Refused: a session object that holds the paper, the answers and a timer together.
"""
