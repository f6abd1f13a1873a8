"""Looking at what was made: exporting, verifying, scoring an invented town; and the engine alone on flat tables."""

from pathlib import Path

from pipelines.commands.answer import DONE, Answer, of_quarter, open_folder
from pipelines.commands.returned import verifications
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text


def export(table: str, quarter: Quarter, to: Path, data: Path) -> Answer:
    """Write the quarter's current ``table`` to a Parquet, CSV or Excel file."""
    from pipelines.model.tables import TABLES
    from pipelines.report.flat import flat_file
    from pipelines.store import atomic
    from pipelines.store.store import Store

    folder = open_folder(data)
    if table not in TABLES:
        raise UsageError("table_unknown", table=table, known=" ".join(TABLES))
    if Store(folder.store).current(quarter) is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    told = table == "verifications"  # what was said is in the ledger, what was computed in the store
    frame = verifications(quarter, folder) if told else Store(folder.store).table(quarter, table)
    frame = of_quarter(frame, quarter)
    atomic.write_file(to, flat_file(frame, to))
    return (
        DONE,
        {"table": table, "rows": frame.height, "to": to.as_posix()},
        [text("cli.export_done", rows=frame.height, file=to)],
    )


def link(registry: Path, rows: Path, to: Path, parameters: Path | None) -> Answer:
    """Link flat tables: the engine alone."""
    from pipelines.linkage.command import link_tables
    from pipelines.store import atomic
    from pipelines.store.store import parquet_bytes

    links = link_tables(registry, rows, parameters)
    atomic.write_file(to, parquet_bytes(links))
    return DONE, {"rows": links.height, "to": to.as_posix()}, [text("cli.link_done", rows=links.height, file=to)]


def score(quarter: Quarter, data: Path) -> Answer:
    """How much of an invented town was read and linked as it truly is, and where its workbooks lie."""
    from dataclasses import asdict

    from pipelines.sample.score import score as compare
    from pipelines.sample.town import truth_folder
    from pipelines.store.store import Store

    folder = open_folder(data)
    store = Store(folder.store)
    state = store.current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    if not (truth_folder(data) / "rows.parquet").exists():
        raise UsageError("no_truth", folder=data.name)
    rows, links, persons = (store.table(quarter, name) for name in ("rows", "links", "persons"))
    found = compare(rows, links, persons, truth_folder(data), str(quarter))
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
    return DONE, asdict(found) | {"shares": found.shares, "files": files}, lines
