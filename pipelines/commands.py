"""What each subcommand of ``bidui`` does: one plain function each, returning exit code, JSON body and printed lines.

Dagster and the linkage engine are imported inside the functions that need them: ``bidui link`` starts cold in a blink.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.model.errors import BiduiError, IssueBlocked, UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text

if TYPE_CHECKING:
    import dagster as dg
    import polars as pl

    from pipelines.store.folders import DataFolder

Answer = tuple[int, dict[str, Any], list[str]]

_SHANGHAI = timezone(timedelta(hours=8))
_DONE, _DONE_WITH_REFUSALS = 0, 3


def _today() -> date:
    """The clerk's day. The only place besides the Dagster resource where a clock is read."""
    return datetime.now(UTC).astimezone(_SHANGHAI).date()


def init(place: str, into: Path) -> Answer:
    """Lay out a data folder for a place. Raises UsageError for an unknown place or a folder that has an office."""
    from pipelines.policy.office import new_office_text
    from pipelines.store import atomic
    from pipelines.store.folders import DataFolder

    folder = DataFolder(into)
    if folder.office_file.exists():
        raise UsageError("office_exists", folder=into.name)
    written = new_office_text(place)
    folder.lay_out()
    atomic.write_file(folder.office_file, written.encode())
    return _DONE, {"data": into.as_posix()}, [text("cli.init_done", folder=into)]


def sample(into: Path, place: str, people: int, quarter: Quarter, seed: int) -> Answer:
    """``init`` plus an invented town's files; the truth goes to ``<into>-truth``."""
    from pipelines.sample.town import write_sample
    from pipelines.store.folders import DataFolder

    files = write_sample(into, place, people, quarter, seed)
    if not DataFolder(into).office_file.exists():
        init(place, into)
    body = {"data": into.as_posix(), "files": len(files)}
    return _DONE, body, [text("cli.sample_done", files=len(files), folder=into)]


def _instance(folder: "DataFolder") -> "dg.DagsterInstance":
    """Dagster's instance of the data folder (``DIR/dagster``), with our settings."""
    import dagster as dg

    from pipelines.store import atomic

    atomic.make_folder(folder.dagster)
    package = Path(__file__).resolve().parent
    settings = next(p for p in (package.parent / "dagster.yaml", package / "dagster.yaml") if p.exists())
    if not (folder.dagster / "dagster.yaml").exists():
        atomic.write_file(folder.dagster / "dagster.yaml", settings.read_bytes())
    os.environ["DAGSTER_HOME"] = str(folder.dagster.resolve())
    return dg.DagsterInstance.get()


def _refusal_behind(error: BaseException | None) -> BiduiError | None:
    """Our own refusal that Dagster wrapped, if any."""
    seen: set[int] = set()  # an exception's context may lead back to itself
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, BiduiError):
            return error
        if type(error).__name__ == "DagsterAssetCheckFailedError":  # not exported by dagster
            return IssueBlocked("check_failed")
        error = error.__cause__ or error.__context__
    return None


def _open(data: Path) -> "DataFolder":
    from pipelines.store.folders import DataFolder

    folder = DataFolder(data)
    if not folder.office_file.exists():
        raise UsageError("no_office", folder=data.name)
    os.environ["BIDUI_DATA"] = str(data)
    return folder


