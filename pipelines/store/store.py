"""Versions of finished tables.

``objects/`` holds tables by the hash of their Parquet bytes, never changed. A quarter has a *draft* (which object is
each table now, and which checks those very bytes passed) and immutable *states*; ``current.json`` names the one that
people see. Belongs here: keeping and finding tables. Does not: making them.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.model.errors import StoreDamaged, UsageError
from pipelines.model.quarter import Quarter
from pipelines.store import atomic


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet; equal frames give equal bytes."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def read_record(path: Path) -> dict[str, Any]:
    """A record of the store; empty when there is none. Raises StoreDamaged when its seal does not hold."""
    if not path.exists():
        return {}
    try:
        body = dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError:
        raise StoreDamaged("store_damaged", file=path.name) from None
    seal = body.pop("seal", None)
    if seal is not None and seal != _hash_of(body):
        raise StoreDamaged("store_damaged", file=path.name)
    return body


def write_record(path: Path, body: Mapping[str, Any]) -> None:
    """Put a record in place with a seal over it, so that a changed letter shows."""
    atomic.write_json(path, {**body, "seal": _hash_of(body)})


def _hash_of(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def state_name(body: Mapping[str, Any]) -> str:
    """A state's file name: what is in it decides."""
    return _hash_of(body)[:16]


@dataclass(frozen=True)
class State:
    """One immutable state of a quarter: its tables, and the issued version (``v<n>``) that was made from them."""

    issued: int
    tables: Mapping[str, str]
    as_of: str
    content: str


