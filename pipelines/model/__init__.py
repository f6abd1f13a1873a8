"""Words of the trade. Imports nothing of ours; no file, clock, network or database is touched here.

Belongs here: columns, tables, closed code lists, identity numbers, names, places, quarters, money, errors.
Does not: any number with policy meaning (``policy``), any sentence (``report``).
"""
