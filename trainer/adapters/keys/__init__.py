"""Secret keys of a home: sealing personal numbers, keyed digests, argon2id for secrets, the issuer's signing key.

One step below the other adapters, which may use it. ``cryptography`` and ``argon2`` are importable here and nowhere else.
"""
