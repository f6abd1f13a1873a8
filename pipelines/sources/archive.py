"""A .zip of several files: each member is read in a cage of its own, nothing is extracted to disk.

Belongs here: opening the outer container in memory, counted, by the same preflight that a workbook's container passes.
Archives inside archives stay unread (refused as an unknown format).
"""

import dataclasses
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines.model.codes import FileRefusal
from pipelines.sources.cage import read_bytes
from pipelines.sources.caged.outlet import Refused
from pipelines.sources.caged.zip_parts import Package
from pipelines.sources.limits import DEPARTMENT_LIST, Limits
from pipelines.sources.workbook import Workbook

_MOST_MEMBERS = 500
_LITTER = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_REFUSALS = {code.value: code for code in FileRefusal}


def is_archive(workbook: Workbook) -> bool:
    """Whether what ``read_workbook`` refused is a plain .zip, whose members ``read_members`` reads."""
    return workbook.kind == "zip" and workbook.refusal is FileRefusal.UNKNOWN_FORMAT


def read_members(path: Path, limits: Limits = DEPARTMENT_LIST) -> Iterator[tuple[str, Workbook]]:
    """(member name, workbook) for each file inside, in the order of their names; a bad member spoils itself only.

    The file may have changed since it was found to be an archive: then nothing comes, or a refusal under the name "".
    """
    try:
        package = Package(path.read_bytes(), dataclasses.asdict(limits))
    except Refused as refusal:
        yield "", Workbook("", "zip", refusal=_REFUSALS[str(refusal.args[0])])
        return
    wanted = sorted((part for part in package.parts.values() if not _is_litter(part.name)), key=lambda part: part.name)
    for number, part in enumerate(wanted):
        if number == _MOST_MEMBERS:
            yield "", Workbook("", "zip", refusal=FileRefusal.TOO_LARGE)
            return
        try:
            content = b"".join(package.pieces(part))
        except Refused as refusal:
            yield part.name, Workbook("", "", refusal=_REFUSALS[str(refusal.args[0])])
            continue
        yield part.name, read_bytes(content, limits)


def _is_litter(name: str) -> bool:
    """What file managers leave in archives unasked."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.lower() in _LITTER or path.name.startswith(("._", "~$"))
