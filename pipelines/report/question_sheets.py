"""Sheets 待核身份, 待复核 and 村级发现户 of a village workbook: columns, dropdowns, blank lines.

Belongs here: those sheets' layout. Does not: which rows are asked about (``questions``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.worksheet import Worksheet

from pipelines.report.answers import ANSWERS, SPARE_ROWS, check_column, choice_rule, heading, kinds
from pipelines.report.cells import Book, page_lines
from pipelines.report.contents import Issue
from pipelines.report.grid import FIRST_ROW, HEADER_ROW, Col, Value, write_grid
from pipelines.report.marks import dates_side_by_side, side_by_side
from pipelines.report.questions import REVIEW_SHOWN, UNKNOWN_SHOWN, Question
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
    Col("list_rows", 220),
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


@dataclass(frozen=True)
class _Ask:
    """What a sheet of questions asks: the column of the answer, its choices, the last column printed, lines under an edge."""

    column: str
    options: Sequence[str]
    printed_to: str
    edges: Collection[int] = ()


def _dropdown(sheet: Worksheet, columns: Sequence[Col], key: str, options: Sequence[str], last: int) -> None:
    rule = choice_rule(text(f"columns.{key}"), options)
    place = next(at for at, column in enumerate(columns) if column.key == key)
    if rule:
        sheet.data_validation(FIRST_ROW, place, last, place, rule)


def _without_empty(columns: Sequence[Col], shown: Sequence[Mapping[str, str]], may_go: Collection[str]) -> list[Col]:
    """``columns`` without those of ``may_go`` that no line says anything in (a returned list is read by its headings).

    The remark gets their room.
    """
    empty = [c for c in columns if c.key in may_go and not any(line[c.key] for line in shown)]
    freed = sum(column.pixels for column in empty)
    kept = (column for column in columns if column not in empty)
    return [replace(column, pixels=column.pixels + freed) if column.key == "remark" else column for column in kept]


def _write_questions(
    book: Book, name: str, title: str, columns: Sequence[Col], lines: Sequence[Mapping[str, Value]], ask: _Ask
) -> None:
    """A sheet of questions with its dropdown; printed up to ``ask.printed_to``, or not at all when nothing is asked."""
    note = text(f"questions.{name}_note" if lines else "questions.nothing")
    values = [[line.get(column.key) for column in columns] for line in lines]
    asked, name = bool(lines), text(f"sheets.{name}")
    sheet = write_grid(book, name, title, note, columns, values, least_lines=2, edges=ask.edges, on_paper=asked)
    if not asked:
        return
    last = FIRST_ROW + len(lines) - 1
    _dropdown(sheet, columns, ask.column, ask.options, last)
    printed_to = next(at for at, column in enumerate(columns) if column.key == ask.printed_to)
    sheet.print_area(0, 0, last, printed_to)


def write_unknown(book: Book, title: str, lines: Sequence[Question]) -> None:
    """待核身份: people on lists whom the registry does not know. Who is this?"""
    shown = [dict(zip(UNKNOWN_SHOWN, line.shown, strict=True)) for line in lines]
    columns = _without_empty(UNKNOWN_COLUMNS, shown, ("list_kind", "sex", "born", "list_relative") if lines else ())
    keyed = [{**said, "key": line.key} for said, line in zip(shown, lines, strict=True)]
    _write_questions(book, "unknown", title, columns, keyed, _Ask("who", choices("who"), "remark"))


def write_review(book: Book, title: str, lines: Sequence[Question]) -> None:
    """待复核: a list row beside each registered person it could be. The same person?"""
    shown = [dict(zip(REVIEW_SHOWN, line.shown, strict=True)) for line in lines]
    keyed = [{**said, **_differences_marked(said), "key": line.key} for said, line in zip(shown, lines, strict=True)]
    starts = [at for at, line in enumerate(lines) if at == 0 or line.about != lines[at - 1].about]
    options = [text(f"answer.{code}") for code in ("same", "not_same", "unsure")]
    _write_questions(
        book, "review", title, REVIEW_COLUMNS, keyed, _Ask("same_person", options, "same_person", frozenset(starts))
    )


def _differences_marked(said: Mapping[str, str]) -> dict[str, Value]:
    """The cells of both sides in which the list and the registry differ, what differs marked; nothing of a whole household."""
    if said["our_name"] == text("questions.household_only"):
        return {}
    pairs = (
        ("list_name", "our_name", side_by_side),
        ("born", "our_born", dates_side_by_side),
        ("id_last_four", "our_last_four", side_by_side),
    )
    return {
        column: value
        for ours, theirs, held in pairs
        for column, value in zip((ours, theirs), held(said[ours], said[theirs]), strict=True)
    }


def write_own(book: Book, issue: Issue, title: str, village: str) -> None:
    """村级发现户: ten empty lines for households the village found itself, with the list's answer columns."""
    answers = tuple(Col(answer.key, answer.pixels, answer.look, fill=True) for answer in ANSWERS)
    columns = (*OWN_COLUMNS, *answers)
    blank = [(None, village, *(None for _ in columns[2:])) for _ in range(OWN_LINES)]
    sheet = write_grid(
        book, text("sheets.own"), title, text("own.note"), columns, blank, least_lines=2, sign=True, on_paper=False
    )
    for place, answer in enumerate(ANSWERS, len(OWN_COLUMNS)):
        sheet.write_string(HEADER_ROW, place, heading(answer, issue.as_of), book.looks["head_fill"])
        rows = (FIRST_ROW, FIRST_ROW + OWN_LINES - 1 + SPARE_ROWS)
        check_column(sheet, answer, place, rows, issue.policy.object_classes, issue.quarter)
    last = FIRST_ROW + OWN_LINES - 1 + SPARE_ROWS
    _dropdown(sheet, OWN_COLUMNS, "found_by", choices("found_by"), last)
    _dropdown(sheet, OWN_COLUMNS, "own_kind", kinds(()), last)
    sheet.set_row(HEADER_ROW, 74)
    sheet.set_v_pagebreaks([len(OWN_COLUMNS) + 1, len(OWN_COLUMNS) + 8])
    page_lines(sheet, text("workbook.page_title", title=title, office=issue.office_label or issue.place_label))
