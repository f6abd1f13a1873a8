"""The ledger's table, and the triggers that keep it append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE = """
create trigger entries_refuse_{verb} before {verb} on entries
begin select raise(abort, 'the ledger only grows'); end
"""
_POSTGRESQL = (
    "create function entries_refuse() returns trigger language plpgsql as "
    "$$ begin raise exception 'the ledger only grows'; end $$",
    "create trigger entries_refuse before update or delete on entries for each row execute function entries_refuse()",
)


def upgrade() -> None:
    """Create ``entries``."""
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("at", "actor", "kind", "subject", "body", "previous", "chain")
        ),
    )
    op.create_index("entries_by_kind", "entries", ["kind", "subject", "seq"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(_SQLITE.format(verb=verb))
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """A ledger is never taken back."""
    raise NotImplementedError("the ledger only grows")
