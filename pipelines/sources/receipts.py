"""What is told about one delivered file: how it was recognised, which columns were read as what, and its rows by fate.

Belongs here: the record. Its sentences are ``report``'s; a receipt holds codes, headings and counts, never a person's data.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import polars as pl

from pipelines.model.codes import DeliveryStatus, FileRefusal, ListKind
from pipelines.model.tables import RECEIPTS
from pipelines.sources.listing import ReadList
from pipelines.sources.reading import ReadSheet


@dataclass(frozen=True)
class ColumnRead:
    """A sheet column (letter), its heading, what it was read as, by which evidence, and its unit if it named one."""

    letter: str
    heading: str
    column: str
    how: str
    unit: str | None


@dataclass(frozen=True)
class ListReceipt:
    """One list of a file. Rows are worksheet rows, 1-based."""

    sheet: str
    list_kind: ListKind | None
    header_first: int
    header_last: int
    columns: tuple[ColumnRead, ...]
    ignored: tuple[str, ...]
    unknown: tuple[str, ...]
    doubts: tuple[tuple[str, str, str], ...] = ()  # (column, one heading, other heading), to be asked
    hidden_sheet: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0


@dataclass(frozen=True)
class Receipt:
    """One delivered file."""

    file: str
    sha256: str
    department: str | None
    status: DeliveryStatus
    reason: FileRefusal | None
    same_as: str | None
    lists: tuple[ListReceipt, ...]
    other_sheets: tuple[str, ...]
    remarks: tuple[str, ...]
    fates: dict[str, int]


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def list_receipt(read: ReadSheet, found: ReadList) -> ListReceipt:
    """The receipt of one list."""
    binding, sheet = found.recognised.binding, read.sheet
    return ListReceipt(
        sheet=sheet.name,
        list_kind=found.kind,
        header_first=found.header.first + 1,
        header_last=found.header.last + 1,
        columns=tuple(
            ColumnRead(column_letter(one.index), one.heading, one.column, one.how, one.unit) for one in binding.columns
        ),
        ignored=tuple(heading for _, heading in binding.ignored),
        unknown=tuple(heading for _, heading in binding.unknown),
        doubts=binding.doubts,
        hidden_sheet=sheet.hidden,
        hidden_rows=len(sheet.hidden_rows),
        hidden_columns=len(sheet.hidden_columns),
    )


def as_table(receipts: Iterable[Receipt], quarter: str) -> pl.DataFrame:
    """RECEIPTS, sorted by key: each receipt's fields as JSON in ``body``."""
    lines = [
        {"quarter": quarter, "file": one.file, "body": json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)}
        for one in receipts
    ]
    return RECEIPTS.conform(pl.DataFrame(lines, schema=RECEIPTS.schema)).sort(RECEIPTS.key)
