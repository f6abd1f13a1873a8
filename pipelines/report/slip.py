"""A department's slip: only its own rows that were rejected, unmatched or doubtful, why, and what to send.

Belongs here: choosing those rows and the words for them. No value of the registry stands in it: everything shown of a
person is what the department itself wrote, long numbers masked.
"""

from collections.abc import Mapping

import polars as pl

from pipelines.model.codes import DeliveryStatus, Fate, LinkStatus, Note
from pipelines.model.names import is_masked
from pipelines.model.tables import ROW_KEY
from pipelines.report.cells import Book
from pipelines.report.contents import Issue
from pipelines.report.grid import Col, write_grid
from pipelines.report.plain import last_four, outside
from pipelines.report.questions import place_said
from pipelines.report.receipt import bodies, why_not_used
from pipelines.report.texts import text, word

_COLUMNS = (
    Col("file", 150),
    Col("sheet", 74),
    Col("row", 46, "center"),
    Col("list_name", 70, "center"),
    Col("id_last_four", 72, "center"),
    Col("list_place", 110),
    Col("problem", 72, "center"),
    Col("why", 130, "long"),
    Col("to_do", 172, "long"),
)
_FILES = (Col("file", 300), Col("file_state", 120, "center"), Col("why", 476, "long"))
_NOTE_WORDS = {
    Note.ID_FROM_NUMBER_CELL: "need_id_text",
    Note.ID_INVALID: "need_id_check",
    Note.ID_MASKED: "need_id_unmasked",
    Note.ID_DISABILITY_NUMBER: "need_own_id",
    Note.NAME_MISSING: "need_name",
    Note.NAME_MASKED: "need_full_name",
}
_UNUSED = (DeliveryStatus.REFUSED, DeliveryStatus.QUESTION)
_STATUS_LABELS = {status.value: status.label for status in DeliveryStatus}
Row = Mapping[str, object]


def slip_rows(issue: Issue, department: str) -> pl.DataFrame:
    """The department's rows to mend: ROWS columns plus ``status`` of the link (null for rejected rows), in file order."""
    mine = (pl.col("quarter") == str(issue.quarter)) & (pl.col("department") == department)
    links = issue.links.filter(mine).select(*ROW_KEY, "status")
    rows = issue.rows.filter(mine).join(links, on=list(ROW_KEY), how="left")
    rejected = pl.col("fate") == Fate.REJECTED.value
    open_link = pl.col("status").is_in([LinkStatus.NONE.value, LinkStatus.REVIEW.value])
    unsettled = (pl.col("fate") == Fate.ACCEPTED.value) & open_link
    return rows.filter(rejected | unsettled).sort(ROW_KEY)


def what_to_send(row: Row) -> str:
    """What would let the row be settled: the missing or damaged parts, from what the row itself says."""
    notes = set(str(row.get("notes") or "").replace(",", "|").replace(" ", "|").split("|"))
    needs = [words for note, words in _NOTE_WORDS.items() if note.value in notes]
    name, number = str(row.get("person_name") or ""), str(row.get("id_number") or "")
    if not number:
        needs.append("need_full_id")
    elif "*" in number and not {"need_id_text", "need_id_unmasked"} & set(needs):
        needs.append("need_id_unmasked")
    if not name:
        needs.append("need_name")
    elif is_masked(name):
        needs.append("need_full_name")
    if not row.get("village_name") and not row.get("address"):
        needs.append("need_village")
    if not number and not row.get("householder_name") and not row.get("guardian_name"):
        needs.append("need_guardian")
    return text("unmatched.joint").join(text(f"unmatched.{need}") for need in dict.fromkeys(needs or ["need_check"]))


def _line(row: Row) -> tuple[str | int | None, ...]:
    rejected = row["fate"] == Fate.REJECTED.value
    status = str(row["status"] or LinkStatus.NONE.value)
    return (
        outside(str(row["file"]), 120),
        outside(str(row["sheet"] or ""), 40),
        str(row["row_no"]),
        outside(str(row["person_name"] or ""), 30),
        last_four(str(row["id_number"] or "")),
        place_said(row),
        text("slip.rejected" if rejected else f"slip.{status}"),
        text("slip.why_rejected" if rejected else f"unmatched.{status}"),
        word("reject", str(row["reason"])) if rejected else what_to_send(row),
    )


def _file_lines(issue: Issue, department: str) -> list[tuple[str, str, str]]:
    mine = (pl.col("department") == department) & pl.col("status").is_in([status.value for status in _UNUSED])
    found = issue.deliveries.filter(mine).sort("file")
    told = bodies(issue.receipts)
    return [
        (
            outside(str(one["file"]), 120),
            _STATUS_LABELS[str(one["status"])],
            why_not_used(one["reason"], told.get(one["file"])),
        )
        for one in found.iter_rows(named=True)
    ]


def slip_departments(issue: Issue) -> list[str]:
    """Departments that sent anything this quarter, in the issue's order."""
    quarter = pl.col("quarter") == str(issue.quarter)
    sent = set(issue.rows.filter(quarter)["department"].unique()) | set(issue.deliveries["department"].unique())
    return [code for code in issue.departments if code in sent]


def slip_workbook(issue: Issue, department: str) -> tuple[bytes, int]:
    """The slip's bytes and how many rows it asks about."""
    label = issue.departments[department]
    quarter = text("workbook.quarter", year=issue.quarter.year, number=issue.quarter.number)
    title = text("slip.title", department=label, quarter=quarter)
    rows = slip_rows(issue, department)
    lines = [_line(row) for row in rows.iter_rows(named=True)]
    office = issue.office_label or issue.place_label
    note = text("slip.note" if lines else "slip.nothing", office=office, count=len(lines))
    book = Book(title, {"bidui_quarter": str(issue.quarter), "bidui_department": department})
    write_grid(book, text("sheets.slip"), title, note, _COLUMNS, lines)
    unread = _file_lines(issue, department)
    if unread:
        write_grid(book, text("sheets.files"), title, text("slip.files_note"), _FILES, unread)
    return book.finish(), len(lines)
