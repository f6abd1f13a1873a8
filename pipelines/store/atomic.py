"""Writing so that a result is whole or absent: beside, fsync, rename. The only place that creates files in the store.

Belongs here: create, fsync, rename, owner-only modes. Does not: what is written, or where it belongs.
The three steps are separate functions so that a test can stop the machine at each of them.
"""

import json
import os
import shutil
import uuid
from pathlib import Path

_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600


def make_folder(folder: Path) -> Path:
    """Create ``folder`` and its parents for their owner alone. On Windows the user's profile already is."""
    folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    return folder


def create(path: Path, content: bytes) -> None:
    """Create ``path`` for its owner alone, with ``content`` flushed to the disk. The file must not exist."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        sync_file(file.fileno())


def sync_file(descriptor: int) -> None:
    """Wait until the disk has the file."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's entries. Windows cannot open folders; its renames are journalled."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target`` in one step."""
    source.replace(target)


def write_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` whole or not at all; an existing file stays until the very rename."""
    make_folder(path.parent)
    beside = path.parent / f".{path.name}.{uuid.uuid4().hex}.part"
    try:
        create(beside, content)
        rename(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_json(path: Path, body: object) -> None:
    """``body`` as sorted, readable JSON, written as ``write_file`` does."""
    write_file(path, (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())


def publish_folder(beside: Path, target: Path) -> None:
    """Make the finished folder ``beside`` visible as ``target``, which must not exist, in one rename."""
    for path in sorted(beside.rglob("*")):
        if path.is_file():
            path.chmod(_OWNER_FILE)
            with path.open("rb+") as file:
                sync_file(file.fileno())
        else:
            path.chmod(_OWNER_FOLDER)
            sync_folder(path)
    sync_folder(beside)
    rename(beside, target)
    sync_folder(target.parent)


def fresh_folder(parent: Path, name: str) -> Path:
    """An empty folder beside where ``name`` will stand; what a killed run left there is removed."""
    make_folder(parent)
    for left_over in parent.glob(f".{name}.*.part"):
        shutil.rmtree(left_over, ignore_errors=True)
    return make_folder(parent / f".{name}.{uuid.uuid4().hex}.part")
