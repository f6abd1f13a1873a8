"""A list before it becomes a file: records, and the physical lines that a sheet is made of, each with its truth.

Belongs here: the shapes only. ``layout.py`` makes lines of records, ``writers.py`` bytes of lines, ``truth.py`` the truth table.
"""

from dataclasses import dataclass, field

from pipelines.model.codes import ListKind, NotData, RejectReason
from pipelines.sample.spelling import Cell


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list. ``parents``: upper header words, top first; ``width`` in characters."""

    key: str
    heading: str
    parents: tuple[str, ...] = ()
    width: int = 10


@dataclass(slots=True, eq=False)
class Record:
    """What a sender wrote about one person. ``village`` is the run it stands in when the list is sorted by village."""

    village: str
    cells: dict[str, Cell]
    truth: dict[str, object]
    rejected: RejectReason | None = None
    copied: bool = False  # a deliberate exact copy of another record
    items: "tuple[Record, ...]" = ()  # further people in the same row


@dataclass(slots=True)
class Line:
    """One physical row. ``kind`` is None for a row that holds records."""

    cells: list[Cell]
    kind: NotData | None
    records: tuple[Record, ...] = ()
    hidden: bool = False
    style: str = "data"  # title | header | data | plain


@dataclass(slots=True)
class SheetDraft:
    """One sheet; ``merges`` are (first row, first column, last row, last column), from 0."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    margin: int = 0  # columns left empty before the table
    fields: tuple[str, ...] = ()  # keys of its columns: rows of sheets with the same ones can say the same


@dataclass(slots=True)
class FileDraft:
    """One file to be sent: path below its folder, format, sheets; ``quirks`` say what is odd about it."""

    path: str
    department: str
    list_kind: ListKind | None
    format: str  # xlsx | xls | csv_gb18030 | csv_utf8_bom
    sheets: list[SheetDraft]
    quirks: tuple[str, ...] = ()
    equals_text: bool = False
