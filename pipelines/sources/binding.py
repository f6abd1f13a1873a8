"""Which column of the sheet is which column of the table: by header words first, by content where the words say nothing.

Belongs here: binding one header under one list form. Which form it is, is ``recognition.py``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from pipelines.model import identity
from pipelines.model.places import split_village, village_key
from pipelines.sources import vocabulary as words
from pipelines.sources.department import ListForm
from pipelines.sources.grid import Grid, is_id_like, is_name_like, is_phone_like
from pipelines.sources.header import Header
from pipelines.sources.labels import Label, alike_column, column_of, plain, read_label

# Several columns may feed these; every other column of the table is fed by one.
ADDED_UP = frozenset({words.FUND_PART, words.RELIEF, words.TUITION_PART})
_OWN = frozenset({"person_name", "id_number", "phone", "sex", "age", "birth_date", "address"})
_PARENT_TAIL = re.compile(r"(?:的?(?:基本)?(?:情况|信息|资料))$")
_FOREIGN_PARENT = re.compile(
    r"经办|负责人|责任人|联系人|网格员|医生|教师|班主任|单位|企业|学校|医院|开户|银行|帮扶|包保|代理|申报|填报|干部"
)
_NO_PERSONS_NUMBER = re.compile(r"学号|学籍|卡号|账号|帐号|流水|单号|工号|编号|户号|合同|证书|保单|档案|条码|代码")
_CLAIMANT = re.compile(r"报销人|申请人|申报人|持卡人|办事|当事人|领取人|领款人|投保人")
_SAMPLE = 100
_LEAST_TO_DOUBT = 3
_ENOUGH = 0.6  # share of a column's filled cells that must look alike before content alone binds it


@dataclass(frozen=True)
class BoundColumn:
    """One column of the sheet (0-based ``index``) that feeds ``column``; ``rank`` is 0 for the declaration's first word."""

    index: int
    column: str
    heading: str
    unit: str | None
    how: str  # "words", "alike" (shape of the label) or "content"
    rank: int


@dataclass(frozen=True)
class Binding:
    """What a header was understood as. ``unknown`` columns are named in the receipt and not read."""

    columns: tuple[BoundColumn, ...]
    unknown: tuple[tuple[int, str], ...]
    ignored: tuple[tuple[int, str], ...]
    doubts: tuple[tuple[str, str, str], ...] = ()  # (column, one heading, other heading): both could be it

    def first(self, column: str) -> BoundColumn | None:
        """The sheet column that feeds ``column``, if any."""
        return next((bound for bound in self.columns if bound.column == column), None)

    def names(self) -> frozenset[str]:
        return frozenset(bound.column for bound in self.columns)


def _candidates(path: tuple[Label, ...]) -> list[str]:
    """A path's readings as one word, the fullest first."""
    texts = [label.text for label in path if label.text]
    if not texts:
        return []
    child, parents = texts[-1], texts[:-1]
    bare = [_PARENT_TAIL.sub("", parent) for parent in parents]
    joined = ["".join(texts), "".join([*bare, child]), *(parent + child for parent in reversed(bare))]
    return [*joined, child]


def _meaning(path: tuple[Label, ...], meanings: dict[str, str]) -> tuple[str, str] | None:
    """(column, word that said so) of a label path."""
    candidates = _candidates(path)
    for word in candidates:
        if word in meanings:
            return _whose(meanings[word], path), word
    soft = column_of(path[-1], meanings) or (column_of(path[0], meanings) if not path[-1].text else None)
    soft = soft or next((found for word in candidates if (found := alike_column(word, meanings))), None)
    return (_whose(soft, path), "") if soft else None


def _whose(column: str, path: tuple[Label, ...]) -> str:
    """``column``, moved to the person that a parent label names."""
    above = "".join(label.text for label in path[:-1])
    if column not in _OWN or not above:
        return column
    if words.HOUSEHOLDER_WORDS.search(above) and column in ("person_name", "id_number"):
        return "householder_name" if column == "person_name" else "householder_id_number"
    if words.GUARDIAN_WORDS.search(above) and column in ("person_name", "id_number"):
        return "guardian_name" if column == "person_name" else "guardian_id_number"
    return words.IGNORED if _FOREIGN_PARENT.search(above) else column


def _sample(grid: Grid, header: Header, index: int) -> list[str]:
    last = min(len(grid.rows), header.body_start + _SAMPLE)
    cells = (grid.cell(row, index) for row in range(header.body_start, last))
    return [cell for cell in cells if cell and cell[1:].strip()]


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _is_valid_id(cell: str) -> bool:
    return identity.is_valid(identity.as_sent(cell[1:]))


def _content(cells: list[str], places: frozenset[str], missing: frozenset[str]) -> str | None:
    """The column that content alone speaks for, among those the header words left without a source."""
    if "id_number" in missing and _share(cells, is_id_like) >= _ENOUGH and _share(cells, _is_valid_id) >= _ENOUGH / 2:
        return "id_number"
    if "phone" in missing and _share(cells, is_phone_like) >= _ENOUGH:
        return "phone"
    if "village_name" in missing and _share(cells, lambda c: village_key(split_village(c[1:])[1]) in places) >= _ENOUGH:
        return "village_name"
    if "person_name" in missing and _share(cells, is_name_like) >= 0.9 and len(set(cells)) > len(cells) / 2:
        return "person_name"
    return None


def _pair(header: Header, index: int, path: tuple[Label, ...], meanings: dict[str, str]) -> str | None:
    """The second column under one label like 户主（与户主关系） merged over two."""
    before = header.paths.get(index - 1)
    if before != header.paths[index] or not path[-1].aside:
        return None
    return meanings.get(path[-1].aside)


