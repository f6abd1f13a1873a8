"""The dated numbers linkage computes with: what each agreement is worth, and where the cuts lie.

Belongs here: reading them from TOML. The shipped ``parameters.toml`` explains each.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "parameters.toml"


@dataclass(frozen=True)
class Cuts:
    """From where a link is made without asking, and from where it is worth asking. Lead in bits."""

    auto_probability: float
    auto_lead: float
    review_probability: float


@dataclass(frozen=True)
class Parameters:
    """One dated set of weights and cuts."""

    dated: date
    cuts: Cuts
    tables: dict[str, dict[str, Any]]

    def number(self, part: str, kind: str) -> float:
        """A single figure, such as the m of an evidence whose u is counted in the registry."""
        return float(self.tables[part][kind])

    def bits(self, part: str, kind: str) -> float:
        """log2(m / u) of one kind of evidence."""
        m, u = self.tables[part][kind]
        return log2(m / u)


def load_parameters(path: Path | None = None) -> Parameters:
    """Parameters from ``path``, or the shipped ones. Raises KeyError or TypeError when the file lacks a figure."""
    tables = tomllib.loads((path or SHIPPED).read_text(encoding="utf-8"))
    cuts = tables["cuts"]
    return Parameters(
        tables["date"],
        Cuts(float(cuts["auto_probability"]), float(cuts["auto_lead"]), float(cuts["review_probability"])),
        {name: table for name, table in tables.items() if isinstance(table, dict)},
    )
