"""A workbook as it was sent: sheets of tagged text cells, before anybody says what they mean.

A cell is one string: its first character tells what the file said it was, the rest is its text; a blank cell is ``""``.
This is also what crosses the pipe from the reader's child process, so it stays text and nothing else.
Belongs here: the shape. Finding lists in it is ``sheet.py``; making it from bytes is ``formats.py`` and ``cage.py``.
"""

from dataclasses import dataclass

from pipelines.model.codes import FileRefusal

TEXT, NUMBER, DATE, YES_NO, ERROR = "s", "n", "d", "b", "e"


@dataclass(frozen=True)
class Merge:
    """A merged range: 1-based worksheet rows and columns, inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """``rows[0]`` is worksheet row 1 and ``rows[0][0]`` column A; rows may differ in length. CSV: the name is empty."""

    name: str
    rows: list[list[str]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A read file, or the reason why it was not read. ``remarks`` are codes of things ignored (macros, links …)."""

    sha256: str
    kind: str
    sheets: tuple[Sheet, ...] = ()
    refusal: FileRefusal | None = None
    remarks: tuple[str, ...] = ()


def text_of(cell: str) -> str:
    """The cell's text without its tag."""
    return cell[1:]
