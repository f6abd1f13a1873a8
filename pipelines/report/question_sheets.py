"""Sheets 待核身份, 待复核 and 村级发现户 of a village workbook: columns, dropdowns, blank lines.

Belongs here: those sheets' layout. Does not: which rows are asked about (``questions``).
"""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipelines.report.answers import ANSWERS, SPARE_ROWS, check_column, choice_rule, heading, kinds
from pipelines.report.cells import Book, page_lines
from pipelines.report.contents import Issue
from pipelines.report.grid import FIRST_ROW, HEADER_ROW, Col, write_grid
from pipelines.report.questions import Question
from pipelines.report.texts import choices, text

UNKNOWN_COLUMNS = (
    Col("department", 56, "center"),
    Col("list_kind", 84, "center"),
    Col("list_name", 66, "center"),
    Col("sex", 34, "center"),
    Col("born", 76, "center"),
    Col("id_last_four", 66, "center"),
    Col("list_place", 120),
    Col("list_relative", 70, "center"),
    Col("who", 112, "fill_center", fill=True),
    Col("own_householder", 74, "fill_center", fill=True),
    Col("own_name", 70, "fill_center", fill=True),
    Col("remark", 70, "fill", fill=True),
    Col("key", 136, "key"),
)
REVIEW_COLUMNS = (
    Col("department", 52, "center"),
    Col("list_name", 60, "center"),
    Col("born", 74, "center"),
    Col("id_last_four", 64, "center"),
    Col("list_place", 82),
    Col("list_relative", 58, "center"),
    Col("our_name", 60, "center"),
    Col("our_born", 58, "center"),
    Col("our_last_four", 64, "center"),
    Col("our_place", 72),
    Col("householder", 58, "center"),
    Col("relation", 46, "center"),
    Col("differs", 92),
    Col("same_person", 60, "fill_center", fill=True),
    Col("remark", 130, "fill", fill=True),
    Col("key", 136, "key"),
)
OWN_COLUMNS = (
    Col("found_by", 66, "fill_center", fill=True),
    Col("village", 66, "fill_center", fill=True),
    Col("group", 50, "fill_center", fill=True),
    Col("householder", 66, "fill_center", fill=True),
    Col("people", 36, "fill_center", fill=True),
    Col("household_class", 76, "fill_center", fill=True),
    Col("phone", 90, "fill_center", fill=True),
    Col("own_kind", 96, "fill_center", fill=True),
    Col("situation", 160, "fill", fill=True),
    Col("found_on", 86, "fill_date", fill=True),
)
OWN_LINES = 10


def _dropdown(sheet: Worksheet, columns: Sequence[Col], key: str, options: Sequence[str], last: int) -> None:
    rule = choice_rule(text(f"columns.{key}"), options)
    place = next(at for at, column in enumerate(columns) if column.key == key)
    if rule:
        sheet.data_validation(FIRST_ROW, place, last, place, rule)


def write_unknown(book: Book, title: str, lines: Sequence[Question]) -> None:
    """待核身份: people on lists whom the registry does not know. Who is this?"""
    shown = [(*line.shown, None, None, None, None, line.key) for line in lines]
    note = text("questions.unknown_note" if lines else "questions.nothing")
    sheet = write_grid(book, text("sheets.unknown"), title, note, UNKNOWN_COLUMNS, shown, least_lines=2)
    if lines:
        _dropdown(sheet, UNKNOWN_COLUMNS, "who", choices("who"), FIRST_ROW + len(lines) - 1)
    sheet.print_area(0, 0, FIRST_ROW + max(len(lines), 1) - 1, len(UNKNOWN_COLUMNS) - 2)


def write_review(book: Book, title: str, lines: Sequence[Question]) -> None:
    """待复核: a list row beside each registered person it could be. The same person?"""
    shown = [(*_beside(line.shown), None, None, line.key) for line in lines]
    note = text("questions.review_note" if lines else "questions.nothing")
    sheet = write_grid(book, text("sheets.review"), title, note, REVIEW_COLUMNS, shown, least_lines=2)
    if lines:
        options = [text(f"answer.{code}") for code in ("same", "not_same", "unsure")]
        _dropdown(sheet, REVIEW_COLUMNS, "same_person", options, FIRST_ROW + len(lines) - 1)
    _edges(book, sheet, lines)
    sheet.print_area(0, 0, FIRST_ROW + max(len(lines), 1) - 1, len(REVIEW_COLUMNS) - 3)


def _beside(shown: Sequence[str]) -> tuple[str, ...]:
    """Without the list's kind and both sexes (a different sex is said in words), so that both sides fit on one page."""
    return tuple(value for place, value in enumerate(shown) if place not in (1, 3, 9))


def _edges(book: Book, sheet: Worksheet, lines: Sequence[Question]) -> None:
    """A thick line above each new list row, so that its candidates are seen as one block."""
    for row, line in enumerate(lines, FIRST_ROW):
        if row > FIRST_ROW and line.about != lines[row - FIRST_ROW - 1].about:
            rule = {"type": "no_errors", "format": book.edge}
            sheet.conditional_format(row, 0, row, len(REVIEW_COLUMNS) - 1, rule)


def write_own(book: Book, issue: Issue, title: str, village: str) -> None:
    """村级发现户: ten empty lines for households the village found itself, with the list's answer columns."""
    answers = tuple(Col(answer.key, answer.pixels, answer.look, fill=True) for answer in ANSWERS)
    columns = (*OWN_COLUMNS, *answers)
    blank = [(None, village, *(None for _ in columns[2:])) for _ in range(OWN_LINES)]
    sheet = write_grid(book, text("sheets.own"), title, text("own.note"), columns, blank, least_lines=2, sign=True)
    for place, answer in enumerate(ANSWERS, len(OWN_COLUMNS)):
        sheet.write_string(HEADER_ROW, place, heading(answer, issue.as_of), book.looks["head_fill"])
        rows = (FIRST_ROW, FIRST_ROW + OWN_LINES - 1 + SPARE_ROWS)
        check_column(sheet, answer, place, rows, issue.policy.object_classes, issue.quarter)
    last = FIRST_ROW + OWN_LINES - 1 + SPARE_ROWS
    _dropdown(sheet, OWN_COLUMNS, "found_by", choices("found_by"), last)
    _dropdown(sheet, OWN_COLUMNS, "own_kind", kinds(()), last)
    sheet.print_area(HEADER_ROW, 0, FIRST_ROW + OWN_LINES - 1, len(columns) - 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_row(HEADER_ROW, 74)
    sheet.set_v_pagebreaks([len(OWN_COLUMNS) + 1, len(OWN_COLUMNS) + 8])
    sheet.repeat_columns(3, 3)
    page_lines(sheet, text("workbook.page_title", title=title, office=issue.office_label or issue.place_label))
