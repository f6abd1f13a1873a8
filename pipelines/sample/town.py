"""Writes an invented town into a data folder: registry, the departments' files of two quarters, and the truth apart.

Belongs here: folders, names of files, what may be replaced. No row is made here.
"""

import hashlib
import json
import shutil
from pathlib import Path
from random import Random

from pipelines.model.errors import UsageError
from pipelines.model.quarter import Quarter
from pipelines.sample.families import Settler
from pipelines.sample.offices import Offices
from pipelines.sample.people import Town
from pipelines.sample.places import place_of
from pipelines.sample.registry import RegistryClerk, number_everybody
from pipelines.sample.settling import settle
from pipelines.sample.sheet import FileDraft
from pipelines.sample.truth import TruthBook
from pipelines.sample.writers import write_file

MARK = ".sample.json"
SMALLEST, LARGEST = 30, 1_000_000


def truth_folder(into: Path) -> Path:
    """Where the truth about the sample in ``into`` lies: beside it, never inside."""
    whole = into if into.name else into.resolve()  # "." has no name to add to
    return whole.with_name(f"{whole.name}-truth")


def write_sample(into: Path, place: str, people: int, quarter: Quarter, seed: int) -> list[Path]:
    """Write a town of about ``people`` people of ``place`` with the files of ``quarter`` and the one before.

    Returns the files written below ``into/incoming/``, sorted. The truth goes to ``truth_folder(into)`` as Parquet:
    ``rows persons households files``. Same arguments, same bytes. A sample's own earlier files are replaced; raises
    UsageError ``sample_folder_in_use`` where deliveries lie that no sample made (or that were changed since),
    ``unknown_place``, ``sample_size``.
    """
    kind = place_of(place)
    if not SMALLEST <= people <= LARGEST:
        raise UsageError("sample_size", people=people, smallest=SMALLEST, largest=LARGEST)
    incoming = into / "incoming"
    earlier = _own_files(incoming)
    draft_folder = into / ".sample-unfinished"
    shutil.rmtree(draft_folder, ignore_errors=True)
    town, settler = settle(kind, people, quarter, seed)
    number_everybody(town)
    book = TruthBook()
    written = _write_registry(draft_folder, town, seed, book)
    written += _write_quarters(draft_folder, town, settler, seed, book)
    _publish(
        incoming,
        draft_folder,
        earlier,
        sorted(written),
        {"place": place, "people": people, "quarter": str(quarter), "seed": seed},
    )
    book.write(truth_folder(into), town)
    return [incoming / path for path in sorted(written)]


def _write(root: Path, folder: str, draft: FileDraft, taken: set[str]) -> str:
    """Write one file below ``root/folder``; a name already taken gets a number, as an office would."""
    stem, dot, extension = draft.path.rpartition(".")
    number = 2
    while f"{folder}/{draft.path}" in taken:
        draft.path = f"{stem}({number}){dot}{extension}"
        number += 1
    path = f"{folder}/{draft.path}"
    taken.add(path)
    write_file(root / path, draft)
    return path


def _write_registry(root: Path, town: Town, seed: int, book: TruthBook) -> list[str]:
    clerk = RegistryClerk(town, Random(f"{town.place.code} {seed} registry"))
    several = len(town.townships) > 1
    taken: set[str] = set()
    for township, villages in town.townships.items():
        drafts = [clerk.file(township, villages, several)]
        if town.place.has_grid_list:
            drafts.append(clerk.grid_list(township, villages, several))
        for draft in drafts:
            _write(root, "registry", draft, taken)
            book.add("", draft)
    return sorted(taken)


def _write_quarters(root: Path, town: Town, settler: Settler, seed: int, book: TruthBook) -> list[str]:
    several = len(town.townships) > 1
    taken: set[str] = set()
    for township, villages in town.townships.items():
        offices = Offices(town, settler, township, villages, several, seed)
        for quarter in (town.quarter.previous(), town.quarter):
            for draft in offices.quarter(quarter):
                _write(root, str(quarter), draft, taken)
                book.add(str(quarter), draft)
    return sorted(taken)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _own_files(incoming: Path) -> list[str]:
    """Files of an earlier sample. Raises UsageError when anything else lies in ``incoming``."""
    if not incoming.exists():
        return []
    mark = incoming / MARK
    own: dict[str, str] = json.loads(mark.read_text("utf-8"))["files"] if mark.exists() else {}
    foreign = 0
    present = []
    for path in sorted(p for p in incoming.rglob("*") if p.is_file() and not p.name.startswith((".", "README"))):
        relative = path.relative_to(incoming).as_posix()
        if own.get(relative) == _sha256(path):
            present.append(relative)
        else:
            foreign += 1
    if foreign:
        raise UsageError("sample_folder_in_use", folder=incoming.parent.name, count=foreign)
    return present


def _publish(
    incoming: Path, draft_folder: Path, earlier: list[str], written: list[str], made_of: dict[str, str | int]
) -> None:
    """Put the finished files in place of the earlier ones; the mark always lists every file of ours that may lie there."""
    incoming.mkdir(parents=True, exist_ok=True)
    for path in earlier:
        (incoming / path).unlink()
    for folder in sorted((p for p in incoming.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    mark = {"made_of": made_of, "files": {path: _sha256(draft_folder / path) for path in written}}
    beside = incoming / f"{MARK}.new"
    beside.write_text(json.dumps(mark, ensure_ascii=False, indent=1), "utf-8")
    beside.replace(incoming / MARK)
    for path in written:
        (incoming / path).parent.mkdir(parents=True, exist_ok=True)
        (draft_folder / path).replace(incoming / path)
    shutil.rmtree(draft_folder)
