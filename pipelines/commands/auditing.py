"""Answering an auditor: why a household was visited in a quarter, and why another was not.

What it prints is personal data on the clerk's own request: it goes to the terminal only, never to a log or to Dagster.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.commands.answer import DONE, Answer, open_folder
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.store.folders import DataFolder

if TYPE_CHECKING:
    import polars as pl

    from pipelines.report.explain_case import Case
    from pipelines.store.store import Store


def explain(what: str, quarter: Quarter, data: Path) -> Answer:
    """All that is known about a household, person, warning or row in an issued quarter."""
    from pipelines.report.explain import explain as explained
    from pipelines.report.explain_words import told

    body = explained(what, _case(open_folder(data), quarter))
    return DONE, body, told(body)


def _case(folder: DataFolder, quarter: Quarter) -> "Case":
    """The quarter as it was issued, with its rules ready to be asked."""
    from pipelines.policy.load import load_policy
    from pipelines.policy.office import load_office
    from pipelines.report.explain_case import Case
    from pipelines.sources.department import departments
    from pipelines.store.store import Store

    store = Store(folder.store)
    state = store.current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    names = ("rows", "links", "candidates", "persons", "deliveries", "warnings")
    tables = {name: store.get(state.tables[name]) for name in names}
    policy = load_policy(load_office(folder.office_file).policy_path)
    return Case(
        quarter=quarter,
        policy=policy,
        departments={department.code: department.label for department in departments()},
        considered=_Rules(tables, policy, quarter, state.as_of),
        earlier=_other_quarters(folder, store, quarter),
        entries=_entries(folder),
        **tables,
    )


class _Rules:
    """The quarter's rules, asked about one household at a time over a town that is put together once."""

    def __init__(self, tables: dict[str, "pl.DataFrame"], policy: Any, quarter: Quarter, as_of: str) -> None:
        from datetime import date

        from pipelines.screening.screen import town_of

        sent = tables["deliveries"].select("quarter", "file", "received_at").drop_nulls().iter_rows()
        received = {f"{its_quarter}/{file}": date.fromisoformat(day) for its_quarter, file, day in sent}
        rows, links, persons = (tables[name] for name in ("rows", "links", "persons"))
        self._town = town_of(rows, links, persons, policy, quarter, received, date.fromisoformat(as_of))

    def __call__(self, household_id: str) -> "pl.DataFrame":
        from pipelines.screening.considered import considered

        return considered(self._town, household_id)


def _other_quarters(folder: DataFolder, store: "Store", quarter: Quarter) -> dict[str, "pl.DataFrame"]:
    """WARNINGS of every other issued quarter."""
    found = {}
    for other in store.quarters():
        state = store.current(other)
        if other != quarter and state is not None:
            found[str(other)] = store.get(state.tables["warnings"])
    return found


def _entries(folder: DataFolder) -> list[dict[str, Any]]:
    """The ledger's entries as plain mappings, whatever kinds it knows."""
    from pipelines.commands.answer import open_ledger

    with open_ledger(folder) as ledger:
        return [
            {"at": e.at, "actor": e.actor, "kind": str(e.kind), "subject": e.subject, "body": e.body}
            for e in ledger.entries()
        ]
