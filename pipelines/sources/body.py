"""What each row under a header is: a person's line, or one of the lines that are none, each with its kind.

Belongs here: telling rows apart. Whether a person's line can be used is decided when its cells have been read (``fates.py``).
"""

import re
from dataclasses import dataclass, field

from pipelines.model.codes import NotData
from pipelines.model.places import split_village, village_key
from pipelines.sources import vocabulary as words
from pipelines.sources.binding import Binding
from pipelines.sources.grid import Grid, is_id_like, is_name_like, is_number_like
from pipelines.sources.header import Header, hits, looks_like_header
from pipelines.sources.labels import plain
from pipelines.sources.workbook import DATE, NUMBER, TEXT

_IDS = ("id_number", "householder_id_number", "guardian_id_number")
_NAMES = ("person_name", "householder_name")
_COUNT = re.compile(r"[(]?(?:共|计|合计)?[:：]?\d+(?:\.0)?(?:人|户|名|例|件|人次|户\d+人)?[)]?")
_NUMBERING = re.compile(r"^[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?[、.．]|^[(][一二三四五六七八九十\d]{1,3}[)]")
_PLACE = re.compile(
    r"^[\u3400-\u9fff\d]{1,14}(?:村民委员会|村委会|居委会|行政村|村|社区|居|组|队|屯|庄|镇|乡|街道|小学|中学|学校)$"
)
_ZERO = re.compile(r"^-?0(?:\.0+)?(?:元)?$")
_PLAIN_ID = re.compile(r"^[sn]\d{14}")
_PLAIN_NAME = re.compile(r"^s[\u3400-\u9fff]{2,4}$")


@dataclass
class Body:
    """The rows of one list (0-based): ``data`` in order, ``kinds`` of the others, ``stop`` where something else begins."""

    data: list[int] = field(default_factory=list)
    kinds: dict[int, NotData] = field(default_factory=dict)
    groups: list[tuple[int, str]] = field(default_factory=list)  # (row, place text) in order
    stop: int = 0


@dataclass(frozen=True)
class _Columns:
    names: tuple[int, ...]
    ids: tuple[int, ...]
    village: int | None
    said: frozenset[int]  # columns whose content says something about a person
    labels: frozenset[str]  # words of the vocabulary and of this header
    places: frozenset[str]
    start: int  # the first row under the header


def _columns(header: Header, binding: Binding, meanings: dict[str, str], places: frozenset[str]) -> _Columns:
    by_name = {bound.column: bound.index for bound in reversed(binding.columns)}
    return _Columns(
        names=tuple(by_name[name] for name in _NAMES if name in by_name),
        ids=tuple(by_name[name] for name in _IDS if name in by_name),
        village=by_name.get("village_name"),
        said=frozenset(bound.index for bound in binding.columns),
        labels=frozenset(meanings) | {text for path in header.paths.values() for text in path},
        places=places,
        start=header.body_start,
    )


def _surely_people(rows: list[list[str]], start: int, columns: _Columns) -> set[int]:
    """Rows that need no second look: a number where the number belongs, or a plain name among other filled cells."""
    sure: set[int] = set()
    for index in columns.ids[:1]:
        match = _PLAIN_ID.match
        sure.update(row for row in range(start, len(rows)) if index < len(rows[row]) and match(rows[row][index]))
    for index in columns.names[:1]:
        sure.update(
            row for row in range(start, len(rows)) if row not in sure and _is_plain_person(rows[row], index, columns)
        )
    return sure


def _is_plain_person(cells: list[str], index: int, columns: _Columns) -> bool:
    if index >= len(cells) or not _PLAIN_NAME.match(cells[index]):
        return False
    name = cells[index][1:]
    if _is_word(name) or name in columns.labels or village_key(name) in columns.places:
        return False
    return sum(1 for cell in cells if cell) >= 3 and not any(_is_word(cell[1:]) for cell in cells[:index] if cell)


def _is_word(text: str) -> bool:
    bare = plain(text)
    return bool(
        words.TOTAL_WORDS.match(bare)
        or words.SUBTOTAL_WORDS.match(bare)
        or (words.FOOTER_WORDS.match(bare) and len(bare) < 6)
        or words.END_WORDS.match(bare)
        or bare in words.NOT_NAMES
    )


