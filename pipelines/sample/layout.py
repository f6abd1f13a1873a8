"""How an office lays out a list: titles, header levels, merged or filled village cells, subtotals, footers, blanks.

Belongs here: records + layout → sheets of lines with the truth about each line. Which layout a file gets is ``desk.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from pipelines.model.codes import NotData
from pipelines.sample.sheet import Field, Line, Record, SheetDraft
from pipelines.sample.spelling import Cell, Formula, Hand


@dataclass(slots=True)
class Layout:
    """All choices about one file's looks. ``extras`` are names of oddities, see ``desk.EXTRAS``."""

    format: str
    village_style: str  # column | merged | filled | sheets | group_rows | none
    header_levels: int
    title: str  # "{village}" in it stands for the village of a sheet per village
    hand: Hand
    preamble: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    extras: frozenset[str] = frozenset()
    page_length: int = 26
    sheet_name: str = "Sheet1"

    @property
    def is_csv(self) -> bool:
        return self.format.startswith("csv")

    @property
    def sorted_by_village(self) -> bool:
        return self.village_style in ("merged", "filled", "sheets", "group_rows") or "subtotals" in self.extras

    @property
    def village_per_row(self) -> bool:
        """Whether each row has a village cell of its own."""
        return self.village_style == "column"


def header_cells(fields: list[Field], levels: int) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
    """Header rows and the merges within them (rows and columns from 0)."""
    rows: list[list[Cell]] = [[None] * len(fields) for _ in range(levels)]
    merges: list[tuple[int, int, int, int]] = []
    paths = [(*f.parents[len(f.parents) - min(levels - 1, len(f.parents)) :], f.heading) for f in fields]
    for column, path in enumerate(paths):
        for depth, word in enumerate(path):
            same_before = depth < len(path) - 1 and column and paths[column - 1][: depth + 1] == path[: depth + 1]
            if not same_before:
                rows[depth][column] = word
        if len(path) < levels:
            merges.append((len(path) - 1, column, levels - 1, column))
    for depth in range(levels - 1):
        keys = [path[: depth + 1] if len(path) > depth + 1 else (str(i),) for i, path in enumerate(paths)]
        for _, run in groupby(range(len(fields)), key=keys.__getitem__):
            columns = list(run)
            if len(columns) > 1:
                merges.append((depth, columns[0], depth, columns[-1]))
    return rows, merges


class _SheetMaker:
    """Appends lines to one sheet; knows the offset of a table that does not start at A1."""

    def __init__(self, name: str, fields: list[Field], layout: Layout) -> None:
        self.fields, self.layout = fields, layout
        self.left = 3 if "shifted_table" in layout.extras else 0
        keys = tuple(f.key for f in fields)
        self.sheet = SheetDraft(name, widths=[3] * self.left + [f.width for f in fields], margin=self.left, fields=keys)
        self.columns = {f.key: i for i, f in enumerate(fields)}
        self.serial = 0
        self._since_header = 0

    def add(
        self, cells: list[Cell], kind: NotData | None, style: str = "data", records: tuple[Record, ...] = ()
    ) -> Line:
        line = Line([None] * self.left + cells if cells else [], kind, records, style=style)
        self.sheet.lines.append(line)
        return line

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        if (first_row, first_column) != (last_row, last_column):
            self.sheet.merges.append((first_row, first_column + self.left, last_row, last_column + self.left))

    def wide(self, text: str, kind: NotData, style: str) -> None:
        """A line of one text over the whole table."""
        self.merge(len(self.sheet.lines), 0, len(self.sheet.lines), len(self.fields) - 1)
        self.add([text], kind, style)

    def head(self, village: str | None) -> None:
        layout = self.layout
        for _ in range(4 if "shifted_table" in layout.extras else 2 if "leading_blank_rows" in layout.extras else 0):
            self.add([], NotData.BLANK)
        if layout.title:
            self.wide(layout.title.replace("{village}", village or ""), NotData.TITLE, "title")
        for text in layout.preamble:
            self.wide(text, NotData.PREAMBLE, "plain")
        self.header(NotData.HEADER)
        if "header_numbers" in layout.extras:
            self.add([*range(1, len(self.fields) + 1)], NotData.HEADER_NUMBERS, "header")

    def header(self, kind: NotData) -> None:
        rows, merges = header_cells(self.fields, self.layout.header_levels)
        top = len(self.sheet.lines)
        for row in rows:
            self.add(row, kind, "header")
        for first_row, first_column, last_row, last_column in merges:
            self.merge(top + first_row, first_column, top + last_row, last_column)
        self._since_header = 0

    def record(self, record: Record, show_village: bool) -> Line:
        if "page_repeat" in self.layout.extras and self._since_header >= self.layout.page_length:
            self.header(NotData.REPEATED_HEADER)
        self._since_header += 1
        self.serial += 1
        cells = [record.cells.get(f.key) for f in self.fields]
        if "serial" in self.columns:
            cells[self.columns["serial"]] = self.serial
        if not show_village and "village" in self.columns:
            cells[self.columns["village"]] = None
        return self.add(cells, None, records=(record, *record.items))

    def sum_line(self, label: str, records: list[Record], kind: NotData, above: int | None) -> None:
        """小计 or 合计; with ``above`` data rows directly over it and a workbook format, written as a formula."""
        cells: list[Cell] = [None] * len(self.fields)
        cells[min(1, len(cells) - 1)] = label
        for key, column in self.columns.items():
            if key.endswith("_yuan"):
                cells[column] = self._sum(key, column, records, above)
        if "person_name" in self.columns and self.columns["person_name"] > 1:
            cells[self.columns["person_name"]] = f"{len(records)}人"
        self.add(cells, kind)

    def _sum(self, key: str, column: int, records: list[Record], above: int | None) -> Cell:
        amounts = [r.truth.get(key) for r in records]
        total = float(sum((a for a in amounts if isinstance(a, Decimal)), Decimal(0)))
        if self.layout.hand.ten_thousand:
            total = round(total / 10000, 4)
        if above and self.layout.format == "xlsx" and column + self.left < 26:
            letter, last = chr(65 + column + self.left), len(self.sheet.lines)
            return Formula(f"=SUM({letter}{last - above + 1}:{letter}{last})", total)
        return total

    def tail(self, records: list[Record], plain: bool) -> None:
        layout = self.layout
        if "prefilled_serials" in layout.extras and "serial" in self.columns:
            for number in range(self.serial + 1, self.serial + 5):
                self.add([number] + [None] * (len(self.fields) - 1), NotData.BLANK)
        if "total" in layout.extras:
            self.sum_line("合计", records, NotData.TOTAL, len(records) if plain else None)
        if "blank_rows" in layout.extras and layout.footer:
            self.add([], NotData.BLANK)
        for text in layout.footer:
            self.wide(text, NotData.FOOTER, "plain")