def _unit(path: tuple[Label, ...], column: str, declared: dict[str, str]) -> str | None:
    for label in reversed(path):
        if label.unit or (not label.text and label.aside):
            return label.unit or label.aside
    return declared.get(column)


def bind(grid: Grid, header: Header, form: ListForm, places: frozenset[str]) -> Binding:
    """Bind every column of ``header`` under ``form``; ``places`` are village keys known so far."""
    meanings, declared = form.words(), form.units()
    ranks = {word: rank for rank, word in enumerate(meanings)}
    found: list[BoundColumn] = []
    unknown: list[tuple[int, str]] = []
    ignored: list[tuple[int, str]] = []
    for index, texts in header.paths.items():
        path = tuple(read_label(text) for text in texts)
        paired = _pair(header, index, path, meanings)
        meaning = (paired, "") if paired else _meaning(path, meanings)
        heading = "/".join(texts)
        if not meaning:
            unknown.append((index, heading))
        elif meaning[0] in (words.IGNORED, words.SERIAL):
            ignored.append((index, heading))
        else:
            rank = ranks.get(meaning[1], len(ranks))
            how = "words" if meaning[1] or paired else "alike"
            found.append(BoundColumn(index, meaning[0], heading, _unit(path, meaning[0], declared), how, rank))
    found, unread = _without_claimants(found)
    unknown += unread
    doubts = _doubts(grid, header, found)
    found = _one_each(grid, header, found, unknown)
    return _with_content(grid, header, Binding(tuple(found), tuple(unknown), tuple(ignored), doubts), places)


def _without_claimants(found: list[BoundColumn]) -> tuple[list[BoundColumn], list[tuple[int, str]]]:
    """Where a list names both who is meant and who came to claim for him (患者 beside 报销人), the latter goes unread."""
    claimants = [
        bound
        for bound in found
        if bound.column in ("person_name", "id_number") and _CLAIMANT.search(plain(bound.heading))
    ]
    columns = {bound.column for bound in found if bound not in claimants}
    dropped = [bound for bound in claimants if bound.column in columns]
    return [bound for bound in found if bound not in dropped], [(bound.index, bound.heading) for bound in dropped]


def _doubts(grid: Grid, header: Header, found: list[BoundColumn]) -> tuple[tuple[str, str, str], ...]:
    """Two columns that could both name or number the person, both filled, and mostly saying different things."""
    doubts = []
    for column in ("person_name", "id_number"):
        rivals = [bound for bound in found if bound.column == column]
        for one, other in combinations(rivals, 2):
            pairs = _both(grid, header, one.index, other.index, column)
            if len(pairs) >= _LEAST_TO_DOUBT and sum(a != b for a, b in pairs) > len(pairs) / 2:
                doubts.append((column, one.heading, other.heading))
    return tuple(doubts)


def _both(grid: Grid, header: Header, one: int, other: int, column: str) -> list[tuple[str, str]]:
    """The rows of the sample where both columns hold something of the right shape."""
    looks = is_id_like if column == "id_number" else is_name_like
    rows = range(header.body_start, min(len(grid.rows), header.body_start + _SAMPLE))
    pairs = ((grid.cell(row, one), grid.cell(row, other)) for row in rows)
    return [(plain(a[1:]), plain(b[1:])) for a, b in pairs if a and b and looks(a) and looks(b)]


def _one_each(
    grid: Grid, header: Header, found: list[BoundColumn], unknown: list[tuple[int, str]]
) -> list[BoundColumn]:
    """Of several columns for one meaning the one that looks and is named most like it; the rest go unread."""
    kept: list[BoundColumn] = []
    for column in dict.fromkeys(bound.column for bound in found):
        rivals = [bound for bound in found if bound.column == column]
        if column in ADDED_UP or len(rivals) == 1:
            kept += rivals
            continue
        best = min(rivals, key=lambda bound: _preference(grid, header, bound))
        kept.append(best)
        unknown += [(bound.index, bound.heading) for bound in rivals if bound is not best]
    return sorted(kept, key=lambda bound: bound.index)


def _preference(grid: Grid, header: Header, bound: BoundColumn) -> tuple[bool, float, int, int]:
    cells = _sample(grid, header, bound.index)
    looks = 0.0
    if bound.column in ("id_number", "householder_id_number", "guardian_id_number"):
        looks = -round(_share(cells, is_id_like), 1)
    return (not cells, looks, bound.rank, bound.index)


def _with_content(grid: Grid, header: Header, binding: Binding, places: frozenset[str]) -> Binding:
    missing = frozenset({"person_name", "id_number", "phone", "village_name"}) - binding.names()
    if "householder_name" in binding.names():
        missing -= {"person_name"}
    if not missing:
        return binding
    added: dict[str, BoundColumn] = {}
    for index, heading in (*binding.unknown, *binding.ignored):
        if _other_number(heading) or _NO_PERSONS_NUMBER.search(plain(heading)):
            continue
        column = _content(_sample(grid, header, index), places, missing - added.keys())
        if column:
            added[column] = BoundColumn(index, column, heading, None, "content", 0)
    taken = {bound.index for bound in added.values()}
    return Binding(
        tuple(sorted((*binding.columns, *added.values()), key=lambda bound: bound.index)),
        tuple(item for item in binding.unknown if item[0] not in taken),
        tuple(item for item in binding.ignored if item[0] not in taken),
        binding.doubts,
    )


def _other_number(heading: str) -> bool:
    """A label that names somebody or something else, whatever its numbers look like."""
    text = plain(heading)
    return bool(
        words.OTHER_PERSON_WORDS.search(text)
        or words.GUARDIAN_WORDS.search(text)
        or words.HOUSEHOLDER_WORDS.search(text)
    )
