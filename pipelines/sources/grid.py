"""A sheet as a grid of texts: what stands in a cell, what a merge spreads over it, what a value looks like.

Belongs here: looking at single cells and merges. What a row means is ``header.py`` and ``body.py``.
"""

import re
from dataclasses import dataclass, field
from itertools import product

from pipelines.sources.labels import plain
from pipelines.sources.workbook import DATE, NUMBER, TEXT, Merge, Sheet

_ID_LIKE = re.compile(r"^(?:\d{17}[\dXx*]|\d{15}|\d{18,20}|[\d*]{6}[\d*xX]{8,14})$")
_PHONE_LIKE = re.compile(r"^1[3-9]\d{9}$")
_NAME_LIKE = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff*＊某○×·]{2,4}$|^[\u3400-\u9fff]+·[\u3400-\u9fff·]+$")
_NUMBER_LIKE = re.compile(r"^[-+]?[¥￥]?[\d,]+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:元|万元|万)?$")
_MOST_MERGED_CELLS = 200_000


@dataclass(frozen=True)
class Grid:
    """A sheet with its merges turned into lookups. Rows and columns are 0-based here, as in ``Sheet.rows``."""

    sheet: Sheet
    merged_from: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[str]]:
        return self.sheet.rows

    def cell(self, row: int, column: int) -> str:
        """The tagged cell, ``""`` beyond the row's end."""
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """The cell's bare words."""
        return plain(self.cell(row, column)[1:])

    def spread_text(self, row: int, column: int) -> str:
        """The cell's bare words, or those of the merge that covers it."""
        own = self.text(row, column)
        origin = self.merged_from.get((row, column))
        return self.text(*origin) if origin and not own else own

    def filled(self, row: int) -> list[tuple[int, str]]:
        """(column, tagged cell) of the row's cells that hold more than blanks."""
        return [(column, cell) for column, cell in enumerate(self.sheet.rows[row]) if cell and plain(cell[1:])]

    def merges_at(self, row: int) -> list[Merge]:
        """The merges that cover a 0-based row."""
        return [merge for merge in self.sheet.merges if merge.first_row <= row + 1 <= merge.last_row]


def make_grid(sheet: Sheet, rows_up_to: int = 400) -> Grid:
    """The grid of a sheet; merges are looked up cell by cell only in its first rows, where headers stand."""
    merged_from: dict[tuple[int, int], tuple[int, int]] = {}
    left = _MOST_MERGED_CELLS
    for merge in sheet.merges:
        rows = range(merge.first_row - 1, min(merge.last_row, merge.first_row + 12, rows_up_to, len(sheet.rows)))
        columns = range(merge.first_column - 1, min(merge.last_column, merge.first_column + 200))
        left -= len(rows) * len(columns)
        if left < 0:  # no header is so big: somebody means harm
            break
        origin = (merge.first_row - 1, merge.first_column - 1)
        merged_from.update(dict.fromkeys(product(rows, columns), origin))
    return Grid(sheet, merged_from)


def is_id_like(cell: str) -> bool:
    """Whether a tagged cell has the shape of an identity number, whole, damaged or masked."""
    text = plain(cell[1:])
    if cell[:1] == NUMBER:
        return len(text.partition(".")[0]) in (15, 18, 20) or "E+1" in text.upper()
    return cell[:1] == TEXT and bool(_ID_LIKE.match(text))


def is_phone_like(cell: str) -> bool:
    """Whether a tagged cell has the shape of a mobile number."""
    return bool(_PHONE_LIKE.match(plain(cell[1:]).removesuffix(".0")))


def is_name_like(cell: str) -> bool:
    """Whether a text cell could be a person's name by shape alone."""
    return cell[:1] == TEXT and bool(_NAME_LIKE.match(plain(cell[1:])))


def is_number_like(cell: str) -> bool:
    """Whether a cell is a number, a date, or text written as an amount."""
    return cell[:1] in (NUMBER, DATE) or bool(_NUMBER_LIKE.match(plain(cell[1:])))
