"""The receipt of one delivery in words, and as a sheet: who sent what and when, what was recognised, what became of its rows.

Belongs here: sentences and lines of a receipt. Does not: making it (``sources.receipts``).
"""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.model.codes import DeliveryStatus, Fate, FileRefusal, ListKind
from pipelines.model.columns import COLUMNS
from pipelines.report.plain import outside
from pipelines.report.texts import text, word

Body = Mapping[str, Any]
_STATUS = {code.value: code.label for code in DeliveryStatus}
_LISTS = {code.value: code.label for code in ListKind}
_SHEET = ("receipt.part", "receipt.what", "receipt.told")


def receipt_lines(receipt: Body) -> list[str]:
    """The receipt as a person reads it."""
    return [text("receipt.line", part=part, what=what, told=told) for part, what, told in _told(receipt)]


def receipt_sheet(receipt: Body) -> pl.DataFrame:
    """The receipt as a table of text: part, what, told, under Chinese headings."""
    headings = [text(key) for key in _SHEET]
    return pl.DataFrame(_told(receipt), schema=dict.fromkeys(headings, pl.String), orient="row")


def _told(receipt: Body) -> list[tuple[str, str, str]]:
    part = text("receipt.file")
    head = [
        ("name", receipt["file"]),
        ("department", receipt["department_label"] or text("receipt.unknown")),
        ("received_at", receipt["received_at"] or text("receipt.unknown")),
        ("sha256", receipt["sha256"]),
        ("status", _STATUS.get(receipt["status"], "") + _why(receipt)),
        *((code, str(receipt["fates"].get(code, 0))) for code in Fate),
    ]
    lines = [(part, text(f"receipt.about.{what}"), outside(told, 300)) for what, told in head]
    for found in receipt["lists"]:
        lines += _list(found)
    if receipt["other_sheets"]:
        other = text("list.joint").join(outside(name, 40) for name in receipt["other_sheets"])
        lines.append((part, text("receipt.about.other_sheets"), other))
    return lines + [(part, text("receipt.about.remark"), word("receipt.remark", code)) for code in receipt["remarks"]]


def _why(receipt: Body) -> str:
    if receipt["same_as"]:
        return text("receipt.same_as", file=outside(receipt["same_as"], 120))
    return text("receipt.because", reason=why_not_used(receipt["reason"], receipt)) if receipt["reason"] else ""


def bodies(receipts: pl.DataFrame | None) -> dict[str, Body]:
    """File → what its receipt says, from RECEIPTS of one quarter."""
    found = () if receipts is None else receipts.select("file", "body").iter_rows()
    return {file: json.loads(body) for file, body in found}


def why_not_used(reason: str, receipt: Body | None) -> str:
    """Why a file is refused or waits; which columns are doubtful, where its receipt knows them."""
    lists = receipt["lists"] if receipt and reason == FileRefusal.TWO_READINGS.value else ()
    doubts = [_doubt(*doubt) for found in lists for doubt in found["doubts"]]
    if doubts:
        return text("receipt.two_readings", doubts=text("receipt.joint").join(dict.fromkeys(doubts)))
    return word("file_refusal", reason)


def _doubt(column: str, one: str, other: str) -> str:
    alike = "doubt_same" if one == other else "doubt"
    return text(f"receipt.{alike}", label=_label(column), one=outside(one, 40), other=outside(other, 40))


def _list(found: Body) -> list[tuple[str, str, str]]:
    sheet = outside(found["sheet"], 40) or text("receipt.only_sheet")
    kind = _LISTS.get(found["list_kind"] or "", text("receipt.unknown"))
    header = text("receipt.header", first=found["header_first"], last=found["header_last"])
    lines = [(sheet, text("receipt.about.list"), kind), (sheet, text("receipt.about.header"), header)]
    lines += [(sheet, text("receipt.about.column"), _column(column)) for column in found["columns"]]
    for what in ("ignored", "unknown"):
        headings = text("list.joint").join(outside(heading, 40) for heading in found[what])
        if headings:
            lines.append((sheet, text(f"receipt.about.{what}"), headings))
    lines += [(sheet, text("receipt.about.question"), _doubt(*doubt)) for doubt in found["doubts"]]
    if found["hidden_sheet"] or found["hidden_rows"] or found["hidden_columns"]:
        hidden = text("receipt.hidden", rows=found["hidden_rows"], columns=found["hidden_columns"])
        lines.append((sheet, text("receipt.about.hidden"), hidden))
    return lines


def _column(column: Body) -> str:
    unit = text("receipt.unit", unit=column["unit"]) if column["unit"] else ""
    how = word("receipt.how", column["how"])
    heading = outside(column["heading"], 40)
    return text(
        "receipt.column", letter=column["letter"], heading=heading, label=_label(column["column"]), how=how, unit=unit
    )


def _label(column: str) -> str:
    return COLUMNS[column].label if column in COLUMNS else column
