"""A small invented town for the tests of the report room, made by hand: no other room takes part."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.model.codes import Disclosure
from pipelines.model.identity import check_character
from pipelines.model.quarter import Quarter
from pipelines.model.remarks import Remark
from pipelines.model.tables import (
    ACCOUNTING,
    CANDIDATES,
    CLUES,
    DELIVERIES,
    LINKS,
    PERSONS,
    ROWS,
    WARNINGS,
    row_reference,
)
from pipelines.report.contents import Issue, PolicyWords
from pipelines.report.reasons import with_reasons

QUARTER = Quarter(2026, 3)
DEPARTMENTS = {
    "hospital": "卫生院",
    "insurance": "医保局",
    "school": "中心校",
    "civil_affairs": "民政",
    "enterprises": "企业",
}
LISTS = {
    "hospital": ("卫生院/重大疾病.xlsx", "Sheet1", "serious_illness", "on_event_list", "illness"),
    "insurance": ("医保局/大额报销.xlsx", "明细", "settlement", "self_paid", "illness"),
    "school": ("中心校/失学辍学.xls", "Sheet1", "dropout", "dropout", "school_dropout"),
    "civil_affairs": (
        "民政/低保名册.xlsx",
        "柳林村",
        "subsistence_allowance",
        "new_on_roll",
        "new_subsistence_allowance",
    ),
    "enterprises": ("企业/事故报告.docx", "table 1", "incident", "incident", "accident"),
}
SURNAMES = "王李张刘陈杨赵黄周吴"
GIVEN = ("建国", "秀英", "志强", "桂兰", "小军", "玉梅", "德福", "春花", "文博", "子涵")


def id_number(n: int) -> str:
    first = f"341523{1950 + n % 60:04d}{1 + n % 12:02d}{1 + n % 28:02d}{n % 1000:03d}"
    return first + check_character(first)


def person_name(n: int) -> str:
    return SURNAMES[n % 10] + GIVEN[(n // 10 + n) % 10]


def persons(villages: list[tuple[str, str]], homes_each: int) -> pl.DataFrame:
    made: list[dict[str, object]] = []
    for v, (township, village) in enumerate(villages):
        for h in range(homes_each):
            home = f"H{v:03d}{h:04d}"
            n = v * 7919 + h * 31
            members = (("户主", "男"), ("配偶", "女"), ("之子", "男"))
            for m, (relation, sex) in enumerate(members):
                made.append(
                    {
                        "person_id": f"{home}{m}",
                        "household_id": home,
                        "person_name": person_name(n + m),
                        "id_number": id_number(n + m),
                        "sex": sex,
                        "birth_date": f"{1960 + m * 20}-03-0{m + 1}",
                        "township_name": township,
                        "village_name": village,
                        "group_name": f"{'一二三四五六七八九十'[h % 10]}组",
                        "phone": f"1380000{n % 10_000:04d}",
                        "relation": relation,
                        "status": "present",
                        "householder_name": person_name(n),
                        "household_class": ("一般农户", "脱贫户", "监测户")[h % 3],
                        "already_monitored": h % 3 == 2,
                        "household_size": 3,
                        "grid_member": person_name(n + 5),
                        "file": "农户花名册.xlsx",
                        "sheet": village,
                        "row_no": h * 3 + m + 2,
                        "item_no": 1,
                    }
                )
    return PERSONS.conform(pl.DataFrame(made, infer_schema_length=None))


def clue(warning_id: str, home: str, n: int, department: str) -> dict[str, object]:
    file, sheet, list_kind, measure, kind = LISTS[department]
    adds_up = measure == "self_paid"
    rows = [row_reference(str(QUARTER), file, sheet, 5 + n * 3 + k, 1) for k in range(2 if adds_up else 1)]
    return {
        "warning_id": warning_id,
        "household_id": home,
        "person_id": f"{home}{n % 3}",
        "person_name": person_name(n),
        "relation": ("户主", "配偶", "之子")[n % 3],
        "kind": kind,
        "rule": f"{department}_rule",
        "department": department,
        "list_kind": list_kind,
        "measure": measure,
        "value": "23450.00" if adds_up else None,
        "comparator": ">" if adds_up else None,
        "threshold": "20000.00" if adds_up else None,
        "window_from": "2026-07-01",
        "window_to": "2026-09-30",
        "urgency": ("at_once", "this_month", "this_quarter")[n % 3],
        "authority": "干政〔2021〕61号",
        "found_on": "2026-09-28",
        "other_household_id": "H0000001" if n % 5 == 4 else None,
        "rows": "|".join(rows),
    }


def warned(villages: list[tuple[str, str]], each: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    warnings: list[dict[str, object]] = []
    clues: list[dict[str, object]] = []
    codes = list(LISTS)
    for v, (township, village) in enumerate(villages):
        for h in range(each):
            home, warning_id = f"H{v:03d}{h:04d}", f"W{v:03d}{h:04d}"
            its = [clue(warning_id, home, h + k, codes[(h + k) % 5]) for k in range(1 + h % 3)]
            clues.extend(its)
            warnings.append(
                {
                    "warning_id": warning_id,
                    "quarter": str(QUARTER),
                    "household_id": home,
                    "township_name": township,
                    "village_name": village,
                    "kinds": "|".join(dict.fromkeys(str(c["kind"]) for c in its)),
                    "urgency": its[0]["urgency"],
                    "household_class": ("一般农户", "脱贫户", "监测户")[h % 3],
                    "already_monitored": h % 3 == 2,
                    "found_on": "2026-09-28",
                    "visit_by": "2026-10-13" if h % 2 else None,
                    "decide_by": "2026-10-13",
                    "rank": h + 1,
                    "rules": "|".join(str(c["rule"]) for c in its),
                    "rows": "|".join(str(c["rows"]) for c in its),
                    "departments_count": len(its),
                    "amount_yuan": "23450.00",
                }
            )
    return (
        WARNINGS.conform(pl.DataFrame(warnings, schema_overrides=_text(WARNINGS), infer_schema_length=None)),
        CLUES.conform(pl.DataFrame(clues, schema_overrides=_text(CLUES), infer_schema_length=None)),
    )


def _text(table) -> dict[str, pl.DataType]:  # type: ignore[no-untyped-def]
    return {}


def list_rows() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Rows, links and candidates: one settled, one rejected, unknown ones with and without a village, two doubtful."""
    said = [
        ("insurance", 5, "accepted", None, person_name(0), id_number(0), "柳林村", "auto", ""),
        ("insurance", 6, "rejected", "no_person", None, None, "柳林村", None, ""),
        ("insurance", 7, "accepted", None, "孙无名", "3415231970010199", "柳林", "none", ""),
        ("hospital", 8, "accepted", None, "钱外乡", None, "不认识的村", "none", ""),
        ("hospital", 9, "accepted", None, "王建军", id_number(3)[:17] + "5", "柳林村", "review", "H00000000|H00000010"),
        ("school", 10, "accepted", None, "李*国", "****1234", None, "review", "H00100001"),
        ("insurance", 11, "duplicate", None, "孙无名", "3415231970010199", "柳林", "none", ""),
    ]
    rows, links, candidates = [], [], []
    for department, row_no, fate, reason, name, number, village, status, rivals in said:
        file, sheet, list_kind, _, _ = LISTS[department]
        place = {"quarter": str(QUARTER), "department": department, "file": file, "sheet": sheet, "row_no": row_no}
        place["item_no"] = 1
        rows.append(
            {
                **place, "fate": fate, "reason": reason, "list_kind": list_kind, "person_name": name, "sex": "男",
                "id_number": number, "village_name": village, "phone": "13900001111", "notes": "id_invalid" if number else None,
            }
        )  # fmt: skip
        if status:
            links.append({**place, "status": status, "candidates": rivals, "level": "weak"})
        for rank, rival in enumerate(filter(None, rivals.split("|")), 1):
            candidates.append(
                {**place, "candidate_rank": rank, "person_id": rival, "household_id": rival[:8], "level": "weak"}
            )
    return (
        ROWS.conform(pl.DataFrame(rows, infer_schema_length=None)),
        LINKS.conform(pl.DataFrame(links, infer_schema_length=None)),
        CANDIDATES.conform(pl.DataFrame(candidates, infer_schema_length=None)),
    )


