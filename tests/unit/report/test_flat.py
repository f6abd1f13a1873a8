"""An exported table comes back as it was, and no cell of it is a formula in a spreadsheet."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.model.errors import UsageError
from pipelines.report.flat import flat_file

TABLE = pl.DataFrame(
    {
        "file": ["=1+1", "+cmd|' /C calc'!A0", "@sum", "＝1", 'a,b\n"c"', None],
        "row_no": [1, 2, 3, 4, 5, None],
        "self_paid_yuan": [Decimal("-3.50"), *([None] * 5)],
    },
    schema_overrides={"self_paid_yuan": pl.Decimal(14, 2)},
)


def test_parquet_is_the_table_itself() -> None:
    assert pl.read_parquet(io.BytesIO(flat_file(TABLE, Path("a.parquet")))).equals(TABLE)


def test_csv_quotes_what_a_spreadsheet_would_run() -> None:
    content = flat_file(TABLE, Path("a.csv"))
    assert content.startswith(b"\xef\xbb\xbf")
    back = pl.read_csv(io.BytesIO(content), infer_schema=False)
    assert back["file"].to_list() == ["'=1+1", "'+cmd|' /C calc'!A0", "'@sum", "'＝1", 'a,b\n"c"', None]
    assert back["self_paid_yuan"][0] == "-3.50"


def test_workbook_has_no_formula() -> None:
    content = flat_file(TABLE, Path("a.xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert content == flat_file(TABLE, Path("b.xlsx"))


def test_unknown_ending_is_refused_by_name() -> None:
    with pytest.raises(UsageError) as refused:
        flat_file(TABLE, Path("a.pdf"))
    assert refused.value.context["ending"] == ".pdf"
