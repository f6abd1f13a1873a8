"""Sheet 名单 of a village workbook: one line per household, what is known on the left, what to fill on the right.

Belongs here: that sheet's columns and their order (part of the contract with returned workbooks). Does not: the
print sheet (``paper``), the questions (``questions``).
"""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.report.answers import ANSWERS, SPARE_ROWS, check_column, heading
from pipelines.report.cells import Book, height_for, no_paper, page_lines
from pipelines.report.contents import Issue
from pipelines.report.entries import Entry
from pipelines.report.grid import write_value
from pipelines.report.texts import text

# (column key, width in pixels, look). ``phone`` is the one column of an issue where telephones may stand.
KNOWN: tuple[tuple[str, int, str], ...] = (
    ("mark", 36, "mark"),
    ("village", 66, "center"),
    ("group", 52, "center"),
    ("householder", 70, "center"),
    ("people", 36, "number"),
    ("household_class", 80, "center"),
    ("phone", 88, "center"),
    ("id_last_four", 66, "center"),
    ("kinds", 108, "center"),
    ("urgency", 68, "center"),
    ("reason", 224, "long"),
    ("visit_by", 82, "center"),
    ("decide_by", 82, "center"),
    ("other_household", 108, "cell"),
    ("monitored", 52, "center"),
    ("compared", 48, "center"),
    ("last_answer", 90, "cell"),
    ("grid_member", 66, "center"),
)
_WRAPPED = (
    "group",
    "householder",
    "household_class",
    "kinds",
    "reason",
    "other_household",
    "last_answer",
    "grid_member",
)
_WRAPPED_PIXELS = [next(pixels for key, pixels, _ in KNOWN if key == wrapped) for wrapped in _WRAPPED]
KEY_PIXELS = 200
HEADER_ROW = 2  # 0-based: title, note, header
FIRST_ROW = HEADER_ROW + 1
PHONE_COLUMN = next(place for place, known in enumerate(KNOWN) if known[0] == "phone")
FIRST_ANSWER = len(KNOWN)
KEY_COLUMN = FIRST_ANSWER + len(ANSWERS)


def write_list(
    book: Book, issue: Issue, title: str, note: str, its_entries: Sequence[Entry], marks: Mapping[str, str]
) -> None:
    """The sheet 名单. ``marks``: warning_id → 新增 or 变更; ``its_entries`` in the order they shall stand."""
    widths = [pixels for _, pixels, _ in KNOWN] + [answer.pixels for answer in ANSWERS] + [KEY_PIXELS]
    sheet = book.sheet(text("sheets.list"), widths)
    looks = book.looks
    classes = issue.policy.object_classes
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 10, title, looks["title"])
    sheet.set_row(1, 36)
    sheet.merge_range(1, 0, 1, 10, note, looks["note"])
    heads = [text(f"columns.{key}") for key, _, _ in KNOWN]
    sheet.set_row(HEADER_ROW, 74)
    for column, words in enumerate(heads):
        sheet.write_string(HEADER_ROW, column, words, looks["head"])
    for place, answer in enumerate(ANSWERS):
        sheet.write_string(HEADER_ROW, FIRST_ANSWER + place, heading(answer, issue.as_of), looks["head_fill"])
    sheet.write_string(HEADER_ROW, KEY_COLUMN, text("columns.key"), looks["head"])
    known = [(column, key, looks[look]) for column, (key, _, look) in enumerate(KNOWN) if key not in ("mark", "people")]
    fills = [(FIRST_ANSWER + place, looks[answer.look]) for place, answer in enumerate(ANSWERS)]
    for row, entry in enumerate(its_entries, FIRST_ROW):
        _line(sheet, row, entry, marks.get(entry.warning_id, ""), known, fills, looks)
    last = FIRST_ROW + len(its_entries) - 1
    for place, answer in enumerate(ANSWERS):
        rows = (FIRST_ROW, max(last, FIRST_ROW) + SPARE_ROWS)
        check_column(sheet, answer, FIRST_ANSWER + place, rows, classes, issue.quarter)
    sheet.autofilter(HEADER_ROW, 0, max(last, HEADER_ROW), KEY_COLUMN)
    sheet.freeze_panes(FIRST_ROW, 4)
    no_paper(sheet, KEY_COLUMN + 1)
    # for whoever clears the print area: title and note would be cut where pages side by side begin
    sheet.set_v_pagebreaks([11, FIRST_ANSWER + 3, FIRST_ANSWER + 10])
    page_lines(sheet, text("workbook.page_title", title=title, office=issue.office_label or issue.place_label))


def _line(
    sheet: Worksheet,
    row: int,
    entry: Entry,
    mark: str,
    known: Sequence[tuple[int, str, Format]],
    fills: Sequence[tuple[int, Format]],
    looks: Mapping[str, Format],
) -> None:
    write_value(sheet, row, 0, mark, looks["mark" if mark else "center"])
    write_value(sheet, row, 4, entry.people, looks["number"])
    for column, key, look in known:
        write_value(sheet, row, column, getattr(entry, key), look)
    for column, look in fills:
        sheet.write_blank(row, column, None, look)
    sheet.write_string(row, KEY_COLUMN, entry.key, looks["key"])
    sheet.set_row(row, height_for([getattr(entry, key) for key in _WRAPPED], _WRAPPED_PIXELS, least=2))
