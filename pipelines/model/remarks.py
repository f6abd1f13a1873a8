"""A remark: something the readers of a summary should know about a run. The sentence is written by ``report``.

No person's data: codes, counts, file names and quarters only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """A closed ``code`` with what fills its sentence, kept under ``[remark]`` in ``report/texts_zh.toml``."""

    code: str
    context: Mapping[str, str | int] = field(default_factory=dict)
