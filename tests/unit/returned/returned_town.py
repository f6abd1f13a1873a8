"""A small issued folder, filled in like a cadre would with openpyxl, and read back: no store, no ledger file."""

import sys
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path

import openpyxl
import polars as pl
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "report"))

from report_town import QUARTER, town, with_frames

from pipelines.ledger.answers import Memory
from pipelines.ledger.taking import Issued, judge
from pipelines.model.quarter import Quarter
from pipelines.model.returned import Judged, ReturnedBook
from pipelines.report.contents import Issue
from pipelines.report.issue import write_issue
from pipelines.report.issued_lines import issued_lines
from pipelines.report.return_form import return_form
from pipelines.screening.warnings import warning_id
from pipelines.sources.cage import read_workbook
from pipelines.sources.labels import read_label
from pipelines.sources.return_cells import ReturnForm
from pipelines.sources.returned import quarter_of, read_returned

WILLOW, RIVER = "柳林村预警核实名单-2026Q3.xlsx", "新河村预警核实名单-2026Q3.xlsx"
Edit = Callable[[openpyxl.Workbook], None]


def columns(sheet: Worksheet, header: int = 3) -> dict[str, int]:
    """Heading (first line) → column."""
    return {str(cell.value).split("\n")[0]: cell.column for cell in sheet[header] if cell.value}


def fill(sheet: Worksheet, row: int, answers: Mapping[str, object]) -> None:
    at = columns(sheet)
    for heading, value in answers.items():
        sheet.cell(row, at[heading]).value = value


def swap_rows(sheet: Worksheet, one: int, other: int) -> None:
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value


def move_column(sheet: Worksheet, heading: str, to: int, header: int = 3) -> None:
    """Cut a column and insert it elsewhere, as people do."""
    at = columns(sheet, header)[heading]
    for row in range(header, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)]
        values.insert(to - 1, values.pop(at - 1))
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def copy_row(sheet: Worksheet, source: int, target: int) -> None:
    for column in range(1, sheet.max_column + 1):
        sheet.cell(target, column).value = copy(sheet.cell(source, column).value)


def real_ids(issue: Issue) -> Issue:
    """The invented town with warning ids as screening makes them."""
    ids = {old: warning_id(QUARTER, home) for old, home in issue.warnings.select("warning_id", "household_id").rows()}
    frames = {name: getattr(issue, name) for name in ("warnings", "clues")}
    renamed = {name: frame.with_columns(pl.col("warning_id").replace_strict(ids)) for name, frame in frames.items()}
    return with_frames(issue, **renamed)


class Office:
    """One issue of the invented town and what it takes back."""

    def __init__(self, folder: Path, issue: Issue | None = None) -> None:
        self.issue = real_ids(issue or town(each=5))
        self.folder = folder
        write_issue(folder / "v1", self.issue)
        lines, places = issued_lines(self.issue)
        self.issued = Issued(str(QUARTER), lines, places)
        classes = self.issue.policy.object_classes
        self.form = ReturnForm(**return_form(classes, lambda heading: read_label(heading).text))
        self.memory = Memory()

    def returned(self, edit: Edit, name: str = "back.xlsx", source: str = WILLOW) -> Path:
        """A copy of an issued workbook, edited and saved."""
        book = openpyxl.load_workbook(self.folder / "v1" / source)
        edit(book)
        path = self.folder / name
        book.save(path)
        return path

    def read(self, path: Path, asked: Quarter | None = None) -> ReturnedBook:
        workbook = read_workbook(path)
        return read_returned(workbook, path.name, self.form, quarter_of(workbook) or asked)

    def take(self, *paths: Path) -> list[Judged]:
        """Judge files as one batch; what is accepted is remembered."""
        judged = judge([self.read(path) for path in paths], self.issued, self.memory)
        for one in judged:
            if one.is_new:
                row = one.line.about if one.line else ""
                body = {"answers": dict(one.row.answers), "sha256": one.book.sha256, "row": row}
                dict.setdefault(self.memory.bodies, one.subject, []).append(body)
        return judged


def ended(judged: list[Judged], sheet: str | None = "名单") -> list[tuple[int, str, str]]:
    """(row number, state, reason) in order."""
    return [
        (one.row.row_no, one.state.value, one.reason.value) for one in judged if sheet is None or one.row.sheet == sheet
    ]


TRUE = {"是否属实": "属实", "是否存在返贫致贫风险": "否", "核实建议": "持续关注", "核实日期": "2026-10-09"}
