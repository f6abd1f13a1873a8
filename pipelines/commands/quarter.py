"""Running a quarter, and the desk where its runs are seen. Dagster is imported only when a run or the desk needs it."""

import os
import shutil
import subprocess
import sys
import uuid
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.commands.answer import DONE, DONE_WITH_REFUSALS, Answer, of_quarter, open_folder
from pipelines.commands.progress import Step, shown
from pipelines.commands.records import open_instance
from pipelines.model.errors import BiduiError, IssueBlocked, UsageError
from pipelines.model.quarter import Quarter, day_in_china
from pipelines.model.tables import ROW_KEY
from pipelines.report.texts import text
from pipelines.store.folders import DataFolder

if TYPE_CHECKING:
    import dagster as dg


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


def run(quarter: Quarter, data: Path, as_of: date | None, quiet: bool = True) -> Answer:
    """Screen one quarter and issue its workbooks, recorded in the folder's Dagster instance; unless ``quiet``, tell how far."""
    folder = open_folder(data)
    folder.lay_out()
    from pipelines.partitions import make_known
    from pipelines.resources import AS_OF_TAG, TODAY_TAG

    tags = {TODAY_TAG: day_in_china().isoformat()} | ({AS_OF_TAG: as_of.isoformat()} if as_of else {})
    with open_instance(folder) as instance:
        from pipelines.definitions import definitions_for

        make_known(instance, [*folder.quarters_received(), quarter])
        job = definitions_for(str(data)).resolve_job_def("quarterly_screening")
        run_id = str(uuid.uuid4())
        try:
            with shown(quiet, "run", len(job.nodes)) as step:
                instance.add_event_listener(run_id, lambda event: _tell(event, step))
                job.execute_in_process(
                    instance=instance,
                    partition_key=str(quarter),
                    tags=tags,
                    run_id=run_id,
                    run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                )
        except Exception as error:
            refusal = _refusal_behind(error)
            if refusal is None:
                raise
            if refusal.code == "check_failed":
                refusal.context["checks"] = ", ".join(_failed_checks(folder, quarter))
            raise refusal from None
    return _outcome(folder, quarter)


def _failed_checks(folder: DataFolder, quarter: Quarter) -> list[str]:
    from pipelines.store.store import Store

    return [name for name, passed in Store(folder.store).checks_recorded(quarter).items() if not passed]


def _tell(event: "dg.EventLogEntry", step: Step) -> None:
    """Pass a step's beginning or end on to whoever watches."""
    of_step = event.dagster_event if event.dagster_event and event.dagster_event.is_step_event else None
    if of_step and of_step.step_key and (of_step.is_step_start or of_step.is_step_success or of_step.is_step_failure):
        step(of_step.step_key, not of_step.is_step_start)


def _outcome(folder: DataFolder, quarter: Quarter) -> Answer:
    """What a finished run is told as: versions, counts, refused files."""
    import polars as pl

    from pipelines.report.receipt import bodies, why_not_used
    from pipelines.store.store import Store

    store = Store(folder.store)
    state = store.current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    rows = of_quarter(store.table(quarter, "rows"), quarter)
    counted = rows.filter(pl.col("fate") == "accepted")  # a row that stands twice is one question
    links = store.table(quarter, "links").join(counted, on=ROW_KEY, how="semi")
    warnings = store.table(quarter, "warnings")
    deliveries = of_quarter(store.table(quarter, "deliveries"), quarter)
    of_registry = store.table(quarter, "registry_deliveries").with_columns(file="registry/" + pl.col("file"))
    received = pl.concat(
        [of_registry.select("file", "status", "reason"), deliveries.select("file", "status", "reason")]
    )
    wanting = received.filter(pl.col("status").is_in(["refused", "question"]))
    receipts = bodies(of_quarter(store.table(quarter, "receipts"), quarter))
    issued = folder.issued(quarter) / f"v{state.issued}"
    fates = dict(rows.group_by("fate").len().sort("fate").iter_rows())
    statuses = dict(links.group_by("status").len().sort("status").iter_rows())
    body = {
        "quarter": str(quarter),
        "issued": issued.as_posix(),
        "version": state.issued,
        "as_of": state.as_of,
        "files": deliveries.height,
        "rows": fates,
        "links": statuses,
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
            **_numbers(fates, ("accepted", "duplicate", "rejected", "not_data")),
        ),
        text("cli.run_linked", **_numbers(statuses, ("auto", "review", "none"))),
        text("cli.run_warned", households=warnings.height, villages=body["villages"]),
        *(
            text("cli.run_not_used", file=f, why=why_not_used(r, receipts.get(f)))
            for f, _, r in wanting.select("file", "status", "reason").rows()
        ),
        text("cli.run_issued", folder=issued),
    ]
    return (DONE_WITH_REFUSALS if wanting.height else DONE), body, lines


def _numbers(counts: dict[str, int], codes: tuple[str, ...]) -> dict[str, int]:
    return {code: counts.get(code, 0) for code in codes}


def ui(data: Path, port: int) -> Answer:
    """Open the Dagster desk of the office until it is closed."""
    folder = open_folder(data)
    from pipelines.partitions import make_known

    with open_instance(folder) as instance:
        make_known(instance, [*folder.quarters_received(), Quarter.containing(day_in_china())])
    dagster = shutil.which("dagster", path=str(Path(sys.executable).parent)) or "dagster"
    quiet = os.environ | {"PYTHONWARNINGS": "ignore"}  # `dagster dev` advises its own successor at every start
    ended = subprocess.run([dagster, "dev", "-m", "pipelines.definitions", "-p", str(port)], env=quiet, check=False)
    return ended.returncode and 1, {}, []
