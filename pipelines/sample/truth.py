"""The truth about every physical row of every file, apart from the files.

Belongs here: the tables ``rows``, ``persons``, ``households`` and ``files`` of ``<into>-truth/``. Measuring against them is ``score.py``.
"""

from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines.model.codes import Fate
from pipelines.model.money import YUAN
from pipelines.sample.people import Household, Person, Town
from pipelines.sample.sheet import FileDraft, Record
from pipelines.sample.spelling import words

AMOUNTS = words(
    "self_paid_yuan total_cost_yuan reimbursed_yuan civil_relief_yuan in_scope_self_paid_yuan monthly_amount_yuan "
    "compensation_yuan tuition_yuan education_aid_yuan"
)
DATES = words("diagnosis_date admission_date discharge_date settlement_date absent_since from_date incident_date")
_TEXTS = words(
    "person_id household_id other_person_id other_household_id damage spelling name_as_written id_as_written "
    "person_name id_number sex birth_date village_name"
)
_PLACE: dict[str, pl.DataType] = {
    **dict.fromkeys(("quarter", "department", "file", "sheet"), pl.String()),
    **dict.fromkeys(("row_no", "item_no"), pl.Int64()),
    **dict.fromkeys(("fate", "reason", "list_kind"), pl.String()),
    "registered": pl.Boolean(),
}
ROWS_SCHEMA: dict[str, pl.DataType] = {
    **_PLACE,
    **dict.fromkeys(_TEXTS, pl.String()),
    **dict.fromkeys(AMOUNTS, YUAN),
    **dict.fromkeys(DATES, pl.String()),
}
_FROM_RECORD = ("registered", *_TEXTS, *AMOUNTS, *DATES)


def who(person: Person) -> dict[str, object]:
    """The truth about who a row is about. Strangers have neither person nor household."""
    second = person.second_ids
    return {
        "person_id": (person.registry_ids[0] or person.true_id) or None,
        "household_id": person.registry_ids[1] or None,
        "other_person_id": second[0] or None,
        "other_household_id": second[1] or None,
        "registered": person.registered,
        "person_name": person.name,
        "id_number": person.number,
        "sex": person.sex,
        "birth_date": person.birth.isoformat(),
        "village_name": person.household.village.name,
    }


