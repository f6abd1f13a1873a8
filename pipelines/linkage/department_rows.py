"""ROWS of the departments as the engine wants them, and its answers as the tables LINKS and CANDIDATES.

Belongs here: naming rows by number and back. Does not: any thought about who somebody is.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.linkage.linker import link
from pipelines.linkage.parameters import Parameters
from pipelines.linkage.registry import PreparedRegistry
from pipelines.model.codes import Fate
from pipelines.model.tables import CANDIDATES, LINKS, PERSON_WORDS, ROW_KEY

_LINKED_FATES = [Fate.ACCEPTED.value, Fate.DUPLICATE.value]


@dataclass(frozen=True)
class DepartmentLinks:
    """LINKS: one line for each accepted or duplicate row; CANDIDATES: the persons weighed for it."""

    links: pl.DataFrame
    candidates: pl.DataFrame


def link_department(registry: PreparedRegistry, rows: pl.DataFrame, parameters: Parameters) -> DepartmentLinks:
    """Link ROWS (of any departments and quarters) to the prepared registry. Rows that are no data get no line."""
    due = rows.filter(pl.col("fate").is_in(_LINKED_FATES)).sort(ROW_KEY).with_row_index("row_id")
    due = due.with_columns(pl.col("row_id").cast(pl.String))
    linked = link(registry, due.select("row_id", "department", *PERSON_WORDS.split()), parameters)
    where = due.select("row_id", "department", *ROW_KEY)
    return DepartmentLinks(
        LINKS.conform(where.join(linked.links, on="row_id", how="left", maintain_order="left")),
        CANDIDATES.conform(linked.alternatives.join(where, on="row_id", how="left")).sort(CANDIDATES.key),
    )
