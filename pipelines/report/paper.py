"""Sheet 打印表: the same households on paper, a framed block each, with boxes to tick and room to write.

Belongs here: that sheet only. It holds no dropdowns: what is written on paper is typed into 名单 afterwards, by 编号.
Everything is at 10.5 points or more; blocks never break across pages (a page takes about three households).
"""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.model.codes import VisitAdvice, VisitFinding, VisitMethod
from pipelines.report.answers import income_window
from pipelines.report.cells import Book, height_for, page_lines
from pipelines.report.contents import Issue
from pipelines.report.entries import Entry
from pipelines.report.grid import write_value
from pipelines.report.texts import text

# The known facts of the block's first line; widths add up to the printable width.
_FIRST = (
    ("rank", 36), ("group", 54), ("householder", 78), ("people", 36), ("household_class", 84), ("phone", 90),
    ("id_last_four", 70), ("kinds", 128), ("urgency", 70), ("visit_by", 84), ("decide_by", 84), ("flags", 86),
)  # fmt: skip
_WIDTHS = [pixels for _, pixels in _FIRST]
_LAST = len(_FIRST) - 1
PHONE_COLUMN = next(place for place, (key, _) in enumerate(_FIRST) if key == "phone")
_TITLE_POINTS = 28.0
_HEADER_POINTS = 36.0
_PAGE_POINTS = 595 - 0.55 * 72 - 0.6 * 72 - 24  # A4 landscape less margins, with room for programs that differ
_WRITE_POINTS = 29.0
_TICK_POINTS = 19.5
_SIGN_POINTS = 23.0


def _ticks(label: str, options: Sequence[str]) -> str:
    return text("paper.ticks", label=label, options=text("paper.between").join(f"□{option}" for option in options))


class _Boxes:
    """The lines to fill, the same for every household of a workbook: (first column, last column, words, look)."""

    def __init__(self, issue: Issue) -> None:
        classes = issue.policy.object_classes
        name = {key: text(f"columns.{key}") for key in ("finding", "at_risk", "method", "advice", "object_class")}
        yes_no = [text("answer.yes"), text("answer.no")]
        income = text("paper.income", window=income_window(issue.as_of))
        self.lines: list[tuple[float, list[tuple[int, int, str, str]]]] = [
            (
                _TICK_POINTS,
                [
                    (0, 4, _ticks(name["finding"], [code.label for code in VisitFinding]), "ticks"),
                    (5, 7, _ticks(name["at_risk"], yes_no), "ticks"),
                    (8, _LAST, _ticks(name["method"], [code.label for code in VisitMethod]), "ticks"),
                ],
            ),
            (_TICK_POINTS, [(0, _LAST, _ticks(name["advice"], [code.label for code in VisitAdvice]), "ticks")]),
            self._classes_and_income(classes, name["object_class"], income),
            (
                _WRITE_POINTS,
                [
                    (0, 4, text("paper.difficulty"), "blank"),
                    (5, 7, text("paper.need"), "blank"),
                    (8, _LAST, text("paper.remark"), "blank"),
                ],
            ),
            (
                _SIGN_POINTS,
                [
                    (0, 2, text("paper.collector"), "ticks"),
                    (3, 5, text("paper.typist"), "ticks"),
                    (6, 7, text("paper.date"), "ticks"),
                    (8, _LAST, text("paper.signature"), "ticks"),
                ],
            ),
        ]

    @staticmethod
    def _classes_and_income(
        classes: Sequence[str], label: str, income: str
    ) -> tuple[float, list[tuple[int, int, str, str]]]:
        words = _ticks(label, classes) if classes else text("paper.free", label=label)
        split = 6
        height = height_for([words, income], [sum(_WIDTHS[: split + 1]), sum(_WIDTHS[split + 1 :])], half_width=7.1)
        return max(height, _TICK_POINTS), [(0, split, words, "ticks"), (split + 1, _LAST, income, "ticks")]

    @property
    def points(self) -> float:
        return sum(height for height, _ in self.lines)


