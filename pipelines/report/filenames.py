"""Names of issued files: readable, free of persons, and allowed on Windows."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from pipelines.model.quarter import Quarter
from pipelines.report.entries import Place
from pipelines.report.plain import outside
from pipelines.report.texts import text

_FORBIDDEN = re.compile(r'[<>:"/\\|?*#%&{}$!\'@`=+]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe(name: str, fallback: str) -> str:
    """``name`` as a file or folder name that every system takes; never empty, at most 40 characters."""
    plain = _FORBIDDEN.sub("_", outside(name, 40)).strip(" ._")
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain or fallback


class Names:
    """The files of one issue. A folder per township when there are several; two villages never share a file."""

    def __init__(self, quarter: Quarter, places: Sequence[Place]) -> None:
        self._quarter = quarter
        several = len({township for township, _ in places}) > 1
        self._paths: Mapping[Place, str] = self._distinct(places, several)

    def _distinct(self, places: Sequence[Place], several: bool) -> dict[Place, str]:
        unknown = text("workbook.unknown_village")
        taken: set[str] = set()
        paths = {}
        for township, village in sorted(set(places)):
            folder = f"{safe(township, unknown)}/" if several else ""
            bare = safe(village, unknown)
            path = self._village_path(folder, bare)
            if path.casefold() in taken:
                tail = hashlib.sha256(f"{township}\x1f{village}".encode()).hexdigest()[:6]
                path = self._village_path(folder, f"{bare}_{tail}")
            taken.add(path.casefold())
            paths[township, village] = path
        return paths

    def _village_path(self, folder: str, village: str) -> str:
        return folder + text("workbook.village_file", village=village, quarter=self._quarter)

    def village(self, place: Place) -> str:
        return self._paths[place]

    def summary(self) -> str:
        return text("workbook.summary_file", quarter=self._quarter)

    def slip(self, department: str) -> str:
        return text("workbook.slip_file", department=safe(department, "_"), quarter=self._quarter)