class Store:
    """The tables of one data folder. Writing methods expect ``lock.sole_writer`` to be held."""

    def __init__(self, root: Path) -> None:
        self.root = root

    # objects ----------------------------------------------------------------------------------------------------
    def _object(self, digest: str) -> Path:
        return self.root / "objects" / digest[:2] / f"{digest}.parquet"

    def keep(self, frame: pl.DataFrame) -> str:
        """Keep a table; returns its hash. Keeping the same table twice is free."""
        content = parquet_bytes(frame)
        digest = hashlib.sha256(content).hexdigest()
        if not self._object(digest).exists():
            atomic.write_file(self._object(digest), content)
        return digest

    def get(self, digest: str) -> pl.DataFrame:
        """The table of that hash. Raises StoreDamaged when it is missing or its bytes have changed."""
        path = self._object(digest)
        if not path.exists():
            raise StoreDamaged("store_object_missing", digest=digest[:12])
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreDamaged("store_object_changed", digest=digest[:12])
        return pl.read_parquet(io.BytesIO(content))

    def verify(self) -> int:
        """Check every kept table against its hash; returns how many. Raises StoreDamaged at the first changed one."""
        digests = sorted(path.stem for path in (self.root / "objects").rglob("*.parquet"))
        for digest in digests:
            self.get(digest)
        return len(digests)

    def quarters(self) -> list[Quarter]:
        """Quarters with a draft or a state, oldest first."""
        return sorted(Quarter.parse(path.name) for path in (self.root / "quarters").glob("*Q*") if path.is_dir())

    # drafts -----------------------------------------------------------------------------------------------------
    def _draft_path(self, quarter: Quarter) -> Path:
        return self.root / "quarters" / str(quarter) / "draft.json"

    def _draft(self, quarter: Quarter) -> dict[str, Any]:
        return {"tables": {}, "checks": {}} | read_record(self._draft_path(quarter))

    def put_draft(self, quarter: Quarter, table: str, frame: pl.DataFrame) -> str:
        """Make ``frame`` the quarter's draft of ``table``; returns its hash."""
        draft = self._draft(quarter)
        draft["tables"][table] = digest = self.keep(frame)
        write_record(self._draft_path(quarter), draft)
        return digest

    def draft_hashes(self, quarter: Quarter) -> dict[str, str]:
        """Table name → hash in the quarter's draft."""
        return dict(self._draft(quarter)["tables"])

    def draft(self, quarter: Quarter, table: str) -> pl.DataFrame:
        """The quarter's draft of ``table``. Raises UsageError when no run has made it yet."""
        digest = self.draft_hashes(quarter).get(table)
        if digest is None:
            raise UsageError("table_not_made", table=table, quarter=str(quarter))
        return self.get(digest)

    def record_check(self, quarter: Quarter, check: str, passed: bool, tables: tuple[str, ...]) -> None:
        """Remember that ``check`` passed or failed on the very bytes that the draft has now."""
        draft = self._draft(quarter)
        hashes = {table: draft["tables"].get(table) for table in tables}
        draft["checks"][check] = {"passed": passed, "tables": hashes}
        write_record(self._draft_path(quarter), draft)

    def checks_recorded(self, quarter: Quarter) -> dict[str, bool]:
        """Every check that was ever made of the draft, and whether it passed on the present bytes."""
        checks = self._draft(quarter)["checks"]
        wanting = self.checks_wanting(quarter, {name: tuple(record["tables"]) for name, record in checks.items()})
        return {name: name not in wanting for name in sorted(checks)}

    def checks_wanting(self, quarter: Quarter, checks: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Of ``checks`` (name → its tables), those that did not pass on the draft's present bytes."""
        draft = self._draft(quarter)

        def passed(check: str, tables: tuple[str, ...]) -> bool:
            record = draft["checks"].get(check, {})
            return bool(record.get("passed")) and record.get("tables") == {t: draft["tables"].get(t) for t in tables}

        return sorted(check for check, tables in checks.items() if not passed(check, tables))

    # states -----------------------------------------------------------------------------------------------------
    def current(self, quarter: Quarter) -> State | None:
        """The state people see, or None before the first."""
        folder = self.root / "quarters" / str(quarter)
        name = read_record(folder / "current.json").get("state")
        if name is None:
            return None
        body = read_record(folder / "states" / f"{name}.json")
        if not body:
            raise StoreDamaged("store_damaged", file=f"{name}.json")
        return State(body["issued"], body["tables"], body["as_of"], body["content"])

    def states(self, quarter: Quarter) -> list[State]:
        """Every state the quarter ever had, newest first; the current one stands first."""
        current = self.current(quarter)
        bodies = [read_record(path) for path in (self.root / "quarters" / str(quarter) / "states").glob("*.json")]
        found = [State(body["issued"], body["tables"], body["as_of"], body["content"]) for body in bodies]
        found.sort(key=lambda state: (state == current, state.issued, state.as_of, state.content), reverse=True)
        return found

    def publish(self, quarter: Quarter, issued: int, as_of: str, content: str) -> None:
        """Make the draft's tables the state people see. ``content``: hash of the issued folder made from them."""
        folder = self.root / "quarters" / str(quarter)
        body = {"quarter": str(quarter), "issued": issued, "as_of": as_of, "content": content}
        body |= {"tables": self.draft_hashes(quarter)}
        name = state_name(body)
        write_record(folder / "states" / f"{name}.json", body)
        write_record(folder / "current.json", {"state": name})

    def table(self, quarter: Quarter, name: str) -> pl.DataFrame:
        """``name`` in the quarter's current state. Raises UsageError when nothing was issued or no such table."""
        state = self.current(quarter)
        if state is None:
            raise UsageError("quarter_not_run", quarter=str(quarter))
        if name not in state.tables:
            raise UsageError("table_unknown", table=name)
        return self.get(state.tables[name])

    # remembered work --------------------------------------------------------------------------------------------
    def recall(self, key: str) -> dict[str, pl.DataFrame] | None:
        """Tables remembered under ``key`` (a hash of everything they were made from), or None."""
        body = read_record(self.root / "remembered" / f"{key}.json")
        return {name: self.get(digest) for name, digest in body.items()} if body else None

    def remember(self, key: str, tables: Mapping[str, pl.DataFrame]) -> None:
        """Keep tables under the hash of everything they were made from."""
        body = {name: self.keep(frame) for name, frame in tables.items()}
        write_record(self.root / "remembered" / f"{key}.json", body)
