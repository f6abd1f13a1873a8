"""Bringing a ledger's database to the present shape, by alembic. The steps are in ``migrations/versions``."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix().replace("%", "%%"))
    return config


def bring_up_to_date(connection: Connection) -> None:
    """Run the migrations that this database lacks, inside the caller's transaction."""
    config = _config()
    if MigrationContext.configure(connection).get_current_revision() == _newest(config):
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newest(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()
