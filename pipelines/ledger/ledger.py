"""Append and read entries; each is chained to the one before, so that a changed entry shows.

State is a fold over entries: the last entry of a kind and subject stands, earlier ones stay readable. Corrections are
new entries; the database itself refuses UPDATE and DELETE (``migrations``).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.engine import Connection

from pipelines.ledger.migrate import bring_up_to_date
from pipelines.ledger.tables import ENTRIES
from pipelines.model.errors import StoreDamaged

_FIRST = "0" * 64


class Kind(StrEnum):
    """What an entry says happened."""

    QUARTER_OPENED = "quarter_opened"  # subject: quarter; body: as_of
    DELIVERY_RECEIVED = "delivery_received"  # subject: quarter/sha256; body: file, received_at
    ISSUED = "issued"  # subject: quarter; body: version, content, as_of
    RETURN_RECEIVED = "return_received"  # subject: quarter/sha256; body: file, township, village, counts
    VISIT_ANSWERED = "visit_answered"  # subject: warning_id; body: see ``answers``
    HOUSEHOLD_FOUND = "household_found"  # subject: id of a village's own find; body: see ``answers``
    PERSON_TOLD = "person_told"  # subject: id of a question who a row's person is; body: see ``answers``
    CANDIDATE_JUDGED = "candidate_judged"  # subject: id of a question same person or not; body: see ``answers``


@dataclass(frozen=True)
class Entry:
    """One line of the ledger."""

    seq: int
    at: str
    actor: str
    kind: Kind
    subject: str
    body: dict[str, Any]
    chain: str


def _chain(previous: str, *parts: str) -> str:
    return hashlib.sha256("\n".join((previous, *parts)).encode()).hexdigest()


class Ledger:
    """The append-only ledger at a database URL (SQLite in WAL mode, or PostgreSQL)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    @contextmanager
    def at(cls, url: str) -> Iterator[Self]:
        """Open the ledger, creating or migrating its table first."""
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        try:
            with engine.begin() as connection:
                bring_up_to_date(connection)
            yield cls(engine)
        finally:
            engine.dispose()

    def append(self, kind: Kind, subject: str, body: dict[str, Any], *, at: str, actor: str = "bidui") -> None:
        """Add one entry."""
        self.append_all([(kind, subject, body)], at=at, actor=actor)

    def append_all(self, entries: Iterable[tuple[Kind, str, dict[str, Any]]], *, at: str, actor: str = "bidui") -> None:
        """Add entries (kind, subject, body) in their order, all of them or none."""
        with self._engine.begin() as connection:
            seq, chain = self._last(connection)
            for kind, subject, body in entries:
                seq, previous = seq + 1, chain
                written = json.dumps(body, ensure_ascii=False, sort_keys=True)
                chain = _chain(previous, str(seq), at, actor, kind.value, subject, written)
                connection.execute(
                    ENTRIES.insert().values(
                        seq=seq,
                        at=at,
                        actor=actor,
                        kind=kind.value,
                        subject=subject,
                        body=written,
                        previous=previous,
                        chain=chain,
                    )
                )

    @staticmethod
    def _last(connection: Connection) -> tuple[int, str]:
        seq = connection.scalar(select(func.max(ENTRIES.c.seq)))
        if seq is None:
            return 0, _FIRST
        return seq, str(connection.scalar(select(ENTRIES.c.chain).where(ENTRIES.c.seq == seq)))

    def entries(self, kind: Kind | None = None, subject: str | None = None) -> list[Entry]:
        """Entries in order, of one kind and subject when given."""
        query = select(ENTRIES).order_by(ENTRIES.c.seq)
        if kind is not None:
            query = query.where(ENTRIES.c.kind == kind.value)
        if subject is not None:
            query = query.where(ENTRIES.c.subject == subject)
        with self._engine.connect() as connection:
            return [
                Entry(r.seq, r.at, r.actor, Kind(r.kind), r.subject, json.loads(r.body), r.chain)
                for r in connection.execute(query)
            ]

    def standing(self, kind: Kind, subject: str) -> dict[str, Any] | None:
        """The body of the last entry of that kind and subject: what stands now."""
        found = self.entries(kind, subject)
        return found[-1].body if found else None

    def verify(self) -> int:
        """Recompute the whole chain; returns the number of entries. Raises StoreDamaged at the first broken link."""
        previous, count = _FIRST, 0
        with self._engine.connect() as connection:
            for r in connection.execute(select(ENTRIES).order_by(ENTRIES.c.seq)):
                count += 1
                expected = _chain(previous, str(r.seq), r.at, r.actor, r.kind, r.subject, r.body)
                if r.seq != count or r.previous != previous or r.chain != expected:
                    raise StoreDamaged("ledger_chain_broken", seq=count)
                previous = r.chain
        return count


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma busy_timeout = 10000")
    cursor.close()


def sqlite_url(path: Path) -> str:
    """The URL of an embedded ledger at ``path``."""
    return f"sqlite:///{path.resolve().as_posix()}"