def _flags(entry: Entry, mark: str) -> str:
    parts = [mark, entry.compared, text("paper.monitored") if entry.monitored else ""]
    return text("list.joint").join(part for part in parts if part)


def _story(entry: Entry) -> str:
    """Reasons, then what else the visitor should know."""
    more = [
        entry.other_household,
        text("paper.last_answer", answer=entry.last_answer) if entry.last_answer else "",
        text("paper.grid_member", name=entry.grid_member) if entry.grid_member else "",
    ]
    return "\n".join([entry.reason, text("reason.joint").join(part for part in more if part)]).strip()


def write_paper(
    book: Book, issue: Issue, title: str, note: str, its_entries: Sequence[Entry], marks: Mapping[str, str]
) -> None:
    """The sheet 打印表, at full size on A4 landscape, page breaks between households."""
    sheet, looks = book.sheet(text("sheets.paper"), _WIDTHS), book.looks
    note_points = height_for([note], [sum(_WIDTHS)])
    sheet.set_row(0, _TITLE_POINTS)
    sheet.merge_range(0, 0, 0, _LAST, title, looks["title"])
    sheet.set_row(1, note_points)
    sheet.merge_range(1, 0, 1, _LAST, note, looks["note"])
    sheet.set_row(2, _HEADER_POINTS)
    for column, (key, _) in enumerate(_FIRST):
        sheet.write_string(2, column, text(f"columns.{key}"), looks["head"])
    boxes, row, used, breaks = _Boxes(issue), 3, _TITLE_POINTS + note_points + _HEADER_POINTS, []
    for number, entry in enumerate(its_entries, 1):
        heights = _heights(entry, marks)
        block = sum(heights) + boxes.points
        if used + block > _PAGE_POINTS and row > 3:
            breaks.append(row)
            used = _HEADER_POINTS
        used += block
        row = _block(sheet, row, number, entry, marks.get(entry.warning_id, ""), heights, boxes, looks)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, max(row - 1, 2), _LAST)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    page_lines(sheet, title)


def _heights(entry: Entry, marks: Mapping[str, str]) -> tuple[float, float]:
    flags = _flags(entry, marks.get(entry.warning_id, ""))
    shown = [entry.kinds, entry.household_class, entry.group, entry.householder, flags]
    first = height_for(shown, [_WIDTHS[7], _WIDTHS[4], _WIDTHS[1], _WIDTHS[2] - 12, _WIDTHS[11]])
    told = [_story(entry), text("paper.key", key=entry.key)]
    return max(first, 24.0), height_for(told, [sum(_WIDTHS[2:9]), sum(_WIDTHS[9:])])


def _block(
    sheet: Worksheet,
    row: int,
    number: int,
    entry: Entry,
    mark: str,
    heights: tuple[float, float],
    boxes: _Boxes,
    looks: Mapping[str, Format],
) -> int:
    """One household from ``row`` on; returns the row after it."""
    shown = {
        "rank": str(number),
        "people": str(entry.people) if entry.people is not None else "",
        "flags": _flags(entry, mark),
    }
    for column, (key, _) in enumerate(_FIRST):
        value = shown[key] if key in shown else str(getattr(entry, key))
        write_value(sheet, row, column, value, looks["first_bold" if key == "householder" else "first"])
    sheet.set_row(row, heights[0])
    sheet.set_row(row + 1, heights[1])
    sheet.merge_range(row + 1, 0, row + 1, 1, text("columns.reason"), looks["label"])
    sheet.merge_range(row + 1, 2, row + 1, 8, _story(entry), looks["ticks"])
    sheet.merge_range(row + 1, 9, row + 1, _LAST, text("paper.key", key=entry.key), looks["ticks"])
    row += 2
    for height, cells in boxes.lines:
        sheet.set_row(row, height)
        for first, last, words, look in cells:
            sheet.merge_range(row, first, row, last, words, looks[look])
        row += 1
    return row
