"""Plans, targets, progress and classes: who must learn what by when, and where they stand.

Training counts only when the assessment is passed: *trained* is *learned* and *passed*, and both are kept apart so that a
screen can show them side by side. Head counts are whole people, never rounded percents.
"""