def papers() -> tuple[pl.DataFrame, pl.DataFrame]:
    accounting, deliveries = [], []
    for department, (file, sheet, _, _, _) in LISTS.items():
        counts = {"present": 30, "accepted": 24, "duplicate": 1, "rejected": 1, "not_data": 4}
        at = {"quarter": str(QUARTER), "department": department, "file": file}
        accounting.append({**at, "sheet": sheet, **counts})
        deliveries.append({**at, "sha256": "0" * 64, "status": "current", **counts})
    refused = {"quarter": str(QUARTER), "department": None, "file": "其他/坏文件.xlsx", "status": "refused"}
    deliveries.append({**refused, "reason": "truncated", "sha256": "1" * 64})
    return (
        ACCOUNTING.conform(pl.DataFrame(accounting)),
        DELIVERIES.conform(pl.DataFrame(deliveries, infer_schema_length=None)),
    )


VILLAGES = [("干汉河镇", "柳林村"), ("干汉河镇", "新河村"), ("干汉河镇", "石桥村")]


def town(
    villages: list[tuple[str, str]] = VILLAGES,
    each: int = 5,
    homes_each: int = 20,
    disclosure: Disclosure = Disclosure.FULL,
    issued_before: Path | None = None,
) -> Issue:
    """The last village has no warning."""
    people = persons(villages, homes_each)
    warnings, clues = warned(villages[:-1], each)
    rows, links, candidates = list_rows()
    accounting, deliveries = papers()
    return Issue(
        quarter=QUARTER,
        place_label="舒城县干汉河镇",
        as_of=date(2026, 10, 8),
        disclosure=disclosure,
        policy=PolicyWords(
            object_classes=("脱贫监测户", "边缘易致贫户", "突发严重困难户"),
            notes=("收入线6,000元(干政〔2021〕61号,2021年定,此后没有新的)。",),
        ),
        departments=DEPARTMENTS,
        warnings=with_reasons(warnings, clues, disclosure, DEPARTMENTS, people),
        clues=clues,
        persons=people,
        rows=rows,
        links=links,
        candidates=candidates,
        accounting=accounting,
        deliveries=deliveries,
        remarks=(Remark("roll_without_earlier", {"list_kind": "低保名册", "rows": 3}),),
        issued_before=issued_before,
        office_label="干汉河镇乡村振兴办",
    )


def with_frames(issue: Issue, **frames: object) -> Issue:
    return replace(issue, **frames)  # type: ignore[arg-type]
