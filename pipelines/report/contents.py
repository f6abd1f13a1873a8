"""What an issue is made of: the one argument of ``write_issue``.

Belongs here: the frames and labels that reach the page. Does not: reading or deciding any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.model.codes import Disclosure
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import Remark


@dataclass(frozen=True)
class PolicyWords:
    """What a policy contributes to the page. ``object_classes``: names offered under 建议纳入类别, in the policy's order.

    ``notes`` are whole sentences about the income line used and its authority ("set for 2022, none later on file");
    ``rules`` one sentence for each rule in force.
    """

    object_classes: tuple[str, ...]
    notes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    village_aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Issue:
    """Everything that one version of a quarter's issued folder is written from. Frames as in ``model.tables``.

    ``earlier_warnings``: last quarter's WARNINGS, or None when there was no run. ``issued_before``: folder of this
    quarter's previous version. ``earlier_answers``: household_id, answer (words shown as 上次核实结果), or None.
    ``office_label`` issues the lists (default: the place). ``receipts``: RECEIPTS of the quarter, to say which columns of a
    waiting file are doubtful, or None.
    """

    quarter: Quarter
    place_label: str
    as_of: date
    disclosure: Disclosure
    policy: PolicyWords
    departments: Mapping[str, str]
    warnings: pl.DataFrame
    clues: pl.DataFrame
    persons: pl.DataFrame
    rows: pl.DataFrame
    links: pl.DataFrame
    candidates: pl.DataFrame
    accounting: pl.DataFrame
    deliveries: pl.DataFrame
    remarks: Sequence[Remark] = ()
    earlier_warnings: pl.DataFrame | None = None
    issued_before: Path | None = None
    earlier_answers: pl.DataFrame | None = None
    office_label: str = ""
    receipts: pl.DataFrame | None = None
