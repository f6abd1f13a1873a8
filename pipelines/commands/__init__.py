"""What each subcommand of ``bidui`` does: one plain function each, returning exit code, JSON body and printed lines.

Dagster, DuckDB and the like are imported inside the functions that need them: ``bidui link`` starts cold in a blink.
"""

from pipelines.commands.explain import explain
from pipelines.commands.office import init, sample
from pipelines.commands.protection import protect
from pipelines.commands.quarter import run, ui
from pipelines.commands.returned import take_back
from pipelines.commands.tables import export, link, score
from pipelines.commands.verify import verify

__all__ = ["explain", "export", "init", "link", "protect", "run", "sample", "score", "take_back", "ui", "verify"]
