"""Scoring of responses, and what the marks mean: bands, pass or fail, results, regrades.

Holds what would be argued about in an appeal. A kind of question is one module in ``kinds`` with one function that turns a
question and a response into an exact fraction; ``score`` finds the right one. Fractions are exact; pass and band are
decided on marks rounded half-up to two places, which are also the marks shown. Refused: tolerance on floats, and a "score"
that means fraction, marks and outcome at once.
"""
