"""Blueprints and papers: the recipe, the seeded draw, and the frozen set of questions.

A paper refers to question versions and freezes the order of its questions and of their choices. The same blueprint, pool
and seed give the same paper on every machine. What is drawn is checked again by ``validate``, which shares nothing with
the draw. Refused: drawing row by row without looking ahead, because overlapping rows then starve although a paper exists.
"""
