"""The columns a village fills in: their choices, their checks, and the messages when something else is typed.

Belongs here: what an answer may be, for the list, the village's own finds and the reader of returned workbooks.
Does not: where the columns stand (``village``, ``own``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsxwriter.worksheet import Worksheet

from pipelines.model.codes import VisitAdvice, VisitFinding, VisitMethod, WarningKind
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text

SPARE_ROWS = 200  # rows below the last line that also have the dropdowns, for lines a village adds
_INCOME_RANGE = (-1_000_000, 10_000_000)  # plausible figures only; no policy in it
_LIST_LIMIT = 255  # characters a dropdown written into the sheet may have


@dataclass(frozen=True)
class Answer:
    """One column to fill: its key under ``[columns]``, width in pixels, look, and what may be typed."""

    key: str
    pixels: int
    look: str = "fill_center"
    choices: Callable[[Sequence[str]], Sequence[str]] | None = None
    check: str = ""  # "date" or "number"


def yes_no(_: Sequence[str]) -> list[str]:
    return [text("answer.yes"), text("answer.no")]


def _labels(*codes: VisitFinding | VisitAdvice | VisitMethod | WarningKind) -> Callable[[Sequence[str]], list[str]]:
    return lambda _: [code.label for code in codes]


kinds = _labels(*WarningKind)

ANSWERS: tuple[Answer, ...] = (
    Answer("finding", 72, choices=_labels(*VisitFinding)),
    Answer("at_risk", 72, choices=yes_no),
    Answer("advice", 96, choices=_labels(*VisitAdvice)),
    Answer("object_class", 108, choices=lambda classes: classes),
    Answer("income", 150, look="fill_money", check="number"),
    Answer("difficulty", 130, look="fill"),
    Answer("need", 130, look="fill"),
    Answer("method", 66, choices=_labels(*VisitMethod)),
    Answer("collector", 66),
    Answer("typist", 66),
    Answer("visited_on", 86, look="fill_date", check="date"),
    Answer("signature", 90),
    Answer("remark", 150, look="fill"),
)


def income_window(as_of: date) -> str:
    """The 12 months before the month of the check (notice M, M2), in words."""
    last = as_of.replace(day=1) - timedelta(days=1)
    first = date(last.year - 1, last.month, 1)
    first = (first + timedelta(days=32)).replace(day=1)
    months = [text("reason.year_month", year=day.year, month=day.month) for day in (first, last)]
    return text("list.window", first=months[0], last=months[1])


def heading(answer: Answer, as_of: date) -> str:
    """The column's heading; the income column prints its window."""
    if answer.key == "income":
        return text("list.income_header", window=income_window(as_of))
    return text(f"columns.{answer.key}")


def check_column(
    sheet: Worksheet, answer: Answer, column: int, rows: tuple[int, int], classes: Sequence[str], quarter: Quarter
) -> None:
    """Dropdown, date or number check for one column from the first to the last row (0-based, inclusive)."""
    rule: dict[str, object] = {}
    if answer.choices is not None:
        rule = choice_rule(text(f"columns.{answer.key}"), answer.choices(classes))
    elif answer.check == "date":
        first, last = quarter.first_day, quarter.last_day + timedelta(days=366)
        rule = _messages("date", first=first.isoformat(), last=last.isoformat())
        rule |= {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    elif answer.check == "number":
        least, most = _INCOME_RANGE
        rule = _messages("number")
        rule |= {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
    if rule:
        sheet.data_validation(rows[0], column, rows[1], column, rule)


def choice_rule(label: str, choices: Sequence[str]) -> dict[str, object]:
    """A dropdown of ``choices``; empty when they would not fit into one, so that free text is taken."""
    fitting = [choice.replace(",", "，") for choice in choices]
    if not fitting or len(",".join(fitting)) > _LIST_LIMIT:
        return {}
    return {**_messages("choice", label=label), "validate": "list", "source": fitting}


def _messages(kind: str, **fields: object) -> dict[str, object]:
    return {
        "input_title": text(f"check.{kind}_title", **fields),
        "input_message": text(f"check.{kind}_input", **fields),
        "error_title": text("check.error_title"),
        "error_message": text(f"check.{kind}_error", **fields),
    }
