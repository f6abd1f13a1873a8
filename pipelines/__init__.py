"""Bidui: from departments' lists to the households a village should visit.

The rooms, from the bottom up (imports point down only):

- ``model``      words of the trade: columns, tables, code lists, numbers, names, places, quarters, money, errors
- ``policy``     numbers somebody signed: rules, lines, clocks, read from ``data/policy``
- ``sources``    reading what others send · ``linkage`` who is who · ``screening`` what it means
- ``ledger``     what was done and said · ``store`` finished tables · ``report`` what people receive
- ``sample``     invented people to try and test on
- ``assets`` ``checks`` ``jobs`` ``definitions``  Dagster: when, and what happened · ``cli`` one command, one function
"""
