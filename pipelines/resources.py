"""What assets work with: one office's desk (folder, store, ledger, policy).

Belongs here: opening and closing. Does not: any work on tables. Opening the desk takes the store's lock for the whole
run, so two runs of one office never interleave; the kernel frees it when a run is killed. Tables go to the store by
``Desk.put``, not through an I/O manager: every input and output of one costs Dagster three writes to its own records.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.ledger.ledger import Kind, Ledger, sqlite_url
from pipelines.model.quarter import Quarter, day_in_china
from pipelines.policy.load import load_policy
from pipelines.policy.office import Office, load_office
from pipelines.policy.policy import Policy
from pipelines.store.folders import DataFolder
from pipelines.store.lock import sign_of_life, sole_writer
from pipelines.store.store import Store

TODAY_TAG = "bidui/today"
AS_OF_TAG = "bidui/as_of"


@dataclass(frozen=True)
class Desk:
    """One office, open for one run. ``as_of_given`` is the day the caller asked for, if any."""

    folder: DataFolder
    store: Store
    ledger: Ledger
    office: Office
    policy: Policy
    today: date
    as_of_given: date | None

    def table(self, quarter: Quarter, name: str) -> pl.DataFrame:
        """The quarter's draft of a table, made by an earlier step or run."""
        return self.store.draft(quarter, name)

    def put(self, quarter: Quarter, **tables: pl.DataFrame) -> None:
        """Make these the quarter's drafts, by table name."""
        for name, table in tables.items():
            self.store.put_draft(quarter, name, table)

    def as_of(self, quarter: Quarter) -> date:
        """The quarter's day: as given, else the day of its first run, kept in the ledger (promise 5)."""
        standing = self.ledger.standing(Kind.QUARTER_OPENED, str(quarter))
        kept = date.fromisoformat(standing["as_of"]) if standing else None
        day = self.as_of_given or kept or self.today
        if day != kept:
            self.ledger.append(Kind.QUARTER_OPENED, str(quarter), {"as_of": day.isoformat()}, at=self.today.isoformat())
        return day

    def received_on(self, quarter: Quarter, sha256: str, file: str) -> date:
        """The day these bytes first came for the quarter; a file never seen before came today."""
        subject = f"{quarter}/{sha256}"
        standing = self.ledger.standing(Kind.DELIVERY_RECEIVED, subject)
        if standing is None:
            day = self.as_of_given or self.today
            standing = {"file": file, "received_at": day.isoformat()}
            self.ledger.append(Kind.DELIVERY_RECEIVED, subject, standing, at=self.today.isoformat())
        return date.fromisoformat(standing["received_at"])


@contextmanager
def open_desk(data: Path, today: date | None = None, as_of: date | None = None) -> Iterator[Desk]:
    """Open an office's desk for writing. Raises StoreBusy, UsageError (no office.toml), PolicyIncomplete."""
    folder = DataFolder(data)
    office = load_office(folder.office_file)
    policy = load_policy(office.policy_path)
    day = today or day_in_china()
    url = office.ledger_url or sqlite_url(data / "ledger.sqlite")
    with sole_writer(folder.store), Ledger.at(url) as ledger:
        yield Desk(folder, Store(folder.store), ledger, office, policy, day, as_of)


class DeskResource(dg.ConfigurableResource[Desk]):
    """The desk of the office in ``data``, open while a run lasts. The run's tags may say today and the as-of day."""

    data: str

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Desk]:
        tags = context.run.tags if context.run else {}
        folder, run_id = DataFolder(Path(self.data)), context.run.run_id if context.run else "no_run"
        with (
            sign_of_life(folder.alive, run_id),
            open_desk(folder.root, _day(tags.get(TODAY_TAG)), _day(tags.get(AS_OF_TAG))) as desk,
        ):
            yield desk


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def code_fingerprint(*rooms: str) -> str:
    """A hash of these rooms' code and tables, so that remembered work is redone when the way of doing it changed."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for room in sorted(rooms):
        for path in sorted((here / room).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"}:
                digest.update(path.relative_to(here).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