def run(quarter: Quarter, data: Path, as_of: date | None) -> Answer:
    """Screen one quarter and issue its workbooks, recorded in the folder's Dagster instance."""
    folder = _open(data)
    folder.lay_out()
    from pipelines.partitions import make_known
    from pipelines.resources import AS_OF_TAG, TODAY_TAG

    tags = {TODAY_TAG: _today().isoformat()} | ({AS_OF_TAG: as_of.isoformat()} if as_of else {})
    with _instance(folder) as instance:
        from pipelines.definitions import definitions_for

        make_known(instance, [*folder.quarters_received(), quarter])
        try:
            definitions_for(str(data)).resolve_job_def("quarterly_screening").execute_in_process(
                instance=instance,
                partition_key=str(quarter),
                tags=tags,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
        except Exception as error:
            refusal = _refusal_behind(error)
            if refusal is None:
                raise
            raise refusal from None
    return _outcome(folder, quarter)


def _outcome(folder: "DataFolder", quarter: Quarter) -> Answer:
    """What a finished run is told as: versions, counts, refused files."""
    import polars as pl

    from pipelines.store.store import Store

    store = Store(folder.store)
    state = store.current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    rows = _of_quarter(store.table(quarter, "rows"), quarter)
    links = _of_quarter(store.table(quarter, "links"), quarter)
    warnings = store.table(quarter, "warnings")
    deliveries = _of_quarter(store.table(quarter, "deliveries"), quarter)
    wanting = deliveries.filter(pl.col("status").is_in(["refused", "question"]))
    issued = folder.issued(quarter) / f"v{state.issued}"
    body = {
        "quarter": str(quarter),
        "issued": issued.as_posix(),
        "version": state.issued,
        "as_of": state.as_of,
        "files": deliveries.height,
        "rows": dict(rows.group_by("fate").len().sort("fate").iter_rows()),
        "links": dict(links.group_by("status").len().sort("status").iter_rows()),
        "warnings": warnings.height,
        "villages": warnings.select("township_name", "village_name").n_unique(),
        "not_used": [
            {"file": f, "status": s, "reason": r} for f, s, r in wanting.select("file", "status", "reason").rows()
        ],
    }
    lines = [
        text(
            "cli.run_read",
            quarter=quarter,
            files=deliveries.height,
            **_numbers(body["rows"], ("accepted", "duplicate", "rejected", "not_data")),
        ),
        text("cli.run_linked", **_numbers(body["links"], ("auto", "review", "none"))),
        text("cli.run_warned", households=warnings.height, villages=body["villages"]),
        *(
            text("cli.run_not_used", file=f, why=text(f"file_refusal.{r}"))
            for f, _, r in wanting.select("file", "status", "reason").rows()
        ),
        text("cli.run_issued", folder=issued),
    ]
    return (_DONE_WITH_REFUSALS if wanting.height else _DONE), body, lines


def _numbers(counts: dict[str, int], codes: tuple[str, ...]) -> dict[str, int]:
    return {code: counts.get(code, 0) for code in codes}


def _of_quarter(table: "pl.DataFrame", quarter: Quarter) -> "pl.DataFrame":
    """A table's lines of one quarter; earlier quarters stand in it because windows look back on them."""
    import polars as pl

    return table.filter(pl.col("quarter") == str(quarter)) if "quarter" in table.columns else table


def export(table: str, quarter: Quarter, to: Path, data: Path) -> Answer:
    """Write the quarter's current ``table`` to a Parquet, CSV or Excel file."""
    from pipelines.model.tables import TABLES
    from pipelines.report.flat import flat_file
    from pipelines.store import atomic
    from pipelines.store.store import Store

    folder = _open(data)
    if table not in TABLES:
        raise UsageError("table_unknown", table=table, known=" ".join(TABLES))
    if Store(folder.store).current(quarter) is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    frame = TABLES[table].empty() if table == "verifications" else Store(folder.store).table(quarter, table)
    frame = _of_quarter(frame, quarter)
    atomic.write_file(to, flat_file(frame, to))
    return (
        _DONE,
        {"table": table, "rows": frame.height, "to": to.as_posix()},
        [text("cli.export_done", rows=frame.height, file=to)],
    )


def link(registry: Path, rows: Path, to: Path, parameters: Path | None) -> Answer:
    """Link flat tables: the engine alone."""
    from pipelines.linkage.command import link_tables

    linked = link_tables(registry, rows, to, parameters).height
    return _DONE, {"rows": linked, "to": to.as_posix()}, [text("cli.link_done", rows=linked, file=to)]


def score(quarter: Quarter, data: Path) -> Answer:
    """How much of an invented town was read and linked as it truly is, and where its workbooks lie."""
    from dataclasses import asdict

    from pipelines.sample.score import score as compare
    from pipelines.sample.town import truth_folder
    from pipelines.store.store import Store

    folder = _open(data)
    store = Store(folder.store)
    state = store.current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    if not (truth_folder(data) / "rows.parquet").exists():
        raise UsageError("no_truth", folder=data.name)
    tables = (store.table(quarter, name) for name in ("rows", "links", "persons"))
    found = compare(*tables, truth_folder(data), str(quarter))
    issued = folder.issued(quarter) / f"v{state.issued}"
    files = sorted(path.as_posix() for path in issued.rglob("*.xlsx"))
    shares = {name: "-" if share is None else f"{share:.2%}" for name, share in found.shares.items()}
    lines = [
        text(
            "score.read",
            rows=found.rows_present,
            amounts_present=found.amounts_present,
            dates_present=found.dates_present,
            **shares,
        ),
        text("score.linked", registered=found.registered, **shares),
        text("score.others", members=found.members, outsiders=found.outsiders, **shares),
        text("score.files", count=len(files)),
        *(f"  {file}" for file in files),
    ]
    return _DONE, asdict(found) | {"shares": found.shares, "files": files}, lines


def ui(data: Path, port: int) -> Answer:
    """Open the Dagster desk of the office until it is closed."""
    folder = _open(data)
    from pipelines.partitions import make_known

    with _instance(folder) as instance:
        make_known(instance, [*folder.quarters_received(), Quarter.containing(_today())])
    dagster = shutil.which("dagster", path=str(Path(sys.executable).parent)) or "dagster"
    quiet = os.environ | {"PYTHONWARNINGS": "ignore"}  # `dagster dev` advises its own successor at every start
    ended = subprocess.run([dagster, "dev", "-m", "pipelines.definitions", "-p", str(port)], env=quiet, check=False)
    return ended.returncode and 1, {}, []


def verify(data: Path) -> Answer:
    """Check every table's hash and the ledger's chain. Raises StoreDamaged at the first that does not hold."""
    from pipelines.ledger.ledger import Ledger, sqlite_url
    from pipelines.policy.office import load_office
    from pipelines.store.store import Store

    folder = _open(data)
    tables = Store(folder.store).verify()
    office = load_office(folder.office_file)
    with Ledger.at(office.ledger_url or sqlite_url(data / "ledger.sqlite")) as ledger:
        entries = ledger.verify()
    return _DONE, {"tables": tables, "entries": entries}, [text("cli.verify_done", tables=tables, entries=entries)]
