"""The township or county summary workbook.

Belongs here: its sheets and their columns. Does not: counting (``counts``), charts (``charts``).
"""

from collections.abc import Sequence

import polars as pl

from pipelines.model.codes import DeliveryStatus, LinkStatus
from pipelines.report import counts
from pipelines.report.cells import Book, height_for, page_lines
from pipelines.report.charts import write_charts
from pipelines.report.contents import Issue
from pipelines.report.grid import Col, Value, write_grid
from pipelines.report.manifest import VillageRecord
from pipelines.report.place_sheets import PLACE, shown_place, write_places
from pipelines.report.plain import outside
from pipelines.report.questions import Questions, said_of
from pipelines.report.receipt import Body, bodies, why_not_used
from pipelines.report.texts import text

_STATUS_LABELS = {status.value: status.label for status in DeliveryStatus}
_COMPARED = ("now", "before", "new", "repeated", "risen", "gone")
_COMPARE = (*PLACE, *(Col(key, 90, "number") for key in _COMPARED))
_SEND = (
    *PLACE,
    Col("state", 130, "center"),
    *(Col(key, 80, "number") for key in ("households", "lines_new", "lines_changed", "lines_withdrawn")),
    Col("file", 300),
)
_ACCOUNTING = (
    Col("department", 70, "center"),
    Col("file", 320),
    Col("sheet", 110),
    *(Col(key, 62, "number") for key in ("present", "accepted", "duplicate", "rejected", "not_data")),
    Col("balance", 56, "center"),
)
_UNUSED = (Col("department", 80, "center"), Col("file", 330), Col("status", 130, "center"), Col("why", 350, "long"))
_UNPLACED = (
    Col("department", 66, "center"),
    Col("list_kind", 90, "center"),
    Col("list_name", 76, "center"),
    Col("sex", 38, "center"),
    Col("born", 82, "center"),
    Col("id_last_four", 72, "center"),
    Col("list_place", 130),
    Col("list_relative", 76, "center"),
    Col("file", 150),
    Col("sheet", 64),
    Col("row", 46, "center"),
)


