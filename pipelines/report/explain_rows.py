"""What is told of a row: where it stood, what became of it, whom it was linked to, and who the rivals were.

Belongs here: JSON-ready facts about rows and links. Does not: sentences (``explain_words``), or rules (``explain``).
Numbers are shown by their last four: who may see the whole one has the file.
"""

from collections.abc import Iterable
from typing import Any

import polars as pl

from pipelines.model.codes import Fate, ListKind, MatchLevel, NotData, Note, RejectReason
from pipelines.model.columns import COLUMNS
from pipelines.model.tables import LIST_WORDS, PERSON_WORDS, ROW_KEY, ROWS
from pipelines.report.explain_case import Case, Line, reference, same_row
from pipelines.report.plain import last_four, outside
from pipelines.report.questions import differences

_LABELS = {
    code.value: code.label for codes in (ListKind, Fate, MatchLevel, NotData, RejectReason, Note) for code in codes
}
_NUMBERS = ("id_number", "guardian_id_number", "householder_id_number")
PARTS = ("id", "name", "birth", "sex", "place", "phone", "household")


def label(code: str | None) -> str | None:
    """The Chinese label of a code; a code that has none stays."""
    return None if code is None else _LABELS.get(code, code)


def explained_row(row: Line, case: Case) -> dict[str, Any]:
    """One row: place, delivery, fate with reason and notes, what it says, its link; of a duplicate also its original."""
    delivery = case.deliveries.filter((pl.col("quarter") == row["quarter"]) & (pl.col("file") == row["file"]))
    sent = delivery.row(0, named=True) if delivery.height else {}
    return {
        "reference": reference(row),
        **{name: row[name] for name in ("quarter", "file", "sheet", "row_no", "item_no", "department", "list_kind")},
        "department_label": case.departments.get(row["department"], row["department"]),
        "list_label": label(row["list_kind"]),
        "fate": row["fate"],
        "fate_label": label(row["fate"]),
        "reason": row["reason"],
        "reason_label": label(row["reason"]),
        "notes": [{"code": code, "label": label(code)} for code in (row["notes"] or "").split("|") if code],
        "received_at": sent.get("received_at"),
        "sha256": sent.get("sha256"),
        "said": _said(row),
        "original": _original(row, case) if row["fate"] == Fate.DUPLICATE else None,
        "link": explained_link(row, case),
    }


def _said(row: Line) -> dict[str, str]:
    """Column → what the row says there, as a page may show it."""
    told = {}
    for name in (*PERSON_WORDS.split(), *LIST_WORDS.split()):
        value = row.get(name)
        if value is not None:
            told[name] = last_four(str(value)) or "****" if name in _NUMBERS else outside(str(value), 60)
    return told


def said_in_words(said: Line) -> str:
    """``姓名 张三,证件号 ****1234`` …"""
    return ",".join(f"{COLUMNS[name].label} {value}" for name, value in said.items())


def _original(row: Line, case: Case) -> str | None:
    """The accepted row that says the same, of the same department and quarter."""
    place = {*ROW_KEY, "fate", "reason", "notes"} - {"quarter"}
    same = pl.all_horizontal(pl.col(n).eq_missing(row[n]) for n in ROWS.column_names if n not in place)
    found = case.rows.filter((pl.col("fate") == Fate.ACCEPTED) & same).sort(ROW_KEY)
    return reference(found.row(0, named=True)) if found.height else None


def explained_link(row: Line, case: Case) -> dict[str, Any] | None:
    """Whom a row was linked to, by which level, how far ahead of whom; None for rows that are nobody's line."""
    found = case.links.filter(same_row(row))
    if found.is_empty():
        return None
    link = found.row(0, named=True)
    rivals = case.candidates.filter(same_row(row)).sort("candidate_rank").iter_rows(named=True)
    return {
        **{
            name: link[name]
            for name in ("status", "level", "person_id", "household_id", "probability", "weight", "lead")
        },
        "level_label": label(link["level"]),
        "candidates": [_rival(row, one, case) for one in rivals],
    }


def _rival(row: Line, one: Line, case: Case) -> dict[str, Any]:
    person = person_of(case, one["person_id"], one["household_id"])
    return {
        "rank": one["candidate_rank"],
        "person_id": one["person_id"],
        "household_id": one["household_id"],
        "person_name": person.get("person_name"),
        "village_name": person.get("village_name"),
        "id_last_four": last_four(person.get("id_number")),
        "level": one["level"],
        "level_label": label(one["level"]),
        "weight": one["weight"],
        "probability": one["probability"],
        "parts": {part: one[f"weight_{part}"] for part in PARTS},
        "differences": differences(row, person) if person.get("person_id") and one["person_id"] else "",
    }


def person_of(case: Case, person_id: str | None, household_id: str | None) -> Line:
    """The registered person; of a household alone its place, nothing of a person."""
    home = case.persons.filter(pl.col("household_id").eq_missing(household_id)).sort("person_id")
    people = home.filter(pl.col("person_id").eq_missing(person_id))
    if people.height:
        return people.row(0, named=True)
    return {"village_name": home["village_name"][0]} if home.height else {}


def rows_about(case: Case, household_id: str, person_id: str | None = None) -> list[dict[str, Any]]:
    """Every row linked to the household (or the one person), and doubtful ones that may be about them, newest first."""
    own = (pl.col("household_id") == household_id) & (pl.col("status") != "none")
    person = pl.lit(value=True) if person_id is None else pl.col("person_id") == person_id
    linked = case.links.filter(own & person).select(ROW_KEY)
    doubtful = case.links.filter(pl.col("status") == "review").select(ROW_KEY)
    maybe = case.candidates.filter((pl.col("household_id") == household_id) & person).select(ROW_KEY)
    wanted = pl.concat([linked, doubtful.join(maybe, on=ROW_KEY, how="semi")]).unique()
    found = case.rows.join(wanted, on=ROW_KEY, how="semi").sort(ROW_KEY)
    return [explained_row(row, case) for row in _newest_first(found.iter_rows(named=True))]


def _newest_first(rows: Iterable[Line]) -> list[Line]:
    return sorted(rows, key=lambda row: str(row["quarter"]), reverse=True)
