"""What a killed or interrupted run left, and what else is not as it should be: named, and mended where that is safe.

Belongs here: which things are looked at, in which order. It holds the store while it mends, so a living run is never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.commands.answer import DONE, DONE_WITH_REFUSALS, Answer, open_folder, open_ledger
from pipelines.model.errors import BiduiError
from pipelines.model.quarter import Quarter, day_in_china
from pipelines.report.texts import refusal, text
from pipelines.store.folders import DataFolder
from pipelines.store.lock import sole_writer
from pipelines.store.store import Store

if TYPE_CHECKING:
    from pipelines.ledger.ledger import Ledger

WAIT_SECONDS = 3.0
_SHOWN = 5
_LONG_SILENCE_DAYS = 200  # two quarters without any delivery: the clock is more likely wrong than the office asleep


@dataclass(frozen=True)
class Finding:
    """One thing that was not as it should be. ``where``: files and runs, never a person. ``wrong``: not mended, and must be."""

    code: str
    count: int
    where: tuple[str, ...] = ()
    mended: bool = False
    wrong: bool = False
    message: str = ""

    def sentence(self) -> str:
        shown = text("list.joint").join(self.where[:_SHOWN]) + (" …" if len(self.where) > _SHOWN else "")
        return text(f"doctor.{self.code}", count=self.count, where=shown, message=self.message)


def doctor(data: Path, clean: bool) -> Answer:
    """Name and mend what is wrong with a data folder; ``clean`` also deletes tables nobody needs.

    Raises StoreBusy, StoreDamaged."""
    folder = open_folder(data)
    found = [*_settings(folder)]
    with sole_writer(folder.store, WAIT_SECONDS):
        found += [*_files(folder, clean), *_runs(folder)]
        if not any(finding.code == "office" for finding in found):
            with open_ledger(folder) as ledger:
                found += [*_issued(folder, ledger), *_clock(ledger)]
    wrong = any(finding.wrong for finding in found)
    body = {
        "well": not found,
        "found": [
            {"code": f.code, "count": f.count, "where": list(f.where), "mended": f.mended, "message": f.sentence()}
            for f in found
        ],
    }
    lines = [text("doctor.mended" if f.mended else "doctor.found", sentence=f.sentence()) for f in found]
    return (DONE_WITH_REFUSALS if wrong else DONE), body, lines or [text("doctor.well")]


def _settings(folder: DataFolder) -> Iterator[Finding]:
    """office.toml and the policy, for every quarter on file and the present one."""
    from pipelines.policy.load import load_policy
    from pipelines.policy.office import load_office

    try:
        office = load_office(folder.office_file)
    except BiduiError as error:
        yield Finding("office", 1, ("office.toml",), wrong=True, message=refusal(error))
        return
    told: set[str] = set()
    for quarter in sorted({*folder.quarters_received(), Quarter.containing(day_in_china())}):
        try:
            policy = load_policy(office.policy_path)
            for rule in policy.rules_for(quarter):
                policy.level_of(rule, quarter.last_day)
        except BiduiError as error:
            message = refusal(error)
            if message not in told:
                yield Finding("policy", 1, (office.policy_path.name,), wrong=True, message=message)
            told.add(message)


def _files(folder: DataFolder, clean: bool) -> Iterator[Finding]:
    from pipelines.store import leftovers

    parts = leftovers.half_written(folder)
    if parts:
        leftovers.remove(parts)
        yield Finding("half_written", len(parts), _named(folder, parts), mended=True)
    leftovers.remove(leftovers.dead_signs(folder))
    exposed = leftovers.open_to_others(folder)
    if exposed:
        leftovers.keep_private(exposed)
        yield Finding("open_to_others", len(exposed), _named(folder, exposed), mended=True)
    unneeded = leftovers.unreferenced(folder)
    if unneeded:
        if clean:
            leftovers.remove(unneeded)
        yield Finding("unneeded_removed" if clean else "unneeded", len(unneeded), mended=clean)


def _runs(folder: DataFolder) -> Iterator[Finding]:
    """Dagster's runs whose process is gone; a folder that never ran has none."""
    if not (folder.dagster / "dagster.yaml").exists():
        return
    from pipelines.commands.records import fail, open_instance, orphans

    with open_instance(folder) as instance:
        dead = orphans(instance, folder)
        for run in dead:
            fail(instance, run, text("doctor.run_failed"))
    if dead:
        yield Finding("dead_runs", len(dead), tuple(run.run_id[:8] for run in dead), mended=True)


def _issued(folder: DataFolder, ledger: "Ledger") -> Iterator[Finding]:
    """Versions on disk, in the store and in the ledger must be the same ones."""
    from pipelines.ledger.ledger import Kind
    from pipelines.store import leftovers

    in_store = {str(quarter): versions for quarter, versions in leftovers.issued_by_states(Store(folder.store)).items()}
    in_ledger: dict[str, set[int]] = {}
    for entry in ledger.entries(Kind.ISSUED):
        in_ledger.setdefault(entry.subject, set()).add(int(entry.body["version"]))
    known = {
        quarter: {*in_store.get(quarter, {}), *in_ledger.get(quarter, set())} for quarter in {*in_store, *in_ledger}
    }
    unknown = leftovers.unknown_versions(folder, known)
    if unknown:
        leftovers.remove(unknown)
        yield Finding("unknown_versions", len(unknown), _named(folder, unknown), mended=True)
    lost = [
        f"issued/{quarter}/v{number}"
        for quarter, numbers in sorted(known.items())
        for number in sorted(numbers)
        if number not in in_store.get(quarter, {}) or not (folder.root / "issued" / quarter / f"v{number}").is_dir()
    ]
    if lost:
        yield Finding("lost_versions", len(lost), tuple(lost), wrong=True)
    untold = [
        (quarter, number, content)
        for quarter, versions in sorted(in_store.items())
        for number, content in sorted(versions.items())
        if number not in in_ledger.get(quarter, set())
    ]
    for quarter, number, content in untold:
        body = {"version": number, "content": content}
        ledger.append(Kind.ISSUED, quarter, body, at=day_in_china().isoformat(), actor="doctor")
    if untold:
        where = tuple(f"{quarter}/v{number}" for quarter, number, _ in untold)
        yield Finding("untold_versions", len(untold), where, mended=True)


def _clock(ledger: "Ledger") -> Iterator[Finding]:
    """The machine's day against the newest delivery's."""
    from pipelines.ledger.ledger import Kind

    days = [entry.body.get("received_at") for entry in ledger.entries(Kind.DELIVERY_RECEIVED)]
    newest = max((day for day in days if day), default=None)
    if newest is None:
        return
    today = day_in_china()
    away = (today - date.fromisoformat(newest)).days
    if away < 0:
        yield Finding("clock_behind", 1, (today.isoformat(), newest), wrong=True)
    elif away > _LONG_SILENCE_DAYS:
        yield Finding("clock_ahead", 1, (today.isoformat(), newest), wrong=True)


def _named(folder: DataFolder, paths: list[Path]) -> tuple[str, ...]:
    return tuple(path.relative_to(folder.root).as_posix() for path in paths)
