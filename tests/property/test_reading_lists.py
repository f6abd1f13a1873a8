"""Whatever a sheet holds: nothing raises, every row has its fate, and order and file names change no value."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.quarter import Quarter
from pipelines.model.tables import ROWS
from pipelines.sources.checksums import is_plain, valid_plain
from pipelines.sources.department import departments
from pipelines.sources.fates import account, mark_duplicates
from pipelines.sources.intake import FileRead, read_file
from pipelines.sources.listing import Scope
from pipelines.sources.people import read_id
from pipelines.sources.registry import read_registry_file, shape_registry
from pipelines.sources.workbook import Merge, Sheet, Workbook

_LABELS = (
    "序号 姓名 身份证号 户主姓名 监护人 村 组 联系电话 病种 确诊日期 总费用 基金支付总额 个人负担 月保障金 事故时间 "
    "伤害程度 学校 年级 辍学原因 备注 与户主关系 户编号"
)
_WORDS = (
    "合计 小计 石湾村 石湾村（3人） 填表人：王五 注：本表一式三份 2026年9月30日 张一 李梅 11010519491231002X "
    "110105********002X 无 / 2026.7.3 约2万 1,200.50元 测试"
)
_ODD = "n1 n2 n110105194912310100 n46206 n1e300 n-5.5 e#REF! b1 d2026-07-03T00:00:00 d08:30:00"
_CELLS = st.one_of(
    st.just(""),
    st.sampled_from(_LABELS.split()).map("s{}".format),
    st.sampled_from(_WORDS.split()).map("s{}".format),
    st.sampled_from(_ODD.split()),
    st.text(max_size=8).map("s{}".format),
)
_ROWS = st.lists(st.lists(_CELLS, max_size=8), max_size=25)
_SPAN = st.tuples(st.integers(1, 25), st.integers(0, 4), st.integers(1, 8), st.integers(0, 4))
_MERGES = st.lists(_SPAN.map(lambda s: Merge(s[0], s[0] + s[1], s[2], s[2] + s[3])), max_size=4).map(tuple)
_SHEETS = st.builds(Sheet, st.sampled_from(["Sheet1", "石湾村", ""]), _ROWS, _MERGES)
_QUARTER = Quarter.parse("2026Q3")
_SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _read(sheets: list[Sheet], file: str = "医保局/名单.xlsx") -> FileRead:
    scope = Scope(file, _QUARTER, departments(), frozenset({"石湾"}))
    return read_file(Workbook("0" * 64, "xlsx", tuple(sheets)), scope)


def _closes(rows: pl.DataFrame, sheet: Sheet) -> None:
    assert set(rows["row_no"]) == set(range(1, len(sheet.rows) + 1))
    assert rows.select("row_no", "item_no").is_unique().all()
    counts = account(rows, {(rows["file"][0], sheet.name): len(sheet.rows)})
    fates = counts.select("accepted", "duplicate", "rejected", "not_data").sum_horizontal()
    assert (fates == counts["present"]).all()
    assert counts["present"].sum() == rows.height == len(sheet.rows) + (rows["item_no"] > 1).sum()


@_SLOW
@given(_SHEETS)
def test_any_sheet_is_accounted_for(sheet: Sheet) -> None:
    read = _read([sheet])
    if read.status == "current":
        _closes(ROWS.conform(mark_duplicates(read.rows)), sheet)
    else:
        assert read.reason
        assert read.rows.is_empty()


@_SLOW
@given(_ROWS)
def test_any_rows_under_a_real_header_are_accounted_for(rows: list[list[str]]) -> None:
    header = ["s序号", "s参保人", "s证件号码", "s村", "s总费用", "s基金支付总额", "s个人负担", "s结算日期"]
    first = ["n1", "s张一", "s11010519491231002X", "s石湾村", "n900", "n600", "n300", "s2026.7.3"]
    sheet = Sheet("Sheet1", [["s大额报销名单"], header, first, *rows])
    read = _read([sheet])
    assert read.status == "current"
    _closes(ROWS.conform(mark_duplicates(read.rows)), sheet)


@_SLOW
@given(_ROWS, _MERGES)
def test_any_registry_is_accounted_for(rows: list[list[str]], merges: tuple[Merge, ...]) -> None:
    first = ["sH1", "s张一", "s张一", "s11010519491231002X", "s户主", "s正常", "s一般农户", "n1"]
    header = ["s户编号", "s户主姓名", "s姓名", "s身份证号", "s与户主关系", "s人员状态", "s户类型", "s家庭人口"]
    sheet = Sheet("石湾村", [["s农户花名册"], header, first, *rows], merges)
    registry = shape_registry([read_registry_file(Workbook("0" * 64, "xlsx", (sheet,)), "花名册.xlsx")])
    _closes(registry.rows, sheet)
    assert registry.persons.select("person_id", "household_id").is_unique().all()
    assert registry.persons.select("person_id", "household_id", "status").null_count().sum_horizontal().item() == 0


_NAMES = st.text("张王李赵芳强伟国·", min_size=2, max_size=4).filter(lambda text: "·" not in (text[0], text[-1]))
_PEOPLE = st.lists(
    st.tuples(_NAMES, st.integers(0, 10**17 - 1).map("{:017d}X".format), st.decimals(200, 10**7, places=2)),
    min_size=1,
    max_size=12,
    unique=True,
)


def _values(read: FileRead) -> list[tuple[object, ...]]:
    people = ROWS.conform(read.rows).filter(pl.col("fate") != "not_data")
    shown = people.select("person_name", "id_number", "self_paid_yuan", "list_kind", "fate")
    return sorted(shown.rows(), key=repr)


@_SLOW
@given(_PEOPLE, st.randoms(use_true_random=False), st.sampled_from(["a.xlsx", "民政/b.xlsx", "学校/2026/c.xlsx"]))
def test_row_order_and_file_name_change_no_value(people, chance, name) -> None:  # type: ignore[no-untyped-def]
    head = [["s大额报销名单"], ["s姓名", "s身份证号", "s个人负担", "s基金支付总额", "s结算流水号"]]
    lines = [[f"s{n}", f"s{number}", f"n{paid}", "n1", f"s{at}"] for at, (n, number, paid) in enumerate(people)]
    shuffled = lines.copy()
    chance.shuffle(shuffled)
    straight = _values(_read([Sheet("Sheet1", head + lines)], "a.xlsx"))
    assert straight == _values(_read([Sheet("Sheet1", head + shuffled)], name))
    assert {value[2] for value in straight} == {paid for _, _, paid in people}


@given(
    st.lists(
        st.from_regex(r"\A[12][0189]\d{15}[\dX]\Z", fullmatch=True).map(lambda text: "1" * 5 + text[:13]), max_size=30
    )
)
def test_numbers_checked_together_are_checked_alike(numbers: list[str]) -> None:
    plain = [number for number in numbers if is_plain("s" + number)]
    together = valid_plain(plain).tolist()
    assert together == [not read_id("s" + number)[1] for number in plain]
