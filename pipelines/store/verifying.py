"""Whether what was kept and issued is still what was written: every table, record and issued file against its hash.

Belongs here: finding damage and naming the file. Does not: mending (``leftovers``), or the ledger's own chain (``ledger``).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.model.errors import StoreDamaged
from pipelines.store.folders import DataFolder
from pipelines.store.store import read_record, state_name

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Checked:
    """How much was looked at, and the files that are not what they were, relative to the data folder, each once."""

    tables: int
    records: int
    issued: int
    damaged: tuple[str, ...]


def check_kept(folder: DataFolder) -> Checked:
    """Check every table, every record of the store, and every issued file. Never raises on damage: it names it."""
    found = _Finder(folder)
    tables = found.objects()
    records = found.records()
    issued = found.issued()
    return Checked(tables, records, issued, tuple(dict.fromkeys(sorted(found.damaged))))


def folder_content(folder: Path, files: Iterable[str]) -> str:
    """One hash over these files of a folder (paths below it), names and bytes; what a state remembers of what was issued."""
    return _content({name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files})


def _content(digests: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(digests, key=PurePosixPath):
        digest.update(name.encode() + b"\0" + bytes.fromhex(digests[name]))
    return digest.hexdigest()


class _Finder:
    """One walk over a data folder, gathering the names of damaged files."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._store = folder.store
        self._known: set[str] = set()
        self._issued: dict[Path, set[str]] = {}
        self.damaged: list[str] = []

    def _name(self, path: Path) -> None:
        self.damaged.append(path.relative_to(self._folder.root).as_posix())

    def objects(self) -> int:
        paths = sorted((self._store / "objects").rglob("*.parquet"))
        for path in paths:
            if hashlib.sha256(path.read_bytes()).hexdigest() == path.stem:
                self._known.add(path.stem)
            else:
                self._name(path)
        return len(paths)

    def records(self) -> int:
        """Records that can be read, are sealed as written, and name only tables that are there."""
        count = 0
        for path in self._record_files():
            count += 1
            body = self._body(path)
            if body is not None and not all(self._refers(digest) for digest in self._digests(path, body)):
                self._name(path)
        return count

    def _record_files(self) -> Iterator[Path]:
        yield from sorted((self._store / "quarters").rglob("*.json"))
        yield from sorted((self._store / "remembered").glob("*.json"))

    def _body(self, path: Path) -> dict[str, Any] | None:
        try:
            body = read_record(path)
        except (StoreDamaged, UnicodeDecodeError):
            self._name(path)
            return None
        if self._is_sound(path, body):
            return body
        self._name(path)
        return None

    def _is_sound(self, path: Path, body: dict[str, Any]) -> bool:
        if path.parent.name == "remembered":
            return all(isinstance(value, str) for value in body.values())
        if path.name == "draft.json":
            return set(body) <= {"tables", "checks"} and isinstance(body.get("tables", {}), dict)
        if path.name == "current.json":
            return set(body) == {"state"} and (path.parent / "states" / f"{body['state']}.json").is_file()
        if state_name(body) != path.stem:
            return False
        version = self._folder.root / "issued" / body["quarter"] / f"v{body['issued']}"
        self._issued.setdefault(version, set()).add(body["content"])
        return True

    @staticmethod
    def _digests(path: Path, body: dict[str, Any]) -> list[str]:
        if path.parent.name == "remembered":
            return list(body.values())
        return list(body.get("tables", {}).values())

    def _refers(self, digest: str) -> bool:
        """A table that is there; one that is there but changed is named by itself already."""
        path = self._store / "objects" / digest[:2] / f"{digest}.parquet"
        return bool(_DIGEST.fullmatch(digest)) and (digest in self._known or path.is_file())

    def issued(self) -> int:
        """Files of every version that a state knows, against its manifest, and the manifest against the state."""
        return sum(self._version(version, contents) for version, contents in sorted(self._issued.items()))

    def _version(self, version: Path, contents: set[str]) -> int:
        manifest = version / _MANIFEST
        try:
            written = manifest.read_bytes()
            told = json.loads(written)["files"]
            files = {str(name): str(about["sha256"]) for name, about in told.items()}
            content = _content({**files, _MANIFEST: hashlib.sha256(written).hexdigest()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            content, files = "", {}
        if {content} != contents:  # what it says of the other files cannot be trusted either
            self._name(manifest)
            return 1
        for name, digest in files.items():
            if not _is(version / name, digest):
                self._name(version / name)
        return len(files) + 1


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
