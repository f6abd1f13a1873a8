"""Is everything kept and issued still what was written? Names every file that is not."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.commands.answer import DONE, Answer, open_folder, open_ledger
from pipelines.model.errors import BiduiError, StoreDamaged
from pipelines.report.texts import text

if TYPE_CHECKING:
    from pipelines.store.folders import DataFolder


def verify(data: Path) -> Answer:
    """Check every table, record and issued file against its hash, and the ledger's chain. Raises StoreDamaged."""
    from pipelines.store.verifying import check_kept

    folder = open_folder(data)
    kept = check_kept(folder)
    if kept.damaged:
        raise StoreDamaged("kept_damaged", count=len(kept.damaged), files=text("list.joint").join(kept.damaged))
    entries = _check_ledger(folder, issued=kept.issued > 0)
    body = {"tables": kept.tables, "records": kept.records, "issued": kept.issued, "entries": entries}
    return DONE, body, [text("cli.verify_done", **body)]


def _check_ledger(folder: "DataFolder", issued: bool) -> int:
    """Recompute the ledger's chain; a database that cannot be read is damage too, whatever its driver calls it."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from pipelines.policy.office import load_office

    embedded = load_office(folder.office_file).ledger_url is None
    if embedded and issued and not folder.ledger.exists():  # opening it would make an empty one
        raise StoreDamaged("ledger_missing")
    try:
        with open_ledger(folder) as ledger:
            return ledger.verify()
    except (SQLAlchemyError, CommandError, UnicodeDecodeError, ValueError, TypeError) as error:
        if isinstance(error, BiduiError):
            raise
        raise StoreDamaged("ledger_unreadable", kind=type(error).__name__) from None
