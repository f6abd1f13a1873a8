"""What a village workbook asks, for whoever reads it when it comes back: headings, choices, which columns are filled.

Belongs here: drawing that from the sheets' own columns, so that the reader cannot drift from the writer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.model.codes import VisitAdvice, VisitFinding, VisitMethod, WarningKind
from pipelines.model.returned import LineKind
from pipelines.report.answers import ANSWERS
from pipelines.report.question_sheets import OWN_COLUMNS, REVIEW_COLUMNS, UNKNOWN_COLUMNS
from pipelines.report.texts import sentences, text

_PAPER = ("difficulty", "need", "remark", "collector", "typist", "date", "signature", "income")
_CLUES = ("clue", "department", "list_quarter", "file", "sheet", "row")  # 线索来源 alone has three of these
_LIST_SHOWN = ("householder", "village", "group", "id_last_four", "kinds", "reason")


def _section(name: str) -> dict[str, str]:
    """Label → code of a section of the texts."""
    return {said: key.removeprefix(f"{name}.") for key, said in sentences().items() if key.startswith(f"{name}.")}


def choice_codes(object_classes: Sequence[str]) -> dict[str, dict[str, str]]:
    """Answer column → (label → code kept in the ledger); the policy's class names are their own codes."""
    answers = {code: text(f"answer.{code}") for code in ("yes", "no", "same", "not_same", "unsure")}
    return {
        "finding": {code.label: code.value for code in VisitFinding},
        "at_risk": {answers[code]: code for code in ("yes", "no")},
        "advice": {code.label: code.value for code in VisitAdvice},
        "object_class": {label: label for label in object_classes},
        "method": {code.label: code.value for code in VisitMethod},
        "who": _section("who"),
        "same_person": {answers[code]: code for code in ("same", "not_same", "unsure")},
        "found_by": _section("found_by"),
        "own_kind": {code.label: code.value for code in WarningKind},
    }


def return_form(object_classes: Sequence[str], bare: Any) -> Mapping[str, Any]:
    """The fields of the reader's form. ``bare``: how the reader squeezes a heading before looking it up."""
    answers = [answer.key for answer in ANSWERS]
    sheets = {
        LineKind.OWN: OWN_COLUMNS,
        LineKind.UNKNOWN: UNKNOWN_COLUMNS,
        LineKind.REVIEW: REVIEW_COLUMNS,
    }
    filled = {kind: {column.key for column in columns if column.fill} for kind, columns in sheets.items()}
    told = {kind: {column.key for column in columns if not column.fill} - {"key"} for kind, columns in sheets.items()}
    fills = filled | {LineKind.LIST: set(answers), LineKind.OWN: filled[LineKind.OWN] | set(answers)}
    shown = told | {LineKind.LIST: set(_LIST_SHOWN)}
    columns = {"key", *(column for of in (fills, shown) for names in of.values() for column in names)}
    return {
        "headings": {bare(text(f"columns.{column}")): column for column in sorted(columns)},
        "choices": choice_codes(object_classes),
        "fills": {kind: frozenset(names) for kind, names in fills.items()},
        "shown": {kind: frozenset(names) for kind, names in shown.items()},
        "dates": frozenset({"found_on", *(answer.key for answer in ANSWERS if answer.check == "date")}),
        "money": frozenset(answer.key for answer in ANSWERS if answer.check == "number"),
        "unread": frozenset(bare(text(f"columns.{column}")) for column in _CLUES),
        "paper": tuple(text(f"paper.{key}") for key in _PAPER),
        "key_label": text("columns.key"),
    }
