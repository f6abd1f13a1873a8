"""Quarters as Dagster partitions, keyed ``2026Q3`` as people write them.

They are dynamic, added when a quarter's folder appears or is run: a calendar partition would depend on the machine's
clock, and offices have wrong clocks (docs/decisions/0003-quarters-are-dynamic-partitions.md).
"""

import dagster as dg

from pipelines.model.quarter import Quarter

QUARTERS = dg.DynamicPartitionsDefinition(name="quarter")


def make_known(instance: dg.DagsterInstance, quarters: list[Quarter]) -> None:
    """Add the quarters that Dagster does not know yet."""
    known = set(instance.get_dynamic_partitions("quarter"))
    wanted = sorted({str(quarter) for quarter in quarters} - known)
    if wanted:
        instance.add_dynamic_partitions("quarter", wanted)
