"""Pandera schemas, derived from the model's tables: columns, types, keys, closed codes.

Data checks need an eager frame: pandera silently checks a LazyFrame's schema only (docs/decisions/0005).
"""

import pandera.polars as pa
import polars as pl

from pipelines.model.codes import CODES, STATUS_CODES
from pipelines.model.tables import Table


def schema_of(table: Table) -> pa.DataFrameSchema:
    """The Pandera schema of a model table: its columns and no others, keys present and unique, codes from their list."""
    codes = CODES | ({"status": STATUS_CODES[table.name]} if table.name in STATUS_CODES else {})
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                column.dtype,
                nullable=column.name not in table.key or column.name in table.null_in_key,
                checks=pa.Check.isin(sorted(codes[column.name])) if column.name in codes else None,
            )
            for column in table.columns
        },
        unique=list(table.key),
        strict=True,
        name=table.name,
    )


def schema_problems(table: Table, frame: pl.DataFrame) -> dict[str, int]:
    """Number of failing cells by ``column: rule``; empty when the frame is as the model says. No cell is told."""
    try:
        schema_of(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as found:
        # A missing or foreign column is named in the failing "cell"; every other cell may hold a person.
        about_columns = pl.col("check").is_in(["column_in_dataframe", "column_in_schema"])
        named = pl.when(about_columns).then("failure_case").otherwise("column").alias("column")
        cases = found.failure_cases.with_columns(named).group_by("column", "check").len().sort("column", "check")
        return {f"{column}: {str(check).split('(')[0]}": number for column, check, number in cases.iter_rows()}
    return {}
