"""Timed and scored comparisons; never part of the tests. ``make bench``, ``make bench-large``."""