def _run(maker: _SheetMaker, village: str, records: list[Record], last: bool) -> None:
    """The records of one village one below the other."""
    layout = maker.layout
    if layout.village_style == "group_rows":
        maker.wide(f"{village}（{len(records)}人）", NotData.GROUP, "plain")
    whole_cell = layout.village_style == "merged" and "page_repeat" not in layout.extras
    top = len(maker.sheet.lines)
    for index, record in enumerate(records):
        maker.record(
            record,
            layout.village_per_row
            or layout.village_style == "sheets"
            or index == 0
            or not (whole_cell or layout.village_style == "filled"),
        )
    if whole_cell and "village" in maker.columns:
        column = maker.columns["village"]
        maker.merge(top, column, len(maker.sheet.lines) - 1, column)
    if "subtotals" in layout.extras and layout.village_style != "sheets":
        straight = len(maker.sheet.lines) - top == len(records)
        maker.sum_line(f"{village}小计", records, NotData.SUBTOTAL, len(records) if straight else None)
    if "blank_rows" in layout.extras and not last:
        maker.add([], NotData.BLANK)


def _by_village(records: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    runs: dict[str, list[Record]] = {}
    for record in records:
        runs.setdefault(record.village, []).append(record)
    return list(runs.items())


def lay_out(fields: list[Field], records: list[Record], layout: Layout) -> list[SheetDraft]:
    """Sheets with every physical line of a list."""
    if layout.village_style == "sheets":
        makers = []
        for village, run in _by_village(records):
            maker = _SheetMaker(village, fields, layout)
            maker.head(village)
            _run(maker, village, run, last=True)
            maker.tail(run, plain="page_repeat" not in layout.extras)
            makers.append(maker)
    else:
        maker = _SheetMaker(layout.sheet_name, fields, layout)
        maker.head(None)
        runs = _by_village(records) if layout.sorted_by_village else [("", records)]
        for index, (village, run) in enumerate(runs):
            _run(maker, village, run, last=index == len(runs) - 1)
        maker.tail(records, plain=len(runs) == 1 and "page_repeat" not in layout.extras)
        makers = [maker]
    for maker in makers:
        _hide(maker)
    return [maker.sheet for maker in makers]


def _hide(maker: _SheetMaker) -> None:
    extras = maker.layout.extras
    if "hidden_column" in extras:
        key = next((k for k in ("bank_account", "internal_no", "remark") if k in maker.columns), None)
        if key:
            maker.sheet.hidden_columns.append(maker.columns[key] + maker.left)
    if "hidden_row" in extras:
        with_records = [line for line in maker.sheet.lines if line.records]
        if len(with_records) > 2:
            with_records[len(with_records) // 2].hidden = True


def note_sheet(texts: list[str]) -> SheetDraft:
    """A sheet of instructions beside the list."""
    sheet = SheetDraft("填表说明", widths=[80])
    for text in texts:
        sheet.lines.append(Line([text], NotData.OTHER_SHEET, style="plain"))
    return sheet
