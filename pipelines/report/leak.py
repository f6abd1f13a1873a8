"""The leak gate: every outgoing file is looked through before anything is published.

Belongs here: what may not leave. No full identity number (nor any number of 15 digits or more) in any cell, sheet name,
defined name, property, header or file name; telephones only in the telephone column of a village workbook; in a slip only
files of its own department; no formula. It reads the finished bytes, not what the writers meant to write.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from html import unescape

from pipelines.model.errors import IssueBlocked
from pipelines.report.plain import has_long_number, has_telephone

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
_SHARED = re.compile(r"<si>(.*?)</si>", re.S)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.S)
_VALUE = re.compile(r"<v>(.*?)</v>", re.S)
_SHEET = re.compile(r'<sheet name="([^"]*)" sheetId="(\d+)"')
_MARKUP_TEXT = re.compile(r">([^<]+)<|=\"([^\"]*)\"")
_DRAWN = re.compile(r"\d+\.\d+(?:[eE][-+]?\d+)?")  # widths and positions are fractions with many digits


def _plain(xml: str) -> str:
    return unescape("".join(_TEXT.findall(xml)))


class _Parts:
    """The parts of a workbook file: cells by sheet, and every other text in it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name).decode("utf-8") for name in sorted(archive.namelist())}
        strings = self._parts.get("xl/sharedStrings.xml", "")
        self._shared = [_plain(item) for item in _SHARED.findall(strings)]
        self.sheet_names = {
            f"xl/worksheets/sheet{number}.xml": unescape(name)
            for name, number in _SHEET.findall(self._parts.get("xl/workbook.xml", ""))
        }

    def cells(self, part: str) -> Iterator[tuple[str, int, str]]:
        """(column letters, row, text as shown or stored) of every cell with a value."""
        for column, row, attributes, inside in _CELL.findall(self._parts[part]):
            if not inside:
                continue
            value = _VALUE.search(inside)
            if 't="s"' in attributes and value:
                yield column, int(row), self._shared[int(value[1])]
            elif value:
                yield column, int(row), _number(unescape(value[1]))
            else:
                yield column, int(row), _plain(inside)

    def has_formula(self, part: str) -> bool:
        return "<f>" in self._parts[part] or "<f " in self._parts[part]

    def other_texts(self) -> Iterator[tuple[str, str]]:
        """(part, text) of everything that is no cell: properties, names, headers, validations, charts."""
        for name, body in self._parts.items():
            if name == "xl/sharedStrings.xml":
                continue
            outside_cells = _CELL.sub("", body) if name in self.sheet_names else body
            for inner, attribute in _MARKUP_TEXT.findall(outside_cells):
                yield name, unescape(inner or attribute)


def _number(value: str) -> str:
    """A stored number as digits: a whole one written as a fraction or power of ten is still a number of 18 digits."""
    try:
        return f"{float(value):.0f}" if abs(float(value)) >= 1e9 else value.split(".")[0]
    except ValueError:
        return value


def check_file(
    path: str, data: bytes, phone_cells: Collection[tuple[str, str]] = (), own_files: Collection[str] | None = None
) -> None:
    """Raise IssueBlocked (``leak_…``, with file and sheet, never a value) when ``data`` says what may not leave.

    ``phone_cells``: (sheet name, column letters) where telephones may stand. ``own_files``: for a slip, the texts its first
    column may hold.
    """
    if has_long_number(path) or has_telephone(path):
        raise IssueBlocked("leak_file_name", kind="xlsx")
    parts = _Parts(data)
    for part, sheet in parts.sheet_names.items():
        if parts.has_formula(part):
            raise IssueBlocked("leak_formula", file=path, sheet=sheet)
        _check_cells(path, sheet, parts.cells(part), phone_cells)
        if own_files is not None:
            _check_own(path, sheet, parts.cells(part), own_files)
    for part, text in parts.other_texts():
        if has_long_number(_DRAWN.sub("", text)) or (part.startswith("docProps") and has_telephone(text)):
            raise IssueBlocked("leak_id_number", file=path, sheet=parts.sheet_names.get(part, part))


def _check_cells(
    path: str, sheet: str, cells: Iterator[tuple[str, int, str]], phone_cells: Collection[tuple[str, str]]
) -> None:
    for column, _, text in cells:
        if has_long_number(text):
            raise IssueBlocked("leak_id_number", file=path, sheet=sheet)
        if (sheet, column) not in phone_cells and has_telephone(text):
            raise IssueBlocked("leak_phone", file=path, sheet=sheet)


def _check_own(path: str, sheet: str, cells: Iterator[tuple[str, int, str]], own: Collection[str]) -> None:
    for column, row, text in cells:
        if column == "A" and row > 3 and text not in own:
            raise IssueBlocked("leak_foreign_row", file=path, sheet=sheet)


_FINGERPRINT = re.compile(r'"[0-9a-f]{12,64}"')


def check_manifest(path: str, data: bytes) -> None:
    """The manifest holds places, counts and fingerprints; anything like a long number or a telephone stops the issue."""
    text = _FINGERPRINT.sub("", data.decode("utf-8"))
    if has_long_number(text) or has_telephone(text):
        raise IssueBlocked("leak_id_number", file=path, sheet="")
