"""A quarter at a glance: what came, what was linked, who is warned, what was issued, what still waits."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.commands.answer import DONE, Answer, of_quarter, open_folder, open_ledger
from pipelines.model.codes import DeliveryStatus, Fate, LinkStatus
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text
from pipelines.store.folders import DataFolder

if TYPE_CHECKING:
    import polars as pl

    from pipelines.store.store import Store

_WAITING = (DeliveryStatus.REFUSED.value, DeliveryStatus.QUESTION.value)
_STATUS = {status.value: status.label for status in DeliveryStatus}


def status(quarter: Quarter | None, data: Path) -> Answer:
    """One quarter in full, or every quarter that has files or results, one line each. Reads only."""
    folder = open_folder(data)
    if quarter is None:
        bodies = [_body(one, folder) for one in _quarters(folder)]
        return DONE, {"quarters": bodies}, [_line(body) for body in bodies] or [text("status.no_quarter")]
    body = _body(quarter, folder)
    return DONE, body, _lines(body)


def _quarters(folder: DataFolder) -> list[Quarter]:
    from pipelines.store.store import Store

    return sorted({*folder.quarters_received(), *Store(folder.store).quarters()})


def _body(quarter: Quarter, folder: DataFolder) -> dict[str, Any]:
    from pipelines.store.store import Store

    store = Store(folder.store)
    state = store.current(quarter)
    tables = _Tables(store, dict(state.tables) if state else store.draft_hashes(quarter), quarter)
    deliveries = tables.of("deliveries")
    checks = store.checks_recorded(quarter)
    warnings = tables.of("warnings")
    return {
        "quarter": str(quarter),
        "version": state.issued if state else None,
        "as_of": state.as_of if state else None,
        "issued_on": _issued_on(quarter, state.issued, folder) if state else None,
        "folder": (folder.issued(quarter) / f"v{state.issued}").as_posix() if state else None,
        "deliveries": _deliveries(deliveries),
        "deliveries_by_status": _counts(deliveries, "status"),
        "not_read_yet": _not_read_yet(quarter, folder, deliveries),
        "rows": _counts(tables.of("rows"), "fate"),
        "links": _counts(tables.of("links"), "status"),
        "warnings": 0 if warnings is None else warnings.height,
        "villages": _villages(warnings),
        "checks_passed": sorted(name for name, passed in checks.items() if passed),
        "checks_wanting": sorted(name for name, passed in checks.items() if not passed),
        "registry": _registry(tables),
    }


class _Tables:
    """A quarter's tables, as issued or, before that, as far as a run came."""

    def __init__(self, store: "Store", hashes: dict[str, str], quarter: Quarter) -> None:
        self._store, self._hashes, self._quarter = store, hashes, quarter

    def of(self, name: str) -> "pl.DataFrame | None":
        """The table's lines of the quarter; None when no run has made it."""
        whole = self.whole(name)
        return None if whole is None else of_quarter(whole, self._quarter)

    def whole(self, name: str) -> "pl.DataFrame | None":
        return self._store.get(self._hashes[name]) if name in self._hashes else None


def _records(table: "pl.DataFrame | None", *names: str) -> list[dict[str, Any]]:
    return [] if table is None else table.select(names).to_dicts()


def _deliveries(table: "pl.DataFrame | None") -> list[dict[str, Any]]:
    from pipelines.sources.department import departments

    labels = {department.code: department.label for department in departments()}
    lines = _records(table, "file", "department", "status", "reason", "received_at", "sha256", *Fate)
    return [{**line, "department_label": labels.get(line["department"])} for line in lines]


def _counts(table: "pl.DataFrame | None", column: str) -> dict[str, int]:
    return {} if table is None else dict(table.group_by(column).len().sort(column).iter_rows())


def _villages(warnings: "pl.DataFrame | None") -> list[dict[str, Any]]:
    if warnings is None:
        return []
    by = ["township_name", "village_name"]
    return warnings.group_by(by).len("warnings").sort("warnings", *by, descending=[True, False, False]).to_dicts()


def _registry(tables: _Tables) -> dict[str, Any]:
    """Which registry the quarter used: its files with their sha256, and how many it has."""
    persons = tables.whole("persons")
    files = _records(tables.whole("registry_deliveries"), "file", "sha256", "status", "accepted")
    if persons is None:
        return {"files": files, "persons": 0, "households": 0}
    return {"files": files, "persons": persons.height, "households": persons["household_id"].n_unique()}


def _issued_on(quarter: Quarter, version: int, folder: DataFolder) -> str | None:
    from pipelines.ledger.ledger import Kind

    if not folder.ledger.exists():  # looking must not make one
        return None
    with open_ledger(folder) as ledger:
        days = [entry.at for entry in ledger.entries(Kind.ISSUED, str(quarter)) if entry.body.get("version") == version]
    return days[-1] if days else None


def _not_read_yet(quarter: Quarter, folder: DataFolder, deliveries: "pl.DataFrame | None") -> list[str]:
    """Files in the quarter's folder that no run has looked at."""
    from pipelines.sources.opening import sent_files

    known = set() if deliveries is None else {file for name in deliveries["file"] for file in _outer(name)}
    received = folder.received(quarter)
    return [file for file, _ in sent_files(received) if file not in known] if received.is_dir() else []


def _outer(file: str) -> list[str]:
    """A file's own path and those it may lie in, for members of archives."""
    parts = file.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _line(body: dict[str, Any]) -> str:
    issued = text("status.version", **body) if body["version"] else text("status.not_issued")
    waiting = sum(body["deliveries_by_status"].get(code, 0) for code in _WAITING)
    files = len(body["deliveries"])
    return text("status.line", quarter=body["quarter"], issued=issued, files=files, waiting=waiting,
                unread=len(body["not_read_yet"]), warnings=body["warnings"])  # fmt: skip


def _lines(body: dict[str, Any]) -> list[str]:
    fates = {fate.value: body["rows"].get(fate.value, 0) for fate in Fate}
    links = {code.value: body["links"].get(code.value, 0) for code in LinkStatus}
    return [
        _line(body),
        *([text("status.folder", folder=body["folder"])] if body["folder"] else []),
        *(_delivery(one) for one in body["deliveries"]),
        *(text("status.unread", file=file) for file in body["not_read_yet"]),
        text("status.rows", **fates),
        text("status.links", **links),
        *(text("status.village", **village) for village in body["villages"]),
        *(text("status.registry_file", **one) for one in body["registry"]["files"]),
        text("status.registry", **body["registry"]),
        text("status.checks", passed=len(body["checks_passed"]), wanting=len(body["checks_wanting"]))
        + text("list.joint").join(body["checks_wanting"]),
    ]


def _delivery(one: dict[str, Any]) -> str:
    reason = one["reason"] or ""
    why = text("status.because", reason=text(f"file_refusal.{reason}")) if one["status"] in _WAITING else ""
    told = {"department": one["department_label"] or "—", "status": _STATUS.get(one["status"], one["status"])}
    return text("status.delivery", **{**one, **told, "received_at": one["received_at"] or "—"}) + why
