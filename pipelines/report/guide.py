"""Sheet 填写说明: how to fill in, send back and keep the workbook.

Belongs here: laying out the sentences of ``[guide]``. Does not: the sentences.
"""

from pipelines.report.answers import income_window
from pipelines.report.cells import Book, height_for, page_lines
from pipelines.report.contents import Issue
from pipelines.report.entries import Place
from pipelines.report.keys import key_of
from pipelines.report.texts import choices, text

_WIDTHS = (40, 850)


def workbook_number(issue: Issue, place: Place) -> str:
    """The workbook's own number: quarter and check letters of the place, to tell copies of different villages apart."""
    return key_of(str(issue.quarter), *place)


def write_guide(book: Book, issue: Issue, title: str, place: Place) -> None:
    """The sheet 填写说明."""
    sheet, looks = book.sheet(text("sheets.guide"), _WIDTHS), book.looks
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 1, text("guide_title", title=title), looks["title"])
    words = issue.policy
    fields = {
        "window": income_window(issue.as_of),
        "classes": text("list.joint").join(words.object_classes),
        "number": workbook_number(issue, place),
    }
    row = 1
    for number, sentence in enumerate(choices("guide"), 1):
        said = sentence.format_map(fields)
        sheet.write_string(row, 0, str(number), looks["center"])
        sheet.write_string(row, 1, said, looks["long"])
        sheet.set_row(row, height_for([said], [_WIDTHS[1]]) + 4)
        row += 1
    if words.notes:
        sheet.merge_range(row, 0, row, 1, text("policy.heading"), looks["section"])
        sheet.set_row(row, 26)
        for place_no, note in enumerate(words.notes, 1):
            sheet.write_string(row + place_no, 0, str(place_no), looks["center"])
            sheet.write_string(row + place_no, 1, note, looks["long"])
            sheet.set_row(row + place_no, height_for([note], [_WIDTHS[1]]) + 4)
    page_lines(sheet, title, sign=False)
