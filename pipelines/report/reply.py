"""The reply to a returned workbook: counts and what to do first, then each returned sheet's lines in its own order.

Belongs here: that workbook and the sentences for each reason. Does not: deciding (``ledger.taking``); reading (``sources``).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.model.codes import ReturnReason, ReturnState
from pipelines.model.returned import IssuedLine, Judged, LineKind, Place, ReturnedBook
from pipelines.report import leak
from pipelines.report.answers import ANSWERS
from pipelines.report.cells import Book, height_for, page_lines
from pipelines.report.grid import FIRST_ROW, Col, Value, write_grid
from pipelines.report.plain import outside
from pipelines.report.question_sheets import OWN_COLUMNS, REVIEW_COLUMNS, UNKNOWN_COLUMNS
from pipelines.report.return_form import choice_codes
from pipelines.report.texts import text, word

_WIDTHS = (40, 850)
_COLUMNS = (
    Col("returned_row", 50, "center"),
    Col("village", 70, "center"),
    Col("group", 56, "center"),
    Col("told_about", 90, "center"),
    Col("outcome", 60, "center"),
    Col("why", 170),
    Col("to_do", 180),
    Col("answered", 224, "long"),
    Col("key", 200, "key"),
)
_MISSING = (Col("group", 80, "center"), Col("householder", 120, "center"), Col("kinds", 300), Col("key", 240, "key"))
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']+")
_ORDER = [
    *(column.key for column in OWN_COLUMNS),
    *(answer.key for answer in ANSWERS),
    *(column.key for column in (*UNKNOWN_COLUMNS, *REVIEW_COLUMNS)),
]


@dataclass(frozen=True)
class Reply:
    """What is told about one returned file. ``missing``: lines of its village that nobody answered yet."""

    book: ReturnedBook
    judged: Sequence[Judged] = ()
    place: Place | None = None
    missing: Sequence[IssuedLine] = field(default_factory=tuple)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines ended how; lines not filled in are counted apart from refused ones."""
        reasons = Counter(one.reason for one in self.judged)
        states = Counter(one.state for one in self.judged)
        blank = reasons[ReturnReason.NOT_FILLED]
        return {
            "rows": len(self.judged),
            "accepted": states[ReturnState.ACCEPTED],
            "conflict": states[ReturnState.CONFLICT],
            "refused": states[ReturnState.REFUSED] - blank,
            "not_filled": blank,
            "taken": reasons[ReturnReason.TAKEN],
            "corrected": reasons[ReturnReason.CORRECTED],
            "unanswered": len(self.missing),
        }


def reply_workbook(reply: Reply) -> bytes:
    """The whole file. Raises IssueBlocked (``leak_…``) should a number stand in it that may not."""
    title = text("returned.title", file=outside(reply.book.file.rpartition("/")[2], 60))
    book = Book(title, {"bidui_quarter": reply.book.quarter} if reply.book.quarter else {})
    _overview(book, title, reply)
    labels = _labels()
    taken = {text("returned.sheet_overview").casefold(), text("returned.sheet_missing").casefold()}
    for sheet in dict.fromkeys(one.row.sheet for one in reply.judged):
        lines = [_line(one, labels) for one in reply.judged if one.row.sheet == sheet]
        name = _sheet_name(sheet, taken)
        page = write_grid(book, name, title, text("returned.sheet_note"), _COLUMNS, lines, least_lines=2)
        page.print_area(0, 0, FIRST_ROW + len(lines) - 1, len(_COLUMNS) - 2)  # the key is for the screen
    if reply.missing:
        missing: list[list[Value]] = [
            [*(line.shown.get(column, "") for column in ("group", "householder", "kinds")), line.line_id]
            for line in reply.missing
        ]
        note = text("returned.missing", count=len(missing))
        write_grid(book, text("returned.sheet_missing"), title, note, _MISSING, missing)
    data = book.finish()
    leak.check_file("", data)
    return data