class TruthBook:
    """Collects the truth file by file, as columns."""

    def __init__(self) -> None:
        self._columns: dict[str, list[object]] = {name: [] for name in ROWS_SCHEMA}
        self._files: list[dict[str, object]] = []
        self._same: dict[tuple[str, str, int], list[int]] = {}

    def add(self, quarter: str, draft: FileDraft) -> None:
        """Add every physical row of ``draft``; rows are numbered as the program that shows the file numbers them."""
        is_csv = draft.format.startswith("csv")
        for sheet in draft.sheets:
            name = "" if is_csv else sheet.name
            for row_no, line in enumerate(sheet.lines, 1):
                for item_no, record in enumerate(line.records or (None,), 1):
                    reason = line.kind.value if line.kind else None
                    self._row(quarter, draft, sheet.fields, (name, row_no, item_no), record, reason)
        self._files.append(
            {
                "quarter": quarter,
                "department": draft.department,
                "file": draft.path,
                "list_kind": draft.list_kind.value if draft.list_kind else None,
                "format": draft.format,
                "quirks": "|".join(sorted(draft.quirks)),
            }
        )

    def _row(
        self,
        quarter: str,
        draft: FileDraft,
        fields: tuple[str, ...],
        at: tuple[str, int, int],
        record: Record | None,
        reason: str | None,
    ) -> None:
        columns = self._columns
        values = (quarter, draft.department, draft.path, *at)
        for column, value in zip(("quarter", "department", "file", "sheet", "row_no", "item_no"), values, strict=True):
            columns[column].append(value)
        fate = Fate.NOT_DATA
        if record is not None:
            fate = Fate.REJECTED if record.rejected else Fate.ACCEPTED
            reason = record.rejected.value if record.rejected else None
            if not record.rejected:
                content = (draft.list_kind, fields, tuple(record.cells.get(k) for k in fields if k != "serial"))
                self._same.setdefault((quarter, draft.department, hash(content)), []).append(len(columns["fate"]))
        columns["fate"].append(fate.value)
        columns["reason"].append(reason)
        columns["list_kind"].append(draft.list_kind.value if draft.list_kind and record is not None else None)
        truth = record.truth if record is not None else {}
        for name in _FROM_RECORD:
            columns[name].append(truth.get(name))

    def rows(self) -> pl.DataFrame:
        """The table ``rows``: of equal rows in a department's quarter the smallest place is accepted, the rest are duplicates."""
        columns = self._columns
        for places in self._same.values():
            if len(places) > 1:
                places.sort(key=lambda i: tuple(columns[c][i] for c in ("file", "sheet", "row_no", "item_no")))
                for later in places[1:]:
                    columns["fate"][later] = Fate.DUPLICATE.value
        return pl.DataFrame(columns, schema=ROWS_SCHEMA, strict=True)

    def files(self) -> pl.DataFrame:
        schema = dict.fromkeys(("quarter", "department", "file", "list_kind", "format", "quirks"), pl.String())
        return pl.DataFrame(self._files, schema=schema)

    def write(self, folder: Path, town: Town) -> None:
        """Write the four tables as Parquet into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = self.rows()
        rows.write_parquet(folder / "rows.parquet")
        self.files().write_parquet(folder / "files.parquet")
        first_rows = rows.filter((pl.col("department") == "registry") & (pl.col("fate") == "accepted")).select(
            "person_id",
            "household_id",
            registry_file="file",
            registry_sheet="sheet",
            registry_row_no="row_no",
            registry_id_number="id_as_written",
        )
        persons = _persons(town)
        persons.join(first_rows, on=["person_id", "household_id"], how="left", maintain_order="left").write_parquet(
            folder / "persons.parquet"
        )
        _households(town).write_parquet(folder / "households.parquet")


def _entry(person: Person, ids: tuple[str, str], home: Household, relation: str) -> tuple[object, ...]:
    other = person.second_ids if ids == person.registry_ids else person.registry_ids
    village = home.village
    return (
        ids[0] or person.true_id, ids[1], person.true_id, person.registered, person.name, person.number, person.sex,
        person.birth.isoformat(), village.township, village.name, home.group, person.phone, relation, person.status,
        (other[0] or None) if person.second_household else None, (other[1] or None) if person.second_household else None,
    )  # fmt: skip


def _persons(town: Town) -> pl.DataFrame:
    """One line per registry entry (two for somebody listed twice) and one per unregistered member."""
    entries = []
    for village in town.villages:
        for home in village.households:
            for person in home.members:
                entries.append(_entry(person, person.registry_ids, home, person.relation))
                if person.second_household:
                    entries.append(_entry(person, person.second_ids, person.second_household, "之女"))
    text = pl.String()
    schema: dict[str, pl.DataType] = {
        **dict.fromkeys(("person_id", "household_id", "true_person"), text),
        "registered": pl.Boolean(),
        **dict.fromkeys(("person_name", "id_number", "sex", "birth_date", "township_name", "village_name"), text),
        "group_no": pl.Int64(),
        **dict.fromkeys(("phone", "relation", "status", "other_person_id", "other_household_id"), text),
    }
    return pl.DataFrame(entries, schema=schema, orient="row")


def _households(town: Town) -> pl.DataFrame:
    schema = {
        "household_id": pl.String(),
        "township_name": pl.String(),
        "village_name": pl.String(),
        "group_no": pl.Int64(),
        "householder_name": pl.String(),
        "household_class": pl.String(),
        "per_capita_income_yuan": YUAN,
        "members": pl.Int64(),
    }
    lines = [
        (
            h.members[0].registry_ids[1], v.township, v.name, h.group, h.members[0].name, h.household_class,
            Decimal(h.per_capita_income), len(h.members),
        )
        for v in town.villages
        for h in v.households
    ]  # fmt: skip
    return pl.DataFrame(lines, schema=schema, orient="row")
