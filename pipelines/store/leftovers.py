"""What a killed run leaves in a data folder, and putting it right. The caller holds the store's lock.

Belongs here: half-written files, versions nobody was told of, tables nobody needs, files open to others. Does not: Dagster's runs
(``commands.orphans``), or damage (``verifying``).
"""

import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipelines.model.quarter import Quarter
from pipelines.store.folders import DataFolder
from pipelines.store.lock import is_alive
from pipelines.store.store import Store, read_record

_VERSION = re.compile(r"v(\d+)")
_PRIVATE = ("store", "issued", "dagster", "replies")


def half_written(folder: DataFolder) -> list[Path]:
    """Files and folders that were being written beside their place when a run died (``atomic``)."""
    deep = (
        path for room in ("store", "issued", "replies", "corrections") for path in (folder.root / room).rglob(".*.part")
    )
    found = sorted({*deep, *folder.root.glob(".*.part"), *folder.dagster.glob(".*.part")})
    return [path for path in found if not any(parent in found for parent in path.parents)]


def dead_signs(folder: DataFolder) -> list[Path]:
    """Signs of life that nobody holds any more."""
    return [path for path in sorted(folder.alive.glob("*.alive")) if not is_alive(folder.alive, path.stem)]


def remove(paths: Iterable[Path]) -> None:
    """Delete files and whole folders."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def unknown_versions(folder: DataFolder, known: Mapping[str, Collection[int]]) -> list[Path]:
    """Issued versions that ``known`` (quarter → numbers) does not have: a run died between its rename and its record."""
    found = []
    for version in sorted((folder.root / "issued").glob("*Q*/v*")):
        number = _VERSION.fullmatch(version.name)
        if number and version.is_dir() and int(number[1]) not in known.get(version.parent.name, ()):
            found.append(version)
    return found


def issued_by_states(store: Store) -> dict[Quarter, dict[int, str]]:
    """Quarter → version → content, of every state there ever was. Raises StoreDamaged."""
    return {
        quarter: {state.issued: state.content for state in reversed(store.states(quarter))}
        for quarter in store.quarters()
    }


def unreferenced(folder: DataFolder) -> list[Path]:
    """Tables that no draft, no state and no remembered work names. Raises StoreDamaged."""
    named = set(_digests(folder.store))
    return [path for path in sorted((folder.store / "objects").rglob("*.parquet")) if path.stem not in named]


def _digests(store: Path) -> Iterator[str]:
    for path in (store / "quarters").rglob("*.json"):
        yield from read_record(path).get("tables", {}).values()
    for path in (store / "remembered").glob("*.json"):
        yield from read_record(path).values()


def open_to_others(folder: DataFolder) -> list[Path]:
    """What others than its owner may touch. Windows keeps folders by ACL, in the user's profile: nothing is looked at there."""
    if os.name == "nt":
        return []
    rooms = [folder.root / room for room in _PRIVATE]
    inside = [path for room in rooms if room.is_dir() for path in (room, *room.rglob("*"))]
    beside = [*folder.root.glob("ledger.sqlite*"), folder.office_file]
    return [path for path in sorted([*inside, *beside]) if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]


def keep_private(paths: Iterable[Path]) -> None:
    """Take the rights of others away; the owner's stay."""
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
