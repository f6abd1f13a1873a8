"""Writing one version of a quarter's issued folder: villages, summary, slips, manifest.

Belongs here: which files there are, what they are called, which are kept from the version before.
Does not: any sheet's layout; publishing the folder (the caller renames it into place).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from pipelines.model.errors import IssueBlocked
from pipelines.report import leak, manifest
from pipelines.report.clue_lines import clue_lines
from pipelines.report.contents import Issue, PolicyWords
from pipelines.report.entries import Entry, Place, entries, householder_of, households, place_of
from pipelines.report.filenames import Names
from pipelines.report.manifest import Before, VillageRecord
from pipelines.report.plain import outside
from pipelines.report.questions import Questions, questions
from pipelines.report.slip import slip_departments, slip_workbook
from pipelines.report.summary import summary_workbook
from pipelines.report.texts import text
from pipelines.report.village import VillageContent, phone_cells, village_workbook
from pipelines.report.whereabouts import Whereabouts

__all__ = ["Issue", "PolicyWords", "write_issue"]


@dataclass
class _Folder:
    """The files of the folder being written, by path relative to it. Nothing gets in unchecked."""

    files: dict[str, bytes] = field(default_factory=dict)
    described: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(
        self,
        path: str,
        data: bytes,
        description: Mapping[str, object],
        phones: Collection[tuple[str, str]] = (),
        own_files: Collection[str] | None = None,
    ) -> str:
        leak.check_file(path, data, phones, own_files)
        digest = manifest.sha256(data)
        self.files[path] = data
        self.described[path] = {"sha256": digest, **description}
        return digest


def village_places(issue: Issue) -> list[Place]:
    """Every village of the registry or with a warning, by township and name."""
    found: set[Place] = set()
    for frame in (issue.persons, issue.warnings):
        for township, village in frame.select("township_name", "village_name").unique().iter_rows():
            found.add(place_of(township, village))
    return sorted(found)


def gather(issue: Issue, homes: Mapping[str, Mapping[str, object]]) -> tuple[list[VillageContent], Questions]:
    """What each village is told, empty ones included; and all open questions."""
    by_place: dict[Place, list[Entry]] = defaultdict(list)
    for entry in entries(issue, homes):
        by_place[entry.place].append(entry)
    lines, places = clue_lines(issue), village_places(issue)
    asked = questions(issue, homes, Whereabouts(places, issue.policy.village_aliases))
    contents = [
        VillageContent(
            place,
            tuple(by_place[place]),
            {e.warning_id: tuple(lines[e.warning_id]) for e in by_place[place] if e.warning_id in lines},
            tuple(asked.unknown.get(place, ())),
            tuple(asked.review.get(place, ())),
        )
        for place in sorted({*places, *asked.review})
    ]
    return contents, asked


class _Writer:
    """Writes the villages of one issue, keeping what did not change since the version before."""

    def __init__(self, issue: Issue, homes: Mapping[str, Mapping[str, object]], contents: Sequence[VillageContent]):
        self.issue = issue
        self.before: Before | None = manifest.read_before(issue.issued_before)
        self.names = Names(issue.quarter, [content.place for content in contents])
        self._homes = homes
        self._householders: dict[str, str] | None = None

    def _householder(self, mark: str) -> str:
        if self._householders is None:
            self._householders = {manifest.home_mark(home): householder_of(row) for home, row in self._homes.items()}
        return self._householders.get(mark) or text("list.unknown_household")

    def _record_before(self, place: Place) -> VillageRecord | None:
        """The village in the version before; an empty one when that version did not know it; None for a first issue."""
        if self.before is None:
            return None
        known = self.before.villages.get(place)
        return known or VillageRecord(*place, None, None, 0, 0, None, "none", send=False)

    def village(self, content: VillageContent, out: _Folder) -> VillageRecord:
        """Write, or keep, one village's workbook; a village with nothing gets none."""
        earlier = self._record_before(content.place)
        now = {entry.warning_id for entry in content.entries}
        gone = [mark for key, (_, mark) in (earlier.lines if earlier else {}).items() if key not in now]
        if content.empty:
            told_before = earlier is not None and earlier.file is not None
            state = "withdrawn" if told_before else "none"
            nothing = VillageRecord(*content.place, None, None, 0, 0, None, state, send=told_before)
            return replace(nothing, withdrawn=len(gone))
        content_is = content.hash(self.issue)
        kept = self.before.kept_bytes(earlier) if self.before and earlier and earlier.content == content_is else None
        path = earlier.file if kept and earlier and earlier.file else self.names.village(content.place)
        marks = content.marks_against(earlier)
        withdrawn = [self._householder(mark) for mark in gone]
        data = kept or village_workbook(self.issue, content, marks, withdrawn)
        counted = list(marks.values())
        record = VillageRecord(
            *content.place,
            file=path,
            sha256=manifest.sha256(data),
            warnings=len(content.entries),
            questions=content.questions,
            content=content_is,
            state="same" if kept else "changed" if self.before else "new",
            send=not kept,
            new=0 if kept else counted.count(text("mark.new")),
            changed=0 if kept else counted.count(text("mark.changed")),
            withdrawn=0 if kept else len(gone),
            lines=content.lines,
        )
        township, village = content.place
        described = {"kind": "village", "township": township, "village": village, "warnings": record.warnings}
        out.add(path, data, {**described, "content": content_is}, phone_cells())
        return record


