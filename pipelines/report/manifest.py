"""``manifest.json`` of an issued folder: every file with its sha256, every village with what its workbook says.

Belongs here: content hashes, comparing with the version issued before. Does not: writing workbooks.
A content hash covers what a village is told, not when or in which version: same content, same hash, on any day.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = "manifest.json"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def content_hash(content: object) -> str:
    """sha256 over content as canonical JSON (dataclasses, tuples, text, numbers)."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_as_plain, separators=(",", ":"))
    return sha256(plain.encode())


def _as_plain(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dataclass_fields__") else str(value)


def home_mark(household_id: str) -> str:
    """A household in the manifest: enough to find it again in the registry, nothing readable."""
    return sha256(f"household {household_id}".encode())[:16]


@dataclass(frozen=True)
class VillageRecord:
    """A village in the manifest. ``state``: new, changed, same, withdrawn (had lines before, none now) or none."""

    township: str
    village: str
    file: str | None
    sha256: str | None
    warnings: int
    questions: int
    content: str | None
    state: str
    send: bool
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)  # warning_id → (line hash, household mark)


@dataclass(frozen=True)
class Before:
    """The previous version's manifest, as far as it concerns villages."""

    folder: Path
    content: str
    files: Mapping[str, str]  # path → sha256
    villages: Mapping[tuple[str, str], VillageRecord]

    def whole(self) -> dict[str, bytes] | None:
        """Every file of that version, manifest last, when all are still there and unchanged."""
        found = {path: self._intact(path, digest) for path, digest in self.files.items()}
        if any(data is None for data in found.values()):
            return None
        kept = {path: data for path, data in found.items() if data is not None}
        return {**kept, NAME: (self.folder / NAME).read_bytes()}

    def _intact(self, path: str, digest: str | None) -> bytes | None:
        file = self.folder / path
        data = file.read_bytes() if file.is_file() else b""
        return data if sha256(data) == digest else None

    def kept_bytes(self, record: VillageRecord) -> bytes | None:
        """The workbook issued before, when it is still there and still what the manifest says."""
        return None if record.file is None else self._intact(record.file, record.sha256)


def read_before(folder: Path | None) -> Before | None:
    """The previous version of this quarter's folder, or None when there is none to compare with."""
    if folder is None or not (folder / NAME).is_file():
        return None
    found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    known = VillageRecord.__dataclass_fields__
    told = ({name: value for name, value in village.items() if name in known} for village in found.get("villages", []))
    records = (VillageRecord(**village) for village in told)
    villages = {(record.township, record.village): record for record in records}
    files = {path: one["sha256"] for path, one in found.get("files", {}).items()}
    return Before(folder, found.get("content", ""), files, villages)


def manifest_bytes(
    head: Mapping[str, object], files: Mapping[str, Mapping[str, object]], villages: Sequence[VillageRecord]
) -> bytes:
    """The manifest's bytes: ``head`` (quarter, place, disclosure), files by path, villages, and two lists drawn from them."""
    body = {
        **head,
        "files": {path: files[path] for path in sorted(files)},
        "villages": [asdict(village) for village in villages],
        "zero_report": [[v.township, v.village] for v in villages if v.state in ("none", "withdrawn")],
        "send_again": [[v.township, v.village] for v in villages if v.send and v.state in ("changed", "withdrawn")],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
