"""What villages answered, as a fold over the ledger's entries: the last word stands, earlier ones stay readable.

Body of an answer: ``quarter township village answers file sha256 sheet row_no`` and, by kind, ``household_id`` (VISIT_ANSWERED),
``row`` (PERSON_TOLD, CANDIDATE_JUDGED: the list row asked about), ``person_id household_id`` (CANDIDATE_JUDGED).
``answers``: column key → value (codes of ``model.codes``, ISO dates, decimal yuan, text). Belongs here: folding entries.
Does not: deciding what may become one (``taking``), words for people (``report``).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.ledger.ledger import Entry, Kind
from pipelines.model.quarter import Quarter
from pipelines.model.returned import Judged, LineKind
from pipelines.model.tables import VERIFICATIONS

KIND_OF: dict[LineKind, Kind] = {
    LineKind.LIST: Kind.VISIT_ANSWERED,
    LineKind.OWN: Kind.HOUSEHOLD_FOUND,
    LineKind.UNKNOWN: Kind.PERSON_TOLD,
    LineKind.REVIEW: Kind.CANDIDATE_JUDGED,
}
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Memory:
    """What was answered before: subject → its entries' bodies, oldest first."""

    bodies: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry], quarter: str) -> "Memory":
        """The memory of one quarter's answers of every kind."""
        bodies: dict[str, list[dict[str, Any]]] = {}
        wanted = set(KIND_OF.values())
        for entry in entries:
            if entry.kind in wanted and entry.body.get("quarter") == quarter:
                bodies.setdefault(entry.subject, []).append(entry.body)
        return cls(bodies)

    def standing(self, subject: str) -> Answers | None:
        """The answers that stand, or None where nobody answered yet."""
        found = self.bodies.get(subject)
        return found[-1]["answers"] if found else None

    def told_by(self, subject: str, answers: Answers) -> set[str]:
        """The files (sha256) that told exactly these answers before."""
        return {body["sha256"] for body in self.bodies.get(subject, ()) if body["answers"] == answers}

    def judged_same(self) -> dict[str, str]:
        """List row → the question (subject) whose candidate stands as the same person."""
        return {
            body["row"]: subject
            for subject, bodies in self.bodies.items()
            if (body := bodies[-1]).get("answers", {}).get("same_person") == "same"
        }


def entry_of(judged: Judged) -> tuple[Kind, str, dict[str, Any]]:
    """(kind, subject, body) of an accepted answer, for the ledger."""
    line, (township, village) = judged.line, judged.place or ("", "")
    body: dict[str, Any] = {
        "quarter": judged.book.quarter,
        "township": township,
        "village": village,
        "answers": dict(judged.row.answers),
        "file": judged.book.file,
        "sha256": judged.book.sha256,
        "sheet": judged.row.sheet,
        "row_no": judged.row.row_no,
    }
    kind = KIND_OF[judged.row.kind]
    if line is None:
        return Kind.HOUSEHOLD_FOUND, judged.subject, body
    if kind is Kind.VISIT_ANSWERED:
        body["household_id"] = line.household_id
    else:
        body["row"] = line.about
    if kind is Kind.CANDIDATE_JUDGED:
        body |= {"person_id": line.person_id, "household_id": line.household_id}
    return kind, judged.subject, body


def standing(entries: Iterable[Entry], kind: Kind) -> dict[str, Entry]:
    """Subject → the entry that stands, of one kind, in the order subjects first came."""
    return {entry.subject: entry for entry in entries if entry.kind is kind}


def verifications(entries: Iterable[Entry], quarter: Quarter) -> pl.DataFrame:
    """VERIFICATIONS of a quarter: the standing answer to each warning. ``when``: the visit's day, else the day it was taken."""
    lines = [
        {
            "warning_id": subject,
            "answers": json.dumps(entry.body["answers"], ensure_ascii=False, sort_keys=True),
            "who": entry.body["answers"].get("collector"),
            "when": entry.body["answers"].get("visited_on") or entry.at,
            "file": entry.body["file"],
        }
        for subject, entry in standing(entries, Kind.VISIT_ANSWERED).items()
        if entry.body["quarter"] == str(quarter)
    ]
    return pl.DataFrame(lines, schema=VERIFICATIONS.schema).sort(VERIFICATIONS.key)


def before(entries: Iterable[Entry], quarter: Quarter) -> dict[str, dict[str, Any]]:
    """household_id → body of the last standing visit answer of an earlier quarter."""
    earlier = [
        entry
        for entry in standing(entries, Kind.VISIT_ANSWERED).values()
        if Quarter.parse(entry.body["quarter"]) < quarter
    ]
    earlier.sort(key=lambda entry: (Quarter.parse(entry.body["quarter"]), entry.seq))
    return {entry.body["household_id"]: entry.body for entry in earlier}
