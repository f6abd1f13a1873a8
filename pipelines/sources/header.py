"""Where a list's header stands: one to four rows of labels, flattened to one path of words per column.

Belongs here: finding header rows by vocabulary and by what follows beneath them. Nothing is known by position: a list may
start at D6. Which column a path means is ``binding.py``; what the rows beneath are is ``body.py``.
"""

import itertools
import re
from dataclasses import dataclass

from pipelines.sources.grid import Grid, is_id_like, is_name_like, is_number_like
from pipelines.sources.labels import column_of, listed_column, plain, read_label
from pipelines.sources.vocabulary import SERIAL
from pipelines.sources.workbook import TEXT

LOOK_AHEAD = 80  # rows without a header before a sheet counts as having none
_PERSONAL = ("person_name", "id_number", "householder_name")
_LEVELS = 4
_WIDEST = 400  # columns looked at; the national system's export has 177
_DATED = re.compile(r"[:：]|\d{4}")
_UNIT_CELL = re.compile(r"^[(]?(?:单位[::]?)?(?:元|万元|人|户|%|岁|年|天|次|元/月|万)[)]?$")
_COUNTING = re.compile(
    r"^[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳]|[甲乙丙丁戊己庚辛]|[a-z])[)]?(?:=.*|[+-].*)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Header:
    """A header found: rows ``first`` to ``last`` (0-based, inclusive), numbered rows under it, and each column's labels."""

    first: int
    last: int
    number_rows: tuple[int, ...]
    paths: dict[int, tuple[str, ...]]  # column → labels from the top down, as plain text

    @property
    def body_start(self) -> int:
        return max(self.last, *self.number_rows, self.last) + 1

    def signature(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """What two headers of the same list have in common."""
        return tuple(sorted(self.paths.items()))


def _known(cell: str, meanings: dict[str, str]) -> str | None:
    if cell[:1] != TEXT or len(cell) > 60:
        return None
    return column_of(read_label(cell[1:]), meanings)


def hits(grid: Grid, row: int, meanings: dict[str, str]) -> dict[int, str]:
    """Column index → meaning, for the labels of a row that the vocabulary knows."""
    found = {}
    for index, cell in grid.filled(row):
        meaning = _known(cell, meanings)
        if meaning:
            found[index] = meaning
    return found


def _people_below(grid: Grid, row: int, found: dict[int, str], meanings: dict[str, str]) -> bool:
    """Whether within the next rows a person stands under a label that asks for one.

    Two other labels under it make a form: 姓名, 身份证号, 家庭住址 one below the other.
    """
    others: dict[int, set[str]] = {}
    for below in range(row + 1, min(row + 12, len(grid.rows))):
        for index, meaning in found.items():
            cell = grid.cell(below, index)
            if not cell or meaning not in _PERSONAL or len(others.get(index, ())) > 1:
                continue
            other = _known(cell, meanings)
            if other:
                others.setdefault(index, set()).update({other} - {meaning})
                continue
            if is_id_like(cell) if meaning == "id_number" else is_name_like(cell):
                return True
    return False


def _answers_beside(grid: Grid, row: int, found: dict[int, str]) -> bool:
    """Whether the labels are answered in their own row, as on a form (姓名 | 张三 | 身份证号 | 3301…)."""
    filled = grid.filled(row)
    answers = 0
    for (index, _), (beside, cell) in itertools.pairwise(filled):
        if found.get(index) in _PERSONAL and beside not in found and (is_id_like(cell) or is_name_like(cell)):
            answers += 1
    return answers > 0


def looks_like_header(grid: Grid, row: int, meanings: dict[str, str]) -> dict[int, str]:
    """The known labels of ``row`` when it may head a list, else an empty dict."""
    found = hits(grid, row, meanings)
    if len(set(found.values())) < 2:
        return {}
    filled = grid.filled(row)
    if any(is_id_like(cell) for _, cell in filled):
        return {}
    if _people_below(grid, row, found, meanings):
        return found
    if _answers_beside(grid, row, found) or any(is_number_like(cell) for _, cell in filled):
        return {}
    listed = [index for index, cell in filled if index in found and listed_column(read_label(cell[1:]), meanings)]
    return found if len(listed) > len(filled) / 2 else {}  # nobody stands below: only listed words may say so


def _covered_from(grid: Grid, row: int, first: int) -> bool:
    return any(
        m.first_row - 1 < row and m.first_row - 1 >= first and m.last_row > m.first_row for m in grid.merges_at(row)
    )


def _continues_down(grid: Grid, row: int, first: int, meanings: dict[str, str]) -> bool:
    """Whether ``row`` is one more level of the header that began at ``first``."""
    filled = grid.filled(row)
    if not filled or any(is_number_like(cell) or is_id_like(cell) for _, cell in filled):
        return False
    if all(_UNIT_CELL.match(plain(cell[1:])) for _, cell in filled):
        return True
    if _covered_from(grid, row, first):
        return True
    found = hits(grid, row, meanings)
    if 2 * len(found) < len(filled):
        return False
    settled = [i for level in range(first, row) for i, m in hits(grid, level, meanings).items() if m in _PERSONAL]
    if any(grid.text(row, index) and index not in found for index in settled):
        return False  # somebody's name under 姓名: a person's line that happens to use words of the vocabulary
    return any(grid.text(row, index) != grid.text(row - 1, index) for index in found if found[index] != SERIAL)


def _continues_up(grid: Grid, row: int) -> bool:
    """Whether ``row`` is a level above: several short labels that group the ones beneath, and no 单位：… line."""
    filled = grid.filled(row)
    beneath = {index for index, _ in grid.filled(row + 1)}
    if len(filled) < 2 and not (filled and _spans_some(grid, row, len(beneath))):
        return False
    if any(cell[:1] != TEXT or len(cell) > 16 or _DATED.search(plain(cell[1:])) for _, cell in filled):
        return False
    return bool(beneath)


def _spans_some(grid: Grid, row: int, width: int) -> bool:
    """One merged label over a part of the columns only (a title covers nearly all of them)."""
    spans = [m.last_column - m.first_column + 1 for m in grid.merges_at(row) if m.first_row == m.last_row == row + 1]
    return bool(spans) and 1 < max(spans) <= 0.6 * width


def _is_numbers(grid: Grid, row: int) -> bool:
    """The row 1 2 3 … (or 一 二 三, 甲 乙 1 2) that numbers the columns."""
    texts = [plain(cell[1:]).removesuffix(".0") for _, cell in grid.filled(row)]
    if texts and texts[0] in ("栏次", "栏号", "列次"):
        texts = texts[1:]
    if len(texts) < 3 or not all(_COUNTING.match(text) for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdigit()]
    return numbers == sorted(set(numbers)) and (not numbers or numbers[-1] - numbers[0] == len(numbers) - 1)


def _paths(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Each column's labels from the top down: merges spread, and without merges a parent reaches right over its children."""
    width = min(_WIDEST, max(len(grid.rows[row]) for row in range(first, last + 1)))
    table = [[grid.spread_text(row, column) for column in range(width)] for row in range(first, last + 1)]
    for level in range(len(table) - 1):
        below = table[level + 1 :]
        for column in range(1, width):
            merged = (first + level, column) in grid.merged_from
            parent = table[level][column - 1]
            own_child = any(rows[column] for rows in below)
            parent_has_child = any(rows[column - 1] and rows[column - 1] != parent for rows in below)
            above_empty = not any(table[upper][column] for upper in range(level + 1))
            if not merged and above_empty and own_child and parent and parent_has_child:
                table[level][column] = parent
    paths = {}
    for column in range(width):
        labels = [text for level, text in enumerate(rows[column] for rows in table) if text]
        path = tuple(text for place, text in enumerate(labels) if place == 0 or text != labels[place - 1])
        if path:
            paths[column] = path
    return paths


def find_header(grid: Grid, start: int, meanings: dict[str, str], reach: int = LOOK_AHEAD) -> Header | None:
    """The first header at or below 0-based row ``start``, or None within ``reach`` rows."""
    for row in range(start, min(start + reach, len(grid.rows))):
        if not looks_like_header(grid, row, meanings):
            continue
        first, last = row, row
        while first > start and row - first < _LEVELS - 1 and _continues_up(grid, first - 1):
            first -= 1
        while (
            last + 1 < len(grid.rows)
            and last - first < _LEVELS - 1
            and _continues_down(grid, last + 1, first, meanings)
        ):
            last += 1
        numbers: list[int] = []
        while (
            last + 1 + len(numbers) < len(grid.rows) and len(numbers) < 2 and _is_numbers(grid, last + 1 + len(numbers))
        ):
            numbers.append(last + 1 + len(numbers))
        return Header(first, last, tuple(numbers), _paths(grid, first, last))
    return None
