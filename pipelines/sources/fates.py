"""What becomes of each row: accepted, duplicate, rejected with a reason, or not data with its kind (promise 1).

Belongs here: fates and the count that shows they close. Which rows are persons' lines is ``body.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.model.codes import Fate, Note, RejectReason
from pipelines.model.tables import ACCOUNTING
from pipelines.sources.cleaning import Notes, RawList
from pipelines.sources.people import is_no_name
from pipelines.sources.workbook import ERROR

# What may differ between two rows that say the same.
_POSITION = ("file", "sheet", "row_no", "item_no", "fate", "reason", "notes")


@dataclass(frozen=True)
class Lines:
    """The persons' lines of a list, one entry a line: 0-based physical row, item, why rejected if it is, notes."""

    rows: list[int]
    items: list[int]
    reasons: list[str | None]
    notes: list[str | None]

    def __len__(self) -> int:
        return len(self.rows)


def judge(raw: RawList, columns: dict[str, list[object]], notes: Notes, differing: list[int]) -> Lines:
    """Judge every person's line of a list; ``differing`` are lines whose 个人负担 does not fit the other amounts."""
    length = len(raw.rows)
    names = columns.get("person_name", [None] * length)
    numbers = columns.get("id_number", [None] * length)
    notes.add(differing, Note.SELF_PAID_DIFFERS)
    notes.add(raw.filled_down, Note.FILLED_DOWN)
    notes.add(raw.hidden, Note.HIDDEN_ROW)
    notes.add(raw.several, Note.SEVERAL_IN_CELL)
    notes.add((line for line in range(length) if not names[line] and numbers[line]), Note.NAME_MISSING)
    reasons = _reasons(raw, names, numbers)
    found = [reasons[line].value if line in reasons else None for line in range(length)]
    return Lines(raw.rows, raw.items, found, notes.joined())


def _reasons(raw: RawList, names: list[object], numbers: list[object]) -> dict[int, RejectReason]:
    reasons: dict[int, RejectReason] = {}
    for key in ("person_name", "id_number"):
        cells = raw.cells.get(key, [])
        reasons.update(
            {line: RejectReason.FORMULA_WITHOUT_VALUE for line, cell in enumerate(cells) if cell[:1] == ERROR}
        )
    name_cells = raw.cells.get("person_name") or raw.cells.get("householder_name") or [""] * len(raw.rows)
    for line in range(len(raw.rows)):
        if names[line] is None and numbers[line] is None and line not in reasons:
            odd = is_no_name(name_cells[line])
            reasons[line] = RejectReason.NOT_A_PERSON if odd else RejectReason.NO_PERSON
        elif numbers[line] is None and line not in reasons and is_no_name(name_cells[line]):
            reasons[line] = RejectReason.NOT_A_PERSON
    return reasons


def mark_duplicates(rows: pl.DataFrame, values: list[str] | None = None) -> pl.DataFrame:
    """ROWS with later copies of an accepted row marked ``duplicate``, sorted by position.

    Copies agree in every column of ``values`` (all but position and notes unless given), nulls included. The smallest
    (file, sheet, row_no, item_no) is the original.
    """
    compared = values or [name for name in rows.columns if name not in _POSITION]
    ordered = rows.sort("file", "sheet", "row_no", "item_no", maintain_order=True).with_row_index("_place")
    accepted = ordered.filter(pl.col("fate") == Fate.ACCEPTED.value)
    originals = accepted.unique(compared, keep="first", maintain_order=True)
    again = accepted.join(originals, on="_place", how="anti")["_place"]
    is_again = pl.col("_place").is_in(again.implode())
    fate = pl.when(is_again).then(pl.lit(Fate.DUPLICATE.value)).otherwise(pl.col("fate")).alias("fate")
    return ordered.with_columns(fate).drop("_place")


def account(rows: pl.DataFrame, physical: Mapping[tuple[str, str], int]) -> pl.DataFrame:
    """ACCOUNTING: per sheet the rows present and the fates of ROWS.

    ``physical``: (file, sheet) → rows that the sheet itself has. Present are these and, where one row holds several
    records, each further one. A sheet that lost a row on the way does not close.
    """
    key = ["file", "sheet"]
    sheets = pl.DataFrame(
        [(*place, count) for place, count in sorted(physical.items()) if count],
        schema={"file": pl.String, "sheet": pl.String, "physical": pl.Int64},
        orient="row",
    )
    counts = [(pl.col("fate") == fate.value).sum().cast(pl.Int64).alias(fate.value) for fate in Fate]
    counted = rows.group_by(key).agg(
        pl.col("quarter", "department").drop_nulls().first(), (pl.col("item_no") > 1).sum().alias("further"), *counts
    )
    joined = sheets.join(counted, on=key, how="full", coalesce=True)
    numbers = ["physical", "further", *(fate.value for fate in Fate)]
    filled = joined.with_columns(pl.col(numbers).fill_null(0)).with_columns(pl.col("quarter").fill_null(""))
    present = (pl.col("physical") + pl.col("further")).alias("present")
    return ACCOUNTING.conform(filled.with_columns(present)).sort("quarter", "file", "sheet")