def read_body(grid: Grid, header: Header, binding: Binding, meanings: dict[str, str], places: frozenset[str]) -> Body:
    """Tell the rows under ``header`` apart, down to the next, different header or the sheet's end."""
    columns = _columns(header, binding, meanings, places)
    start, rows = header.body_start, grid.rows
    sure = _surely_people(rows, start, columns)
    known_rows = _rows_above(grid, header)
    body = Body(stop=len(rows))
    village_filled = _share_filled(rows, sure, columns.village)
    last_sure = max(sure, default=start - 1)
    for row in range(start, len(rows)):
        if row in sure:
            body.data.append(row)
            continue
        filled = grid.filled(row)
        known = known_rows.get(tuple((index, plain(cell[1:])) for index, cell in filled))
        kind = known if known and filled else _kind(grid, row, filled, columns, row > last_sure, village_filled)
        if kind in (None, NotData.FOOTER) and known is None and _is_other_header(grid, row, meanings, header):
            body.stop = _title_start(grid, row, body)
            break
        if kind is None:
            kind = NotData.REPEATED_HEADER if _is_repeated(grid, row, header, meanings) else None
        _place(body, row, kind, filled)
    body.data = [row for row in body.data if row < body.stop]
    body.kinds = {row: kind for row, kind in body.kinds.items() if row < body.stop}
    return body


def _place(body: Body, row: int, kind: NotData | None, filled: list[tuple[int, str]]) -> None:
    if kind is None:
        body.data.append(row)
        return
    body.kinds[row] = kind
    place = _place_named(plain(filled[0][1][1:])) if kind is NotData.GROUP else ""
    if _PLACE.match(place):
        body.groups.append((row, place))


def _place_named(text: str) -> str:
    """A group line's words without numbering and count: 一、石湾村(2人) → 石湾村."""
    return _COUNT.sub("", _NUMBERING.sub("", text)).strip(":：、-—")


def _rows_above(grid: Grid, header: Header) -> dict[tuple[tuple[int, str], ...], NotData]:
    """The header's own rows and the title above it, by content, so that page breaks which repeat them are seen."""
    above: dict[tuple[tuple[int, str], ...], NotData] = {}
    for row in range(max(0, header.first - 10), header.body_start):
        key = tuple((index, plain(cell[1:])) for index, cell in grid.filled(row))
        if key:
            numbered = NotData.HEADER_NUMBERS if row in header.number_rows else NotData.REPEATED_HEADER
            above[key] = numbered if row >= header.first else NotData.TITLE
    return above


def _share_filled(rows: list[list[str]], sure: set[int], index: int | None) -> float:
    if index is None or not sure:
        return 0.0
    return sum(1 for row in sure if index < len(rows[row]) and rows[row][index]) / len(sure)


def _is_other_header(grid: Grid, row: int, meanings: dict[str, str], header: Header) -> bool:
    if any(cell[:1] in (NUMBER, DATE) for cell in grid.rows[row]):
        return False
    found = looks_like_header(grid, row, meanings)
    return len(found) >= 2 and not _same_labels(grid, row, header)


def _same_labels(grid: Grid, row: int, header: Header) -> bool:
    """Whether most filled cells of the row say what the header says in their column."""
    filled = grid.filled(row)
    same = sum(1 for index, cell in filled if plain(cell[1:]) in header.paths.get(index, ()))
    return same > len(filled) / 2


def _is_repeated(grid: Grid, row: int, header: Header, meanings: dict[str, str]) -> bool:
    return len(grid.filled(row)) >= 2 and _same_labels(grid, row, header) and bool(hits(grid, row, meanings))


def _title_start(grid: Grid, row: int, body: Body) -> int:
    """The first row that belongs to the header at ``row``: its title lines, up to a person, a blank or a total."""
    start = row
    while start - 1 in body.kinds and body.kinds[start - 1] in (NotData.GROUP, NotData.FOOTER, NotData.PREAMBLE):
        text = plain(grid.filled(start - 1)[0][1][1:])
        if words.FOOTER_WORDS.match(text) and len(text) < 40 and not text.startswith(("单位", "填报", "日期", "时间")):
            break
        start -= 1
    return start


