"""Every table once: which columns, in which order, and what makes a row unique.

Schemas for Polars, Pandera, exports and docs derive from here. Tables marked as contracts in ``docs/reference/tables.md``
are relied on by other tools: their columns may be added to, never renamed.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.model.columns import COLUMNS, Column


@dataclass(frozen=True)
class Table:
    """A table: ``key`` columns are unique together and never null, but for those in ``null_in_key``."""

    name: str
    label: str
    column_names: tuple[str, ...]
    key: tuple[str, ...]
    null_in_key: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(COLUMNS[name] for name in self.column_names)

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return pl.DataFrame(schema=self.schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with exactly this table's columns, in order and type; absent ones become null, extra ones go."""
        present = frame.columns
        return frame.select(
            (pl.col(c.name).cast(c.dtype) if c.name in present else pl.lit(None, c.dtype).alias(c.name))
            for c in self.columns
        )


def _table(name: str, label: str, columns: str, key: str, null_in_key: tuple[str, ...] = ()) -> Table:
    return Table(name, label, tuple(columns.split()), tuple(key.split()), null_in_key)


ROW_KEY = ("quarter", "file", "sheet", "row_no", "item_no")

# What a department's list may say of a person, beyond where the line stands.
PERSON_WORDS = (
    "person_name id_number sex birth_date age township_name village_name group_name address phone "
    "guardian_name guardian_id_number householder_name householder_id_number relation"
)
LIST_WORDS = (
    "disease_name medical_category diagnosis_date admission_date discharge_date settlement_date settlement_number "
    "total_cost_yuan reimbursed_yuan civil_relief_yuan self_paid_yuan in_scope_self_paid_yuan monthly_amount_yuan "
    "compensation_yuan tuition_yuan education_aid_yuan school_name grade_name pupil_status absent_since absence_reason "
    "from_date support_mode allowance_number cause household_size covered_size incident_date incident_kind injury "
    "employer_name disability_level"
)

ROWS = _table(
    "rows",
    "名单行",
    f"quarter department file sheet row_no item_no fate reason list_kind notes {PERSON_WORDS} {LIST_WORDS}",
    "quarter file sheet row_no item_no",
)

PERSONS = _table(
    "persons",
    "户籍底册",
    "person_id household_id person_name id_number sex birth_date township_name village_name group_name address phone "
    "relation status householder_name household_class already_monitored household_size per_capita_income_yuan "
    "grid_member file sheet row_no item_no",
    "person_id household_id",
)

LINKS = _table(
    "links",
    "对应关系",
    "quarter department file sheet row_no item_no status level person_id household_id probability weight lead candidates",
    "quarter file sheet row_no item_no",
)

CANDIDATES = _table(
    "candidates",
    "候选人",
    "quarter file sheet row_no item_no candidate_rank person_id household_id level probability weight "
    "weight_id weight_name weight_birth weight_sex weight_place weight_phone weight_household",
    "quarter file sheet row_no item_no candidate_rank",
)

FACTS = _table(
    "facts",
    "事实",
    "household_id person_id kind measure window_from window_to value rows",
    "household_id person_id kind measure window_from window_to rows",
    null_in_key=("person_id",),  # a fact about somebody of the household whom the registry does not know
)

CLUES = _table(
    "clues",
    "预警线索",
    "warning_id household_id person_id person_name relation kind rule department list_kind measure value comparator "
    "threshold window_from window_to urgency grade authority found_on other_household_id rows",
    "warning_id person_id kind rule rows",
    null_in_key=("person_id",),
)

WARNINGS = _table(
    "warnings",
    "预警户",
    "warning_id quarter household_id township_name village_name kinds grade urgency household_class already_monitored "
    "found_on visit_by decide_by rank rules reason rows departments_count amount_yuan",
    "warning_id",
)

DELIVERIES = _table(
    "deliveries",
    "收件",
    "file sha256 department quarter received_at status reason present accepted duplicate rejected not_data",
    "quarter file",
)

ACCOUNTING = _table(
    "accounting",
    "逐表行数核对",
    "quarter department file sheet present accepted duplicate rejected not_data",
    "quarter file sheet",
)

REMARKS = _table("remarks", "筛查说明", "code context", "code context")

RECEIPTS = _table("receipts", "收件回执", "quarter file body", "quarter file")

VERIFICATIONS = _table("verifications", "核实结果", "warning_id answers who when file", "warning_id when file")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ROWS,
        PERSONS,
        LINKS,
        CANDIDATES,
        FACTS,
        CLUES,
        WARNINGS,
        DELIVERIES,
        ACCOUNTING,
        REMARKS,
        RECEIPTS,
        VERIFICATIONS,
    )
}


def row_reference(quarter: str, file: str, sheet: str, row_no: int, item_no: int) -> str:
    """One row as text inside ``rows`` cells: ``2026Q3/医保局/大额.xlsx#Sheet1#12#1``; several are joined by ``|``."""
    return f"{quarter}/{file}#{sheet}#{row_no}#{item_no}"
