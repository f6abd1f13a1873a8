"""What it means: linked rows, amounts and dates against a policy → facts, clues and warnings. Pure Polars.

Belongs here: adding up, comparing, merging per household, ranking. Does not: who a row is (``linkage``), any number
(``policy``), any sentence (``report``).
"""

from pipelines.screening.screen import Screened, screen

__all__ = ["Screened", "screen"]
