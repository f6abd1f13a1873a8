"""A tiny invented town to screen: persons, rows and their links said in one line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from pipelines.model.quarter import Quarter
from pipelines.model.tables import LINKS, PERSONS, ROW_KEY, ROWS, row_reference
from pipelines.policy import Policy, load_policy, shipped
from pipelines.screening import Screened, screen

DEPARTMENT = {
    "settlement": "hospital",
    "serious_illness": "hospital",
    "large_reimbursement": "insurance",
    "dropout": "school",
    "tuition_burden": "school",
    "incident": "enterprises",
    "unemployment": "enterprises",
}


@dataclass
class Town:
    """Everything ``screen`` takes. Rows are linked to the person they name unless said otherwise."""

    policy: Policy = field(default_factory=lambda: load_policy(shipped("ganhanhe")))
    quarter: str = "2026Q3"
    persons: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)

    def person(self, person_id: str, household_id: str, **cells: Any) -> None:
        """One registry line; a householder of village 柳林村 unless said otherwise."""
        place = {"township_name": "干汉河镇", "village_name": "柳林村", "file": "花名册.xlsx", "sheet": "Sheet1"}
        line = {"person_name": f"某{person_id}", "relation": "户主", "row_no": len(self.persons) + 2, "item_no": 1}
        self.persons.append({**place, **line, "person_id": person_id, "household_id": household_id, **cells})

    def row(
        self, list_kind: str, person_id: str | None = None, *, link: Mapping[str, Any] | None = None, **cells: Any
    ) -> str:
        """One accepted row, linked automatically to ``person_id``; returns its reference. ``link`` overrides the link."""
        quarter = cells.pop("quarter", self.quarter)
        department = cells.pop("department", DEPARTMENT.get(list_kind, "civil_affairs"))
        key = {
            "quarter": quarter,
            "file": cells.pop("file", f"{department}.xlsx"),
            "sheet": "Sheet1",
            "row_no": cells.pop("row_no", len(self.rows) + 2),
            "item_no": 1,
        }
        household = next((p["household_id"] for p in self.persons if p["person_id"] == person_id), None)
        self.rows.append({**key, "department": department, "list_kind": list_kind, "fate": "accepted", **cells})
        linked = {"status": "auto", "person_id": person_id, "household_id": household, "candidates": ""}
        self.links.append({**key, "department": department, **linked, **(link or {})})
        return row_reference(**key)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """ROWS, LINKS, PERSONS."""
        text = {"infer_schema_length": None}
        rows = ROWS.conform(pl.DataFrame(self.rows, **text)) if self.rows else ROWS.empty()
        links = LINKS.conform(pl.DataFrame(self.links, **text)) if self.links else LINKS.empty()
        persons = PERSONS.conform(pl.DataFrame(self.persons, **text)) if self.persons else PERSONS.empty()
        return rows, links, persons

    def screened(self, received: Mapping[str, date] | None = None, as_of: date = date(2026, 10, 5)) -> Screened:
        """What the quarter comes to."""
        rows, links, persons = self.frames()
        assert rows.select(ROW_KEY).is_unique().all()
        quarter = Quarter.parse(self.quarter)
        return screen(rows, links, persons, self.policy, quarter, received or {}, as_of)

    def warned(self) -> dict[str, set[str]]:
        """household → codes of the rules that fired."""
        warnings = self.screened().warnings
        return {h: set(rules.split("|")) for h, rules in warnings.select("household_id", "rules").iter_rows()}
