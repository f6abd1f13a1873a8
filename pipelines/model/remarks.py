"""A remark: something the readers of a summary should know about a run. The sentence is written by ``report``.

No person's data: codes, counts, file names and quarters only.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.model.tables import REMARKS


@dataclass(frozen=True)
class Remark:
    """A closed ``code`` with what fills its sentence, kept under ``[remark]`` in ``report/texts_zh.toml``."""

    code: str
    context: Mapping[str, str | int] = field(default_factory=dict)


def as_table(remarks: Iterable[Remark]) -> pl.DataFrame:
    """Remarks as the table REMARKS, each once, in a fixed order."""
    lines = sorted({(r.code, json.dumps(dict(r.context), ensure_ascii=False, sort_keys=True)) for r in remarks})
    return pl.DataFrame(lines, schema=REMARKS.schema, orient="row")


def from_table(table: pl.DataFrame) -> list[Remark]:
    """The remarks of a REMARKS table."""
    return [Remark(code, json.loads(context)) for code, context in table.select("code", "context").iter_rows()]
