"""The command line: one file per noun; words in, one service call, text or JSON out, an exit code.

Nouns are imported when they are named, so that `trainer bank ...` does not pay for the others and one broken noun does not
take the rest down. Exit codes: 0 done, 1 done with findings or refused items, 2 wrong usage, 3 refused as a whole, 4 fault of
the machine. With ``--json`` stdout holds exactly one document and everything meant for people goes to stderr.
"""
