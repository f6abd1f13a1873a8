"""The township or county summary workbook.

Belongs here: putting its sheets together. Does not: counting (``counts``), charts (``charts``).
"""

from collections.abc import Sequence

from pipelines.report.cells import Book, page_lines
from pipelines.report.contents import Issue
from pipelines.report.manifest import VillageRecord
from pipelines.report.texts import text
from pipelines.report.village import VillageContent


def summary_workbook(issue: Issue, contents: Sequence[VillageContent], records: Sequence[VillageRecord]) -> bytes:
    """The whole file."""
    title = text(
        "summary.title",
        place=issue.place_label,
        quarter=text("workbook.quarter", year=issue.quarter.year, number=issue.quarter.number),
    )
    book = Book(title, {"bidui_quarter": str(issue.quarter)})
    sheet = book.sheet(text("summary.sheet_villages"), (120, 160, 80, 80))
    sheet.merge_range(0, 0, 0, 3, title, book.looks["title"])
    for column, key in enumerate(("township", "village", "warned", "state")):
        sheet.write_string(1, column, text(f"columns.{key}"), book.looks["head"])
    for row, record in enumerate(records, 2):
        sheet.write_string(row, 0, record.township, book.looks["cell"])
        sheet.write_string(row, 1, record.village, book.looks["cell"])
        sheet.write_number(row, 2, record.warnings, book.looks["number"])
        sheet.write_string(row, 3, text(f"state.{record.state}"), book.looks["center"])
    page_lines(sheet, title)
    return book.finish()
