"""One household's entry in a village workbook, and the people behind it.

Belongs here: joining warnings with the registry and last quarter into plain entries, and their order.
Does not: how an entry looks (``village``), or whether it changed since it was last issued (``manifest``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.model.codes import Urgency
from pipelines.model.places import group_key
from pipelines.report.contents import Issue
from pipelines.report.keys import key_of
from pipelines.report.plain import last_four, one_line, outside
from pipelines.report.reasons import kind_label
from pipelines.report.texts import text

_URGENCY = {code.value: (place, code.label) for place, code in enumerate(Urgency)}
Place = tuple[str, str]  # township, village; empty where unknown


@dataclass(frozen=True)
class Entry:
    """A household to visit; all but ``household_id`` as shown, empty where not known."""

    warning_id: str
    household_id: str
    township: str
    village: str
    group: str
    rank: int
    householder: str
    people: int | None
    household_class: str
    phone: str
    id_last_four: str
    kinds: str
    urgency: str
    reason: str
    visit_by: str
    decide_by: str
    other_household: str
    monitored: str
    compared: str
    last_answer: str
    grid_member: str
    key: str

    @property
    def place(self) -> Place:
        return self.township, self.village

    @property
    def order(self) -> tuple[object, ...]:
        """By group (numbers first, in their order), then rank."""
        bare = group_key(self.group) if self.group else ""
        return (not bare.isdigit(), int(bare) if bare.isdigit() else 0, bare, self.rank, self.warning_id)


def place_of(township: object, village: object) -> Place:
    """The place as shown and as keyed everywhere: whatever stands in those columns, fit for a cell and a file's name."""
    return outside(str(township or ""), 40), outside(str(village or ""), 40)


def households(persons: pl.DataFrame) -> dict[str, dict[str, object]]:
    """household_id → its householder's name, phone, number and where it lives; ``people`` counts those still in it."""
    if persons.is_empty():
        return {}
    is_head = (pl.col("relation") == text("relation_head")) | (pl.col("person_name") == pl.col("householder_name"))
    ordered = persons.with_columns(head=is_head.fill_null(value=False), absent=pl.col("status") != "present").sort(
        "household_id", pl.col("head").not_(), pl.col("absent").fill_null(value=False), "person_id"
    )
    firsts = ("group_name", "township_name", "village_name", "grid_member", "phone", "household_size")
    grouped = ordered.group_by("household_id", maintain_order=True).agg(
        pl.col("householder_name").drop_nulls().first(),
        pl.col("person_name").filter(pl.col("head")).first().alias("head_name"),
        pl.col("person_name").first().alias("first_name"),
        pl.col("id_number").filter(pl.col("head")).first().alias("head_number"),
        *(pl.col(name).drop_nulls().first() for name in firsts),
        pl.col("absent").fill_null(value=False).not_().sum().alias("counted"),
    )
    return {row["household_id"]: row for row in grouped.iter_rows(named=True)}


def householder_of(home: Mapping[str, object] | None) -> str:
    """The householder's name as the registry has it, else the first member's."""
    if not home:
        return ""
    name = home.get("householder_name") or home.get("head_name") or home.get("first_name")
    return outside(str(name or ""), 30)


def _other_households(clues: pl.DataFrame, homes: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    if clues.is_empty():
        return {}
    named: dict[str, dict[str, None]] = {}
    listed = clues.select("warning_id", "other_household_id").drop_nulls().unique(maintain_order=True)
    for warning_id, others in listed.sort("warning_id", "other_household_id").iter_rows():
        for other in str(others).split("|"):
            home = homes.get(other)
            village = outside(str((home or {}).get("village_name") or ""), 20)
            words = text("list.other_household", village=village, householder=householder_of(home))
            named.setdefault(warning_id, {})[words if home else text("list.other_unknown")] = None
    return {warning_id: text("list.joint").join(words) for warning_id, words in named.items()}


def comparison(warning: Mapping[str, object], earlier: Mapping[str, Mapping[str, object]] | None) -> str:
    """New, repeated or risen against last quarter's warning of the same household: risen is a new kind or more urgent."""
    if earlier is None:
        return text("compare.unknown")
    before = earlier.get(str(warning["household_id"]))
    if before is None:
        return text("compare.new")
    now, then = (set(str(w.get("kinds") or "").split("|")) for w in (warning, before))
    sooner = urgency_place(warning.get("urgency")) < urgency_place(before.get("urgency"))
    return text("compare.risen" if now - then or sooner else "compare.repeated")


def urgency_place(code: object) -> int:
    """0 for the most urgent; after all others when unknown."""
    return _URGENCY.get(str(code), (9, ""))[0]


def urgency_label(code: object) -> str:
    return _URGENCY.get(str(code), (9, str(code or "")))[1]


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _earlier(issue: Issue) -> dict[str, Mapping[str, object]] | None:
    if issue.earlier_warnings is None:
        return None
    return {row["household_id"]: row for row in issue.earlier_warnings.iter_rows(named=True)}


def _answers(issue: Issue) -> dict[str, str]:
    frame = issue.earlier_answers
    return {} if frame is None else dict(frame.select("household_id", "answer").drop_nulls().iter_rows())


def entries(issue: Issue, homes: Mapping[str, Mapping[str, object]]) -> list[Entry]:
    """Every warning of the issue as an entry, by place, group and rank."""
    earlier, answers = _earlier(issue), _answers(issue)
    others = _other_households(issue.clues, homes)
    made = []
    for warning in issue.warnings.iter_rows(named=True):
        home = homes.get(warning["household_id"]) or {}
        township, village = place_of(warning["township_name"], warning["village_name"])
        about = (warning["household_id"], str(issue.quarter), township, village)
        none_told = text("workbook.none_told")
        made.append(
            Entry(
                warning_id=warning["warning_id"],
                household_id=warning["household_id"],
                township=township,
                village=village,
                group=outside(str(home.get("group_name") or ""), 20),
                rank=warning["rank"] or 0,
                householder=householder_of(home),
                people=_whole(home.get("household_size")) or _whole(home.get("counted")),
                household_class=outside(warning["household_class"] or "", 30),
                phone=_phone(str(home.get("phone") or "")),
                id_last_four=last_four(str(home.get("head_number") or "")),
                kinds=text("list.joint").join(kind_label(k) for k in str(warning["kinds"] or "").split("|") if k),
                urgency=urgency_label(warning["urgency"]),
                reason=warning["reason"] or "",
                visit_by=warning["visit_by"] or none_told,
                decide_by=warning["decide_by"] or none_told,
                other_household=others.get(warning["warning_id"], ""),
                monitored=text("answer.yes") if warning["already_monitored"] else "",
                compared=comparison(warning, earlier),
                last_answer=outside(answers.get(warning["household_id"], ""), 40),
                grid_member=outside(str(home.get("grid_member") or ""), 20),
                key=key_of(warning["warning_id"], *about),
            )
        )
    return sorted(made, key=lambda entry: (entry.place, entry.order))


def _phone(raw: str) -> str:
    """A telephone as text for the telephone column; anything longer than telephones are is treated as outside text."""
    digits = [c for c in raw if c.isdigit()]
    return one_line(raw, 30) if len(digits) <= 14 else outside(raw, 30)