def _kind(
    grid: Grid, row: int, filled: list[tuple[int, str]], columns: _Columns, after_people: bool, village_filled: float
) -> NotData | None:
    """The kind of a row that is not plainly a person's line; None when it is meant to be one."""
    if not filled:
        return NotData.BLANK
    texts = [plain(cell[1:]) for _, cell in filled]
    if any(is_id_like(cell) for index, cell in filled if index in columns.ids):
        return None
    sum_kind = _sum_kind(texts)
    if sum_kind:
        return sum_kind
    if words.END_WORDS.match(texts[0]) or _is_footer(filled, texts, columns, after_people):
        return NotData.FOOTER
    if _is_group(filled, texts, columns, village_filled):
        return NotData.GROUP
    if _names_someone(grid, row, columns) and not (len(filled) == 1 and not is_name_like(filled[0][1])):
        return None
    if _adds_up(grid, filled, columns, row):
        return NotData.TOTAL
    return _without_person(filled, texts, columns, after_people)


def _sum_kind(texts: list[str]) -> NotData | None:
    for text in texts[:3]:
        if words.TOTAL_WORDS.match(text):
            return NotData.TOTAL
        if words.SUBTOTAL_WORDS.match(text):
            return NotData.SUBTOTAL
    return None


def _is_footer(filled: list[tuple[int, str]], texts: list[str], columns: _Columns, after_people: bool) -> bool:
    if not words.FOOTER_WORDS.match(texts[0]):
        return False
    if after_people and sum(1 for text in texts if words.FOOTER_WORDS.match(text)) >= 2:
        return True  # 填表人 | 李小云 | 审核人 | 王院长
    colon = any(mark in texts[0] for mark in ":：") or len(texts[0]) > 8
    return (colon and len(filled) <= 6) or (after_people and len(filled) <= 4)


def _is_group(filled: list[tuple[int, str]], texts: list[str], columns: _Columns, village_filled: float) -> bool:
    """A line that names a place, maybe with a count, for the lines under it."""
    index, first = filled[0][0], texts[0]
    bare = _place_named(first)
    if len(filled) > 4 or not all(_COUNT.fullmatch(text) for text in texts[1:]) or filled[0][1][:1] != TEXT:
        return False
    is_place = bool(_PLACE.match(bare)) or village_key(split_village(bare)[1]) in columns.places
    if not is_place:
        return False
    return index != columns.village or village_filled < 0.5 or len(filled) > 1 or first != bare


def _names_someone(grid: Grid, row: int, columns: _Columns) -> bool:
    return any(plain(grid.cell(row, index)[1:]) for index in (*columns.names, *columns.ids))


def _is_zero(cell: str) -> bool:
    return bool(_ZERO.match(plain(cell[1:])))


def _adds_up(grid: Grid, filled: list[tuple[int, str]], columns: _Columns, row: int) -> bool:
    """Whether a line of nothing but numbers is the sum of the lines above it in one of its columns."""
    if not all(cell[:1] == NUMBER for _, cell in filled):
        return False
    for index, cell in filled:
        if index not in columns.said:
            continue
        above = [_number(grid.cell(upper, index)) for upper in range(columns.start, row)]
        figures = [figure for figure in above if figure is not None]
        if len(figures) > 1 and abs(sum(figures) - (_number(cell) or 0.0)) < 0.005 and any(figures):
            return True
    return False


def _number(cell: str) -> float | None:
    try:
        return float(cell[1:].replace(",", "")) if cell[:1] in (NUMBER, TEXT) else None
    except ValueError:
        return None


def _without_person(
    filled: list[tuple[int, str]], texts: list[str], columns: _Columns, after_people: bool
) -> NotData | None:
    """A row without name and number: an empty prefilled line, a remark, or a person's line that lost its person."""
    said = [(index, cell) for index, cell in filled if index in columns.said]
    if said and all(_is_zero(cell) for _, cell in said) and all(is_number_like(cell) for _, cell in filled):
        return NotData.BLANK  # prefilled formulas that add up nothing
    if not said and all(is_number_like(cell) for _, cell in filled):
        return NotData.BLANK  # only a serial number was prefilled
    if len(filled) == 1 and (after_people or not is_name_like(filled[0][1])):
        return NotData.FOOTER if after_people else NotData.GROUP
    if after_people and len(said) < 3 and not any(cell[:1] == NUMBER for _, cell in said):
        return NotData.FOOTER
    if not said:
        return NotData.PREAMBLE
    return None
