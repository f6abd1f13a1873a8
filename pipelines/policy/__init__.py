"""Numbers with authority: loads ``data/policy/*.toml`` and answers from it by day.

Belongs here: what someone signed (lines, levels, windows, clocks, class names, grids) and an office's choice of it.
Does not: the comparing itself (``screening``), any sentence (``report``). No number with policy meaning stands in Python.
"""

from pipelines.policy.load import load_policy
from pipelines.policy.policy import Policy
from pipelines.policy.shipped import shipped

__all__ = ["Policy", "load_policy", "shipped"]
