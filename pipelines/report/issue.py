"""Writing one version of a quarter's issued folder: villages, summary, slips, manifest.

Belongs here: which files there are, what they are called, which are kept from the version before.
Does not: any sheet's layout; publishing the folder (the caller renames it into place).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.model.errors import IssueBlocked
from pipelines.report import manifest
from pipelines.report.clue_lines import clue_lines
from pipelines.report.contents import Issue, PolicyWords
from pipelines.report.entries import Place, entries, householder_of, households
from pipelines.report.filenames import Names
from pipelines.report.manifest import Before, VillageRecord
from pipelines.report.questions import Questions, questions
from pipelines.report.summary import summary_workbook
from pipelines.report.village import VillageContent, village_workbook
from pipelines.report.whereabouts import Whereabouts

__all__ = ["Issue", "PolicyWords", "write_issue"]


@dataclass
class _Folder:
    """The files of the folder being written, by path relative to it."""

    files: dict[str, bytes] = field(default_factory=dict)
    described: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(self, path: str, data: bytes, **description: object) -> str:
        self.files[path] = data
        self.described[path] = {"sha256": manifest.sha256(data), **description}
        return self.described[path]["sha256"]  # type: ignore[return-value]


def village_places(issue: Issue) -> list[Place]:
    """Every village of the registry or with a warning, by township and name."""
    found: set[Place] = set()
    for frame in (issue.persons, issue.warnings):
        for township, village in frame.select("township_name", "village_name").unique().iter_rows():
            found.add((township or "", village or ""))
    return sorted(found)


def gather(issue: Issue, homes: Mapping[str, Mapping[str, object]]) -> tuple[list[VillageContent], Questions]:
    """What each village is told, empty ones included."""
    by_place: dict[Place, list] = defaultdict(list)  # type: ignore[type-arg]
    for entry in entries(issue, homes):
        by_place[entry.place].append(entry)
    lines, places = clue_lines(issue), village_places(issue)
    asked = questions(issue, homes, Whereabouts(places, issue.policy.village_aliases))
    return [
        VillageContent(
            place,
            tuple(by_place[place]),
            {e.warning_id: tuple(lines[e.warning_id]) for e in by_place[place] if e.warning_id in lines},
            tuple(asked.unknown.get(place, ())),
            tuple(asked.review.get(place, ())),
        )
        for place in sorted({*places, *asked.review})
    ], asked


def _withdrawn(content: VillageContent, before: VillageRecord | None, names: Mapping[str, str]) -> list[str]:
    now = {entry.warning_id for entry in content.entries}
    return [names.get(home, "?") for key, (_, home) in (before.lines if before else {}).items() if key not in now]


def _write_village(
    issue: Issue, content: VillageContent, before: Before | None, names: Names, people: Mapping[str, str], out: _Folder
) -> VillageRecord:
    township, village = content.place
    record = before.villages.get(content.place) if before else None
    had_file = record is not None and record.file is not None
    if content.empty:
        state = "withdrawn" if had_file else "none"
        return VillageRecord(township, village, None, None, 0, 0, None, state, send=had_file)
    content_is = content.hash(issue)
    kept = before.kept_bytes(record) if before and record and record.content == content_is else None
    path = record.file if kept and record and record.file else names.village(content.place)
    compared = record if had_file or before else None
    if before and record is None:
        compared = VillageRecord(township, village, None, None, 0, 0, None, "none", send=False)
    data = kept or village_workbook(issue, content, compared, _withdrawn(content, record, people))
    count = len(content.entries)
    digest = out.add(path, data, kind="village", township=township, village=village, warnings=count, content=content_is)
    state = "same" if kept else "changed" if before else "new"
    return VillageRecord(
        township,
        village,
        path,
        digest,
        count,
        content.questions,
        content_is,
        state,
        send=not kept,
        lines=content.lines(),
    )


def write_issue(folder: Path, issue: Issue) -> list[Path]:
    """Write the whole folder, which must be absent or empty; returns the files written, the manifest last.

    Raises IssueBlocked (``issue_folder_not_empty``, ``leak_…``); nothing is written then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise IssueBlocked("issue_folder_not_empty", folder=folder.name)
    homes = households(issue.persons)
    people = {manifest.home_mark(home): householder_of(row) for home, row in homes.items()}
    before = manifest.read_before(issue.issued_before)
    contents, asked = gather(issue, homes)
    names = Names(issue.quarter, [content.place for content in contents])
    out = _Folder()
    records = [_write_village(issue, content, before, names, people, out) for content in contents]
    out.add(names.summary(), summary_workbook(issue, contents, records), kind="summary")
    head = {
        "quarter": str(issue.quarter),
        "place": issue.place_label,
        "disclosure": issue.disclosure.value,
        "warnings": issue.warnings.height,
    }
    out.files[manifest.NAME] = manifest.manifest_bytes(head, out.described, records)
    return _put(folder, out.files)


def _put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    written: Sequence[Path] = [folder / path for path in files]
    for path, data in zip(written, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(written)
