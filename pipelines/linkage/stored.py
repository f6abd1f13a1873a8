"""A prepared registry as plain frames and files, so that a list that arrives later need not wait for the registry again.

Belongs here: what is kept of a ``PreparedRegistry`` and how it is given back. Does not: when to keep it, or where (the caller).
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.linkage.linker import link
from pipelines.linkage.parameters import load_parameters
from pipelines.linkage.places import Places
from pipelines.linkage.registry import PreparedRegistry

_PLACE_KINDS = ("townships", "villages", "groups")


def pack(prepared: PreparedRegistry) -> dict[str, pl.DataFrame]:
    """Four frames that hold all of ``prepared``: ``entries``, ``identities``, ``long_names``, ``places`` (kind, key, number)."""
    places = [
        (kind, key, number) for kind in _PLACE_KINDS for key, number in sorted(getattr(prepared.places, kind).items())
    ]
    named = pl.DataFrame(places, {"kind": pl.String, "key": pl.String, "number": pl.Int32}, orient="row")
    return {
        "entries": prepared.entries,
        "identities": prepared.identities,
        "long_names": prepared.long_names,
        "places": named,
    }


def unpack(frames: Mapping[str, pl.DataFrame]) -> PreparedRegistry:
    """What ``pack`` took apart; links made against it are those made against the original, byte for byte."""
    places = Places()
    for kind, key, number in frames["places"].iter_rows():
        getattr(places, kind)[key] = number
    return PreparedRegistry(frames["entries"], frames["identities"], frames["long_names"], places)


def write_keys(prepared: PreparedRegistry, folder: Path) -> list[Path]:
    """The four frames as Parquet files in ``folder``, which must exist. Publishing them whole is the caller's business."""
    written = []
    for name, frame in pack(prepared).items():
        frame.write_parquet(folder / f"{name}.parquet", compression="lz4")
        written.append(folder / f"{name}.parquet")
    return written


def read_keys(folder: Path) -> PreparedRegistry:
    """The registry that ``write_keys`` put into ``folder``. Raises FileNotFoundError where a file is missing."""
    return unpack(
        {
            name: pl.read_parquet(folder / f"{name}.parquet", glob=False)
            for name in ("entries", "identities", "long_names", "places")
        }
    )


def link_new(keys: Path, rows: pl.DataFrame, parameters: Path | None = None) -> pl.DataFrame:
    """Links of newly arrived ``rows`` (columns L of ``bidui link``) against the keys kept in the folder ``keys``."""
    return link(read_keys(keys), rows, load_parameters(parameters)).links
