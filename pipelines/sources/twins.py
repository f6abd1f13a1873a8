"""Two tables side by side under one header (序号 姓名 … 序号 姓名 …) told apart.

Belongs here: splitting a header, and putting the persons' lines of the halves together again.
"""

from dataclasses import replace

from pipelines.model.codes import NotData
from pipelines.sources.body import Body
from pipelines.sources.cleaning import RawList
from pipelines.sources.header import Header

_LEAST_COLUMNS = 2


def halves(header: Header) -> list[Header]:
    """The header itself, or one header per table when its labels come again in the same order."""
    columns = sorted(header.paths)
    labels = [header.paths[column][-1] for column in columns]
    for size in range(_LEAST_COLUMNS, len(labels) // 2 + 1):
        if len(labels) % size == 0 and labels == labels[:size] * (len(labels) // size):
            parts = [columns[at : at + size] for at in range(0, len(columns), size)]
            return [replace(header, paths={column: header.paths[column] for column in part}) for part in parts]
    return [header]


def together(bodies: list[Body]) -> dict[int, NotData]:
    """The kinds of rows that are nobody's line in any half, as the first half sees them."""
    people = {row for body in bodies for row in body.data}
    kinds = {row: kind for body in reversed(bodies) for row, kind in body.kinds.items()}
    return {row: kind for row, kind in kinds.items() if row not in people}


def joined(raws: list[RawList]) -> RawList:
    """The halves' lines as one list: the second person of a row is its next item."""
    first, *others = raws
    for raw in others:
        offset = len(first.rows)
        items = dict.fromkeys(first.rows, 0)
        for row, item in zip(first.rows, first.items, strict=True):
            items[row] = max(items[row], item)
        first.items += [items.get(row, 0) + item for row, item in zip(raw.rows, raw.items, strict=True)]
        first.rows += raw.rows
        first.groups += raw.groups
        for key, cells in first.cells.items():
            cells += raw.cells.get(key, [""] * len(raw.rows))
        for own, more in (
            (first.filled_down, raw.filled_down),
            (first.hidden, raw.hidden),
            (first.several, raw.several),
        ):
            own.update(line + offset for line in more)
    return first
