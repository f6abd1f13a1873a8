"""What is told about one delivered file: on the terminal, as JSON, or as a sheet to give back to the sender."""

import json
from pathlib import Path
from typing import Any

from pipelines.commands.answer import DONE, Answer, open_folder
from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import text


def receipt(file: str, quarter: Quarter, to: Path | None, data: Path) -> Answer:
    """The receipt of a file of the quarter, named by its path below ``incoming/<quarter>/`` or by its end. Raises UsageError."""
    from pipelines.report.flat import flat_file
    from pipelines.report.receipt import receipt_lines, receipt_sheet
    from pipelines.store import atomic

    body = _receipt(file, quarter, data)
    if to is None:
        return DONE, body, receipt_lines(body)
    atomic.write_file(to, flat_file(receipt_sheet(body), to))
    return DONE, {"to": to.as_posix()}, [text("cli.receipt_done", file=to)]


def _receipt(file: str, quarter: Quarter, data: Path) -> dict[str, Any]:
    import polars as pl

    from pipelines.sources.department import departments
    from pipelines.store.store import Store

    store = Store(open_folder(data).store)
    own = pl.col("quarter") == str(quarter)
    receipts = store.draft(quarter, "receipts").filter(own)
    known = [name for name in receipts["file"] if name == file or name.endswith(f"/{file}")]
    if len(known) != 1 and file not in known:
        raise UsageError("receipt_not_one", quarter=str(quarter), count=len(known))
    found = file if file in known else known[0]
    body: dict[str, Any] = json.loads(receipts.filter(pl.col("file") == found)["body"][0])
    delivery = store.draft(quarter, "deliveries").filter(own & (pl.col("file") == found))
    labels = {department.code: department.label for department in departments()}
    received_at = delivery["received_at"][0] if delivery.height else None
    status = {"status": delivery["status"][0]} if delivery.height else {}
    label = labels.get(body["department"] or "")
    return body | status | {"quarter": str(quarter), "received_at": received_at, "department_label": label}
