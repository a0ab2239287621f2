"""The machine, seen through plain functions: paths, clock, settings file, logs, locks, safe readers.

Standard library and small libraries only; imports nothing else of the program and raises plain built-in errors, which the
adapters and services turn into faults.
Open to every room but the domain.
"""
