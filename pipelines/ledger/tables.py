"""The ledger's one table, as SQLAlchemy Core sees it. Its making and changing is ``migrations/``."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

ENTRIES = Table(
    "entries",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),  # ISO day or time, given by the caller
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),  # a kind of ``entries.Kind``
    Column("subject", Text, nullable=False),  # what the entry is about: a quarter, a file's hash, a warning …
    Column("body", Text, nullable=False),  # JSON with sorted keys
    Column("previous", Text, nullable=False),  # chain of the entry before
    Column("chain", Text, nullable=False),  # sha256 over previous and all the above
    Index("entries_by_kind", "kind", "subject", "seq"),
)
