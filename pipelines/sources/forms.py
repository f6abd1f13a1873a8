"""One-incident forms: labels with their values beside them, about one person or two, laid out anew as a list.

Belongs here: seeing that a sheet is a form and collecting its pairs. The list made of them is then read like any other.
"""

import itertools
import re
from dataclasses import dataclass, field

from pipelines.model.codes import NotData
from pipelines.sources.grid import Grid, is_id_like, is_name_like
from pipelines.sources.header import Header
from pipelines.sources.labels import column_of, listed_column, plain, read_label
from pipelines.sources.vocabulary import IGNORED, SERIAL
from pipelines.sources.workbook import TEXT, Sheet

_INLINE = re.compile(r"^([^:：]{2,14})[:：](.*)$", re.DOTALL)
_LEAST_PAIRS = 3
_ONE_PERSONS = frozenset(
    {
        *("person_name", "id_number", "sex", "age", "birth_date", "phone", "address", "injury", "relation"),
        *("householder_name", "householder_id_number"),
    }
)
_NAMES = ("person_name", "householder_name")
_LONGEST = 300  # rows; a form is short


def is_bare_list(grid: Grid) -> bool:
    """Whether the sheet lists people without any header: numbers under each other in one column, names in another."""
    rows = [row for row in range(min(len(grid.rows), 60)) if len(grid.filled(row)) > 1]
    if len(rows) < _LEAST_PAIRS:
        return False
    width = max(len(grid.rows[row]) for row in rows)
    for test in (is_id_like, is_name_like):
        counts = [sum(1 for row in rows if test(grid.cell(row, column))) for column in range(width)]
        if max(counts) < 0.6 * len(rows):
            return False
    return True


@dataclass
class _Pair:
    row: int
    label: str
    meaning: str
    value: str


@dataclass(frozen=True)
class Form:
    """A form as a list: a made-up sheet of one header row and one row per person, and the real row of each name."""

    sheet: Sheet
    header: Header
    name_rows: list[int] = field(default_factory=list)
    kinds: dict[int, NotData] = field(default_factory=dict)


def _pairs_of_row(grid: Grid, row: int, meanings: dict[str, str]) -> list[_Pair]:
    """The labels of a row with what stands to their right; a label followed by a label has no value."""
    pairs: list[_Pair] = []
    waiting: _Pair | None = None
    for _, cell in grid.filled(row):
        inline = _INLINE.match(cell[1:].strip()) if cell[:1] == TEXT else None
        label = inline[1] if inline else cell[1:]
        awaited = waiting is not None and not waiting.value
        meaning = _meaning(label, meanings, awaited and not inline) if cell[:1] == TEXT and len(label) < 40 else None
        if meaning and (inline or not _is_value(waiting, meaning)):
            waiting = _Pair(row, label, meaning, TEXT + inline[2] if inline and inline[2] else "")
            pairs.append(waiting)
        elif waiting and not waiting.value:
            waiting.value = cell
        else:
            waiting = None
    return pairs


def _meaning(label: str, meanings: dict[str, str], awaited: bool) -> str | None:
    """What a label means; where a value is awaited, only a listed word is taken for one."""
    read = read_label(label)
    return listed_column(read, meanings) if awaited else column_of(read, meanings)


def _is_value(waiting: _Pair | None, meaning: str) -> bool:
    """A word of the vocabulary that stands where a value is awaited and is hardly a label (单位 | 小学)."""
    return waiting is not None and not waiting.value and meaning == SERIAL


def find_form(grid: Grid, meanings: dict[str, str]) -> Form | None:
    """The sheet as a form, or None when it is none: three labels with values, one of them a person's name or number."""
    if len(grid.rows) > _LONGEST:
        return None
    pairs = [pair for row in range(len(grid.rows)) for pair in _pairs_of_row(grid, row, meanings)]
    known = [pair for pair in pairs if pair.meaning not in (IGNORED, SERIAL)]
    said = [pair for pair in known if pair.value]
    if len(said) < _LEAST_PAIRS or not any(pair.meaning in ("person_name", "id_number") for pair in said):
        return None
    return _as_list(grid, pairs)


def _blocks(pairs: list[_Pair]) -> list[list[_Pair]]:
    """The pairs of each person: a new one begins where the name's label comes again."""
    said = {pair.meaning for pair in pairs}
    key = next((key for key in ("person_name", "householder_name", "id_number") if key in said), "id_number")
    starts = [place for place, pair in enumerate(pairs) if pair.meaning == key]
    edges = [0, *starts[1:], len(pairs)]
    return [pairs[first:last] for first, last in itertools.pairwise(edges)]


def _as_list(grid: Grid, pairs: list[_Pair]) -> Form:
    blocks = [block for block in _blocks(pairs) if any(pair.value for pair in block if pair.meaning in _ONE_PERSONS)]
    labels = list(dict.fromkeys(pair.label for pair in pairs))
    times = {label: sum(1 for pair in pairs if pair.label == label) for label in labels}
    shared = {p.label: p.value for p in pairs if times[p.label] == 1 and p.meaning not in _ONE_PERSONS and p.value}
    rows = [[TEXT + label for label in labels]]
    name_rows = []
    for block in blocks:
        own = {pair.label: pair.value for pair in reversed(block)}
        rows.append([own.get(label) or shared.get(label, "") for label in labels])
        name_rows.append(next((p.row for name in _NAMES for p in block if p.meaning == name), block[0].row))
    kinds = {row: NotData.FORM_LINE if grid.filled(row) else NotData.BLANK for row in range(len(grid.rows))}
    first = next((row for row in kinds if kinds[row] is NotData.FORM_LINE), None)
    if first is not None and len(grid.filled(first)) == 1 and not any(pair.row == first for pair in pairs):
        kinds[first] = NotData.TITLE
    for row in name_rows:
        kinds.pop(row, None)
    header = Header(0, 0, (), {index: (plain(label),) for index, label in enumerate(labels)})
    return Form(Sheet(grid.sheet.name, rows), header, name_rows, kinds)
