"""What each subcommand of ``bidui`` does: one plain function each, returning exit code, JSON body and printed lines.

Dagster, DuckDB and the like are imported inside the functions that need them: ``bidui link`` starts cold in a blink.
"""

from pipelines.commands.auditing import explain
from pipelines.commands.damage import verify
from pipelines.commands.office import init, sample
from pipelines.commands.overview import status
from pipelines.commands.protection import protect
from pipelines.commands.quarter import run, ui
from pipelines.commands.receipts import receipt
from pipelines.commands.returned import take_back
from pipelines.commands.tables import export, link, score
from pipelines.commands.upkeep import doctor

__all__ = [
    "doctor",
    "explain",
    "export",
    "init",
    "link",
    "protect",
    "receipt",
    "run",
    "sample",
    "score",
    "status",
    "take_back",
    "ui",
    "verify",
]
