"""What an asset tells Dagster about a table: counts and columns, never a person."""

from typing import Any

import dagster as dg
import polars as pl


def table_asset_metadata(table: pl.DataFrame) -> dict[str, Any]:
    """The number of rows."""
    return {"dagster/row_count": table.height}


def counts_by(table: pl.DataFrame, *by: str) -> dict[str, Any]:
    """The number of rows, in all and by the given code columns (closed codes only, so that no person shows)."""
    counted = table.group_by(by).len().sort(by).with_columns(pl.col(by).fill_null("–"))
    header = "| " + " | ".join([*by, "n"]) + " |\n|" + "---|" * (len(by) + 1)
    lines = ["| " + " | ".join(str(value) for value in line) + " |" for line in counted.iter_rows()]
    return table_asset_metadata(table) | {"counts": dg.MetadataValue.md("\n".join([header, *lines]))}


def made(asset: str, metadata: dict[str, Any]) -> dg.MaterializeResult[None]:
    """The answer of a step that has put the asset's tables into the store."""
    return dg.MaterializeResult(asset_key=asset, metadata=metadata)
