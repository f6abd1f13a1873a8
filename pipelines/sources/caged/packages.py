"""Zip containers of office programs: which document is inside, is it safe to hand to the reader, what else lies in it.

Belongs here: what holds for the container as a whole. One worksheet's XML is scanned in ``worksheet_scan.py``.
"""

from __future__ import annotations

import re

from .outlet import Outlet, Refused
from .spreadsheet import read_spreadsheet
from .zip_parts import Package, Part

TYPE_CHECKING = False  # importing typing would cost the child 10 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MARKUP = (".xml", ".rels", ".vml")
_UNIQUE = re.compile(rb"<(?:\w+:)?sst\b[^>]*?\buniqueCount\s*=\s*[\"'](\d+)")
_REMARKS = (
    ("macros", re.compile(r"(^|/)vbaproject\.bin$|^xl/macrosheets/")),
    ("external_links", re.compile(r"^xl/externallinks/[^/]+\.(xml|bin)$")),
    ("embedded_objects", re.compile(r"^(xl|word)/embeddings/")),
    ("pictures", re.compile(r"^(xl|word)/media/|^pictures/")),
)


def read_package(data: bytes, outlet: Outlet, limits: dict[str, Any]) -> None:
    """A document in a zip container."""
    package = Package(data, limits)
    kind = _kind_of(package)
    outlet.kind(kind)
    for code, pattern in _REMARKS:
        if any(map(pattern.search, package.parts)):
            outlet.remark(code)
    reader = _READERS.get(kind)
    if reader is None:
        raise Refused("unknown_format")
    reader(data, package, outlet, limits)


def _kind_of(package: Package) -> str:
    names = package.parts
    mimetype = package.read("mimetype", 1000).strip()
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return "ods" if mimetype.endswith((b".spreadsheet", b".spreadsheet-template")) else "opendocument"
    if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsm" if any(name.endswith("vbaproject.bin") for name in names) else "xlsx"
    if "word/document.xml" in names:
        return "docx"
    return "pptx" if any(name.startswith("ppt/") for name in names) else "zip"


def _read_xlsx(data: bytes, package: Package, outlet: Outlet, limits: dict[str, Any]) -> None:
    from .worksheet_scan import scan_worksheets

    _judge_markup(package, limits, skip="xl/worksheets/sheet")
    read_spreadsheet(data, outlet, limits, scan_worksheets(package, limits))


def _read_xlsb(data: bytes, package: Package, outlet: Outlet, limits: dict[str, Any]) -> None:
    _judge_markup(package, limits)
    read_spreadsheet(data, outlet, limits, {})


def _read_ods(data: bytes, package: Package, outlet: Outlet, limits: dict[str, Any]) -> None:
    from .opendocument import read_sheets

    if b"encryption-data" in package.read("meta-inf/manifest.xml"):
        raise Refused("password")
    _judge_markup(package, limits)
    read_sheets(package.read("content.xml", limits["unpacked_bytes"]), outlet, limits)


def _read_docx(data: bytes, package: Package, outlet: Outlet, limits: dict[str, Any]) -> None:
    from .docx import read_tables

    _judge_markup(package, limits)
    read_tables(package.read("word/document.xml", limits["unpacked_bytes"]), outlet, limits)


_READERS: dict[str, Callable[[bytes, Package, Outlet, dict[str, Any]], None]] = {
    "xlsx": _read_xlsx,
    "xlsm": _read_xlsx,
    "xlsb": _read_xlsb,
    "ods": _read_ods,
    "docx": _read_docx,
}


def _judge_markup(package: Package, limits: dict[str, Any], skip: str | None = None) -> None:
    """Inflate and count every markup part; no document type, no entities, no more strings or styles than are sane."""
    for name, part in package.parts.items():
        if not name.endswith(_MARKUP) or (skip and name.startswith(skip)):
            continue
        strings = styles = 0
        tail = b""
        for number, piece in enumerate(package.pieces(part)):
            if declares_entities(tail + piece):
                raise Refused("hostile")
            tail = piece[-16:]
            strings += piece.count(b"<si>") if "sharedstrings" in name else 0
            styles += piece.count(b"<xf ") if "styles" in name else 0
            if number == 0 and "sharedstrings" in name:
                _judge_unique_count(piece, part)
        if strings > limits["strings"] or styles > limits["styles"]:
            raise Refused("too_large")


def declares_entities(markup: bytes) -> bool:
    """Whether a document type or an entity is declared. Office programs never do; bombs must."""
    return b"<!DOCTYPE" in markup or b"<!ENTITY" in markup or b"<!doctype" in markup


def _judge_unique_count(piece: bytes, part: Part) -> None:
    """Readers reserve memory for as many strings as are announced: no more than fit into the part."""
    found = _UNIQUE.search(piece[:4096])
    if found and (len(found[1]) > 9 or int(found[1]) * 5 > part.unpacked + 4096):
        raise Refused("hostile")
