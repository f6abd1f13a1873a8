"""Sheets 各乡镇预警 and 各村预警 of the summary: households by kind and urgency, open questions, what to send.

Belongs here: those sheets. Does not: counting kinds (``counts``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipelines.report import counts
from pipelines.report.cells import Book
from pipelines.report.entries import Place
from pipelines.report.grid import Col, Value, write_grid
from pipelines.report.manifest import VillageRecord
from pipelines.report.plain import outside
from pipelines.report.questions import Questions
from pipelines.report.texts import text

PLACE = (Col("township", 74, "center"), Col("village", 80, "center"))
_COUNTS = (
    Col("households", 40, "number"),
    *(Col(kind.value, 40, "number", label=kind.label) for kind in counts.KINDS),
    *(Col(urgency.value, 40, "number", label=urgency.label) for urgency in counts.URGENCIES),
    Col("monitored", 40, "number"),
)
_COUNT_KEYS = ("all", *(kind.value for kind in counts.KINDS), *(u.value for u in counts.URGENCIES), "monitored")
_VILLAGES = (*PLACE, *_COUNTS, Col("unknown", 40, "number"), Col("review", 40, "number"), Col("state", 84, "center"))
_TOWNSHIPS = (
    Col("township", 90, "center"),
    Col("villages", 44, "number"),
    Col("villages_warned", 44, "number"),
    *_COUNTS,
    Col("unknown", 40, "number"),
    Col("review", 40, "number"),
)


def write_places(
    book: Book,
    title: str,
    records: Sequence[VillageRecord],
    by_village: Mapping[Place, Counter[str]],
    asked: Questions,
) -> None:
    """Both sheets; townships only when there are several. ``by_village``: ``counts.kinds_of``."""
    numbers = [(record.township, _numbers(record, by_village, asked)) for record in records]
    townships = sorted({record.township for record in records})
    if len(townships) > 1:
        _write_townships(book, title, townships, numbers)
    lines: list[list[Value]] = [
        [*shown_place((record.township, record.village)), *its, text(f"state.{record.state}")]
        for record, (_, its) in zip(records, numbers, strict=True)
    ]
    total: list[Value] = [text("summary.total"), "", *_sums([its for _, its in numbers], len(_VILLAGES) - 3), ""]
    _write(book, "villages", title, _VILLAGES, lines, total)


def _write_townships(
    book: Book, title: str, townships: Sequence[str], numbers: Sequence[tuple[str, Sequence[int]]]
) -> None:
    width = len(_TOWNSHIPS) - 1
    by_township = {
        name: [(1, int(its[0] > 0), *its) for township, its in numbers if township == name] for name in townships
    }
    subtotals = {name: _sums(its, width) for name, its in by_township.items()}
    lines: list[list[Value]] = [[outside(name, 30), *its] for name, its in subtotals.items()]
    _write(book, "townships", title, _TOWNSHIPS, lines, [text("summary.total"), *_sums(subtotals.values(), width)])


def _write(
    book: Book, name: str, title: str, columns: Sequence[Col], lines: Sequence[Sequence[Value]], total: Sequence[Value]
) -> None:
    note = text("summary.note_villages")
    write_grid(book, text(f"summary.sheet_{name}"), title, note, columns, lines, total=total)


def _sums(lines: Iterable[Sequence[int]], width: int) -> list[int]:
    """The sum of each of ``width`` columns."""
    return [sum(column) for column in zip(*lines, strict=True)] or [0] * width


def _numbers(record: VillageRecord, by_village: Mapping[Place, Counter[str]], asked: Questions) -> list[int]:
    """A village's numbers, in the order of ``_COUNTS``, then its questions."""
    place: Place = (record.township, record.village)
    counter = by_village.get(place, Counter())
    doubtful = len({line.about for line in asked.review.get(place, ())})
    return [*(counter[key] for key in _COUNT_KEYS), len(asked.unknown.get(place, ())), doubtful]


def shown_place(place: Place) -> tuple[str, str]:
    """Township and village as a cell shows them."""
    return outside(place[0], 30), outside(place[1], 30) or text("workbook.unknown_village")
