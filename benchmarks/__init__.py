"""Figures against named yardsticks, run beside them: absolute times on shared machines mean little.

A benchmark is a module of this folder with ``run() -> {"name", "rows"}``; a row has ``figure``, ``value``, ``unit`` and,
where they mean something, ``yardstick``, ``yardstick_value``, ``ratio``, ``limit`` (on the ratio; on the value where there
is no ratio or ``limit_on`` says ``value``). A module without ``run`` is a program of its own whose exit code tells.
"""