def _add_slips(issue: Issue, names: Names, out: _Folder) -> None:
    for department in slip_departments(issue):
        data, count = slip_workbook(issue, department)
        mine = pl.col("department") == department
        sent = {*issue.rows.filter(mine)["file"].unique(), *issue.deliveries.filter(mine)["file"].unique()}
        described = {"kind": "slip", "department": department, "rows": count}
        own = {outside(file, 120) for file in sent}
        out.add(names.slip(issue.departments[department]), data, described, own_files=own)


def _content_of(issue: Issue, records: Sequence[VillageRecord], asked: Questions, out: _Folder) -> str:
    """One hash over everything said in this version, leaving aside what was said before it."""
    plain = [
        replace(r, file=None, sha256=None, state="none", send=False, new=0, changed=0, withdrawn=0) for r in records
    ]
    others = sorted((path, one["sha256"]) for path, one in out.described.items() if one["kind"] != "village")
    return manifest.content_hash([plain, others, manifest.sha256(summary_workbook(issue, plain, asked))])


def write_issue(folder: Path, issue: Issue) -> list[Path]:
    """Write the whole folder, which must be absent or empty; returns the files written, the manifest last.

    When nothing at all changed since ``issue.issued_before``, the folder is that version again, byte for byte.
    Raises IssueBlocked (``issue_folder_not_empty``, ``leak_…``); nothing is written then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise IssueBlocked("issue_folder_not_empty", folder=folder.name)
    homes = households(issue.persons)
    contents, asked = gather(issue, homes)
    writer, out = _Writer(issue, homes, contents), _Folder()
    records = [writer.village(content, out) for content in contents]
    _add_slips(issue, writer.names, out)
    content = _content_of(issue, records, asked, out)
    if writer.before is not None and writer.before.content == content:
        unchanged = writer.before.whole()
        if unchanged is not None:
            return _put(folder, unchanged)
    out.add(writer.names.summary(), summary_workbook(issue, records, asked), {"kind": "summary"})
    head = {
        "quarter": str(issue.quarter),
        "place": issue.place_label,
        "disclosure": issue.disclosure.value,
        "warnings": issue.warnings.height,
        "content": content,
    }
    listing = manifest.manifest_bytes(head, out.described, records)
    leak.check_manifest(manifest.NAME, listing)
    return _put(folder, {**out.files, manifest.NAME: listing})


def _put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    written: Sequence[Path] = [folder / path for path in files]
    for path, data in zip(written, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(written)
