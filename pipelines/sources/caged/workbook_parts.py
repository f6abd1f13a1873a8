"""``xl/workbook.xml`` and its relations: which part holds which worksheet.

Belongs here: the list of sheets, parsed by expat without document types (refused before).
"""

from __future__ import annotations

from pyexpat import ExpatError, ParserCreate

from .outlet import Refused
from .zip_parts import Package


class Listed:
    """The workbook's list. ``values_are_stale``: the program that wrote it asks to compute everything when opened."""

    def __init__(self) -> None:
        self.parts: list[str] = []  # of each sheet; empty when its relation leads nowhere
        self.values_are_stale = False


def listed_sheets(package: Package) -> Listed:
    """The sheets in the workbook's order, the order in which calamine numbers them too."""
    path = _workbook_path(package)
    targets = _targets(package, path)
    listed = Listed()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}sheet"):
            relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            listed.parts.append(targets.get(relation, ""))
        elif tag.endswith("}calcPr"):
            listed.values_are_stale = attributes.get("fullCalcOnLoad", "0") in ("1", "true")

    parse(package.read(path), start)
    return listed


def parse(markup: bytes, start, end=None, text=None) -> None:  # type: ignore[no-untyped-def]
    """Run expat with handlers over ``markup``; tags and attributes come as ``namespace}name``."""
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(markup, True)
    except ExpatError:
        raise Refused("truncated") from None


def _refuse_entity(*_: object) -> None:
    raise Refused("hostile")


def _workbook_path(package: Package) -> str:
    if "xl/workbook.xml" in package.parts:
        return "xl/workbook.xml"
    return next((name for name in sorted(package.parts) if "workbook" in name and name.endswith(".xml")), "")


def _targets(package: Package, path: str) -> dict[str, str]:
    """Relation id → part name, both relative and absolute targets, never outside the package."""
    folder, _, name = path.rpartition("/")
    targets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            targets[attributes.get("Id", "")] = _joined(folder, attributes.get("Target", ""))

    relations = package.read(f"{folder}/_rels/{name}.rels")
    if relations:
        parse(relations, start)
    return targets


def _joined(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps).lower()