class _Summary:
    """The counted issue; each method writes one sheet."""

    def __init__(self, issue: Issue, records: Sequence[VillageRecord], asked: Questions) -> None:
        quarter = text("workbook.quarter", year=issue.quarter.year, number=issue.quarter.number)
        self.title = text("summary.title", place=issue.place_label, quarter=quarter)
        self.book = Book(self.title, {"bidui_quarter": str(issue.quarter)})
        self.issue, self.records, self.asked = issue, records, asked
        self.by_village = counts.kinds_of(issue.warnings)
        self.compared = counts.compared_by_village(issue)
        self.links = counts.links_by_department(issue)

    def overview(self) -> None:
        sheet = self.book.sheet(text("summary.sheet_overview"), (40, 850))
        looks = self.book.looks
        sheet.set_row(0, 32)
        sheet.merge_range(0, 0, 0, 1, self.title, looks["title"])
        office = self.issue.office_label or self.issue.place_label
        issued_by = text("summary.issued_by", office=office, notice=text("workbook.notice"))
        sheet.merge_range(1, 0, 1, 1, issued_by, looks["note"])
        sheet.set_row(1, 22)
        row = 2
        for heading, lines in self._parts():
            if not lines:
                continue
            sheet.merge_range(row, 0, row, 1, text(heading), looks["section"])
            sheet.set_row(row, 26)
            for number, line in enumerate(lines, 1):
                sheet.write_string(row + number, 0, str(number), looks["center"])
                sheet.write_string(row + number, 1, line, looks["long"])
                sheet.set_row(row + number, height_for([line], [850]))
            row += len(lines) + 1
        page_lines(sheet, self.title, sign=False)

    def _parts(self) -> list[tuple[str, Sequence[str]]]:
        policy = self.issue.policy
        return [
            ("summary.part_numbers", self._numbers()),
            ("summary.part_send", self._sending()),
            ("summary.part_remarks", counts.remark_sentences(self.issue)),
            ("summary.part_policy", policy.notes),
            ("summary.part_rules", policy.rules),
        ]

    def _numbers(self) -> list[str]:
        issue, everything = self.issue, counts.total(self.by_village.values())
        names = ("present", "accepted", "duplicate", "rejected", "not_data")
        rows = {name: int(issue.accounting[name].sum() or 0) for name in names}
        used = issue.deliveries.filter(pl.col("status") == DeliveryStatus.CURRENT.value).height
        files = {"files": issue.deliveries.height, "used": used, "unused": issue.deliveries.height - used}
        links = counts.total(counter for _, counter in self.links)
        by_status = {status.value: links[f"status.{status.value}"] for status in LinkStatus}
        urgencies = {urgency.value: everything[urgency.value] for urgency in counts.URGENCIES}
        zero = sum(record.state in ("none", "withdrawn") for record in self.records)
        warned = sum(record.warnings > 0 for record in self.records)
        households = {"households": everything["all"], "monitored": everything["monitored"]}
        before = counts.total(self.compared.values())
        compared = text("summary.n_compare", **{key: before[key] for key in _COMPARED})
        return [
            text("summary.n_villages", warned=warned, villages=len(self.records), zero=zero),
            text("summary.n_households", **households, **urgencies),
            compared if issue.earlier_warnings is not None else text("summary.n_compare_none"),
            text("summary.n_files", **files),
            text("summary.n_rows", **rows),
            text("summary.n_links", **by_status),
        ]

    def _sending(self) -> list[str]:
        first = [r for r in self.records if r.state == "new"]
        again = [r.village for r in self.records if r.state == "changed"]
        withdrawn = [r.village for r in self.records if r.state == "withdrawn"]
        joint, lines = text("list.joint"), []
        if first:
            lines.append(text("summary.send_first", count=len(first)))
        if again:
            lines.append(text("summary.send_again", count=len(again), villages=joint.join(again)))
        if withdrawn:
            lines.append(text("summary.send_withdrawn", count=len(withdrawn), villages=joint.join(withdrawn)))
        return lines or [text("summary.send_nothing")]

    def links_sheets(self) -> None:
        lines = counts.status_lines(self.links)
        statuses = (Col("auto", 130, "number"), Col("to_review", 130, "number"), Col("not_linked", 130, "number"))
        first = (Col("department", 140, "center"), Col("rows_linked", 130, "number"))
        columns = (*first, *statuses, Col("link_share", 130, "share"))
        note = text("summary.note_links")
        name = text("summary.sheet_links")
        write_grid(self.book, name, self.title, note, columns, lines[:-1], total=lines[-1])
        departments = [Col(label, 90, "number", label=label) for label, _ in self.links]
        levels = (Col("level", 300), *departments, Col("all", 90, "number", label=text("summary.total")))
        note = text("summary.note_levels")
        write_grid(self.book, text("summary.sheet_levels"), self.title, note, levels, counts.level_lines(self.links))

    def accounting(self) -> None:
        names = ("present", "accepted", "duplicate", "rejected", "not_data")
        lines: list[list[Value]] = []
        for one in self.issue.accounting.sort("quarter", "file", "sheet").iter_rows(named=True):
            numbers = [int(one[name] or 0) for name in names]
            balance = text("summary.balanced" if numbers[0] == sum(numbers[1:]) else "summary.not_balanced")
            sheet = outside(one["sheet"] or "", 60)
            lines.append([self._department(one["department"]), outside(one["file"], 120), sheet, *numbers, balance])
        total: list[Value] = [
            text("summary.total"),
            "",
            "",
            *(sum(_int(line[3 + at]) for line in lines) for at in range(5)),
            "",
        ]
        note, name = text("summary.note_accounting"), text("summary.sheet_accounting")
        write_grid(self.book, name, self.title, note, _ACCOUNTING, lines, total=total)

    def unused(self) -> None:
        found = self.issue.deliveries.filter(pl.col("status") != DeliveryStatus.CURRENT.value).sort("quarter", "file")
        receipts = bodies(self.issue.receipts)
        lines = [
            [
                self._department(one["department"]),
                outside(one["file"], 120),
                _STATUS_LABELS.get(one["status"], one["status"]),
                _why(one["status"], one["reason"], receipts.get(one["file"])),
            ]
            for one in found.iter_rows(named=True)
        ]
        note = text("summary.note_unused" if lines else "summary.note_unused_none")
        write_grid(self.book, text("summary.sheet_unused"), self.title, note, _UNUSED, lines)

    def compare(self) -> None:
        known = self.issue.earlier_warnings is not None
        lines: list[list[Value]] = [
            [*shown_place(place), *(self.compared[place][key] for key in _COMPARED)] for place in sorted(self.compared)
        ]
        everything = counts.total(self.compared.values())
        total: list[Value] = [text("summary.total"), "", *(everything[key] for key in _COMPARED)]
        note = text("summary.note_compare" if known else "summary.n_compare_none")
        name = text("summary.sheet_compare")
        write_grid(self.book, name, self.title, note, _COMPARE, lines, total=total if known else ())

    def send(self) -> None:
        lines: list[list[Value]] = [
            [
                *shown_place((record.township, record.village)),
                text(f"state.{record.state}"),
                *(record.warnings, record.new, record.changed, record.withdrawn),
                record.file or "",
            ]
            for record in sorted(self.records, key=lambda r: (_SEND_ORDER.get(r.state, 9), r.township, r.village))
        ]
        write_grid(self.book, text("summary.sheet_send"), self.title, text("summary.note_send"), _SEND, lines)

    def unplaced(self) -> None:
        lines: list[list[Value]] = [
            [
                *said_of(row, self.issue),
                outside(str(row["file"]), 120),
                outside(str(row["sheet"] or ""), 40),
                str(row["row_no"]),
            ]
            for row in self.asked.unplaced
        ]
        note = text("summary.note_unplaced" if lines else "summary.note_unplaced_none")
        write_grid(self.book, text("summary.sheet_unplaced"), self.title, note, _UNPLACED, lines)

    def charts(self) -> None:
        several = len({record.township for record in self.records}) > 1
        names = {(t, v): f"{t}{v}" if several else v for t, v in self.by_village}
        villages = [(outside(names[place], 24), counter["all"]) for place, counter in self.by_village.items()]
        departments: list[list[Value]] = [
            [label, *(counter[f"status.{status.value}"] for status in LinkStatus)] for label, counter in self.links
        ]
        write_charts(self.book, self.title, villages, counts.compared_by_kind(self.issue), departments)

    def _department(self, code: object) -> str:
        return self.issue.departments.get(str(code), str(code or ""))


_SEND_ORDER = {"changed": 0, "withdrawn": 1, "new": 2, "none": 3, "same": 4}


def _why(status: str, reason: str | None, receipt: Body | None) -> str:
    return why_not_used(reason, receipt) if reason else _STATUS_LABELS.get(status, status)


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0


def summary_workbook(issue: Issue, records: Sequence[VillageRecord], asked: Questions) -> bytes:
    """The whole file, for one version's village records (their states say what to send)."""
    summary = _Summary(issue, records, asked)
    summary.overview()
    write_places(summary.book, summary.title, records, summary.by_village, asked)
    summary.send()
    summary.compare()
    summary.links_sheets()
    summary.accounting()
    summary.unused()
    summary.unplaced()
    summary.charts()
    return summary.book.finish()