def _sheet_name(sheet: str, taken: set[str]) -> str:
    bare = _FORBIDDEN.sub("_", outside(sheet, 24)).strip() or text("returned.sheet_rows")
    name = next(n for n in (bare, *(f"{bare}({number})" for number in range(2, 1000))) if n.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _overview(book: Book, title: str, reply: Reply) -> None:
    sheet, looks, row = book.sheet(text("returned.sheet_overview"), _WIDTHS), book.looks, 1
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 1, title, looks["title"])
    for heading, lines in (("returned.part_counts", _counted(reply)), ("returned.part_to_do", _to_do(reply))):
        sheet.merge_range(row, 0, row, 1, text(heading), looks["section"])
        sheet.set_row(row, 26)
        for number, line in enumerate(lines, 1):
            sheet.write_string(row + number, 0, str(number), looks["center"])
            sheet.write_string(row + number, 1, line, looks["long"])
            sheet.set_row(row + number, height_for([line], [_WIDTHS[1]]))
        row += len(lines) + 1
    page_lines(sheet, title, sign=False)


def _counted(reply: Reply) -> list[str]:
    if reply.book.refusal:
        return [text("returned.file_refused", why=file_refusal(reply.book.refusal))]
    township, village = reply.place or ("", "")
    whose = f"{township}{village}" or text("returned.place_unknown")
    counts = reply.counts
    lines = [text("returned.whose", village=whose, quarter=reply.book.quarter), text("returned.counts", **counts)]
    if reply.missing:
        lines.append(text("returned.missing", count=len(reply.missing)))
    return lines


def file_refusal(code: str) -> str:
    """Why a whole returned file was not taken, as a sentence."""
    own = f"returned_file.{code}"
    return text(own) if text(own) != own else word("file_refusal", code)


def _to_do(reply: Reply) -> list[str]:
    """One line for each reason that asks for something, with how many lines it is about."""
    if reply.book.refusal:
        return [text("returned.do_file")]
    asking = Counter(one.reason for one in reply.judged if one.state is not ReturnState.ACCEPTED)
    lines = [
        text("returned.to_do", label=reason.label, count=asking[reason], why=_why(reason), do=_do(reason))
        for reason in ReturnReason
        if asking[reason]
    ]
    return lines or [text("returned.nothing_to_do")]


def _why(reason: ReturnReason) -> str:
    return text(f"returned_why.{reason.value}")


def _do(reason: ReturnReason) -> str:
    return text(f"returned_do.{reason.value}")


def _line(one: Judged, labels: dict[str, dict[str, str]]) -> list[Value]:
    row = one.row
    said = {**row.shown, **(row.answers if row.kind is LineKind.OWN else {})}
    about = said.get("householder") or said.get("list_name") or ""
    beside = said.get("our_name")
    accepted = one.state is ReturnState.ACCEPTED
    why = text("list.joint").join((one.reason.label, *(note.label for note in one.notes)))
    if row.unreadable:
        why += text("returned.cells", cells=text("list.joint").join(text(f"columns.{key}") for key in row.unreadable))
    return [
        row.row_no,
        outside(said.get("village", ""), 20),
        outside(said.get("group", ""), 20),
        outside(f"{about}／{beside}" if beside else about, 40),
        one.state.label,
        why,
        "" if accepted else _do(one.reason),
        answer_words(row.answers, labels),
        outside(row.key_cell, 60),
    ]


def _labels() -> dict[str, dict[str, str]]:
    return {column: {code: label for label, code in words.items()} for column, words in choice_codes(()).items()}


def answer_words(answers: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> str:
    """Answers as people read them, in the order of the workbook's columns. ``labels``: column → code → label."""
    parts = [
        text("returned.answer", label=text(f"columns.{column}"), said=labels.get(column, {}).get(value, value))
        for column in dict.fromkeys(_ORDER)
        if (value := answers.get(column))
    ]
    return outside(text("returned.joint").join(parts), 400)
