"""Invented people: towns to try and test on. Imports nothing of sources, linkage or screening."""
