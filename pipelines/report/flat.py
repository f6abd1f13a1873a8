"""A table of ours as a file for other tools: Parquet, CSV or a plain workbook. Text from outside stays text."""

import io
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from pipelines.model.errors import UsageError

_FORMULA_STARTS = r"^\s*[=+\-@\t\r＝＋－＠]"
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes on any day
_WORKBOOK_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _csv(frame: pl.DataFrame) -> bytes:
    """UTF-8 with BOM, so that Excel shows Chinese; text that a spreadsheet would run gets a quote in front."""
    guarded = frame.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA_STARTS))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.String
    )
    return b"\xef\xbb\xbf" + guarded.write_csv().encode()


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _xlsx(frame: pl.DataFrame) -> bytes:
    """One sheet: column names, then every value as text or number."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {**_WORKBOOK_OPTIONS, "in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet("table")
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, name)
        for number, line in enumerate(frame.iter_rows(), start=1):
            for column, value in enumerate(line):
                if value is None:
                    continue
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


WRITERS = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}


def flat_file(frame: pl.DataFrame, to: Path) -> bytes:
    """The bytes of ``frame`` in the format that ``to`` ends in. Raises UsageError for an unknown ending."""
    writer = WRITERS.get(to.suffix.lower())
    if writer is None:
        raise UsageError("export_format_unknown", ending=to.suffix, known=" ".join(WRITERS))
    return writer(frame)
