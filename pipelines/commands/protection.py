"""Copies of issued workbooks that open with a password only, for sending. What was issued stays as it is."""

import getpass
import os
from pathlib import Path

from pipelines.commands.answer import DONE, Answer, open_folder
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text


def protect(quarter: Quarter, to: Path, data: Path) -> Answer:
    """Write password-protected copies of the quarter's current workbooks into ``to``.

    The password comes from BIDUI_PASSWORD or is asked for twice; it is kept nowhere. Raises UsageError.
    """
    from pipelines.report.protect import protect as protected_copy
    from pipelines.store.atomic import make_folder
    from pipelines.store.store import Store

    folder = open_folder(data)
    state = Store(folder.store).current(quarter)
    if state is None:
        raise UsageError("quarter_not_run", quarter=str(quarter))
    password = os.environ.get("BIDUI_PASSWORD") or _asked()
    issued = folder.issued(quarter) / f"v{state.issued}"
    workbooks = sorted(issued.rglob("*.xlsx"))
    for workbook in workbooks:
        target = to / workbook.relative_to(issued)
        make_folder(target.parent)
        protected_copy(workbook, target, password)
    return (
        DONE,
        {"files": len(workbooks), "to": to.as_posix()},
        [text("cli.protected", files=len(workbooks), folder=to)],
    )


def _asked() -> str:
    password = getpass.getpass(text("cli.password"))
    if password != getpass.getpass(text("cli.password_again")):
        raise UsageError("passwords_differ")
    return password
