"""Single cells as offices write them."""

from decimal import Decimal

import pytest

from pipelines.model.codes import Note
from pipelines.sources.amounts import read_amount
from pipelines.sources.dates import Around, read_date
from pipelines.sources.labels import read_label
from pipelines.sources.people import read_id, read_name, read_phone, read_relation, read_sex, read_yes_no
from pipelines.sources.whereabouts import Place, read_address, read_village

_SEPTEMBER = Around(2026, 9)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("s2026.7.3", "2026-07-03"),
        ("s2026 年 7 月 3 日", "2026-07-03"),
        ("s２０２６－０７－０３", "2026-07-03"),
        ("s2026年7月", "2026-07"),
        ("s2026年7月份", "2026-07"),
        ("s20260703", "2026-07-03"),
        ("n20260703", "2026-07-03"),
        ("s202607", "2026-07"),
        ("n202607", "2026-07"),
        ("n46206", "2026-07-03"),
        ("n46206.5", "2026-07-03"),
        ("s46206", "2026-07-03"),
        ("d2026-07-03T10:30:00", "2026-07-03"),
        ("s2026/7/3 10:23:00", "2026-07-03"),
        ("s2026-07-03T10:23", "2026-07-03"),
        ("s2026年7月3日上午10时许", "2026-07-03"),
        ("s七月三日", "2026-07-03"),
        ("s二〇二六年七月十三日", "2026-07-13"),
        ("s7月3日", "2026-07-03"),
        ("s12月28日", "2025-12-28"),
        ("s26.7.3", "2026-07-03"),
        ("n2026", "2026"),
        ("n2026.7", "2026-07"),
        ("n2026.1", "2026"),
        ("s2026.10", "2026-10"),
        ("s2026-02-30", None),
        ("s2026-13", None),
        ("s去年", None),
        ("e#REF!", None),
        ("n5", None),
    ],
)
def test_dates_keep_their_own_precision(cell: str, date: str | None) -> None:
    assert read_date(cell, _SEPTEMBER) == date


@pytest.mark.parametrize(
    ("cell", "unit", "yuan"),
    [
        ("s12,345.60元", None, "12345.60"),
        ("s1.2万元", None, "12000.00"),
        ("s1.2", "万元", "12000.00"),
        ("s12000元", "万元", "12000.00"),
        ("n1.2345", "万元", "12345.00"),
        ("s￥1,200", None, "1200.00"),
        ("s１２３４．５", None, "1234.50"),
        ("s-￥85.5", None, "-85.50"),
        ("s￥-85.5", None, "-85.50"),
        ("s(85.5)", None, "-85.50"),
        ("s－８５．５", None, "-85.50"),
        ("n0.30000000000000004", None, "0.30"),
        ("n1.2e4", None, "12000.00"),
        ("s壹万贰仟叁佰元整", None, "12300.00"),
        ("s3元5角", None, "3.50"),
        ("s已赔付3万元", None, "30000.00"),
        ("s650元/月", None, "650.00"),
    ],
)
def test_amounts_become_yuan(cell: str, unit: str | None, yuan: str) -> None:
    assert read_amount(cell, unit).yuan == Decimal(yuan)


@pytest.mark.parametrize("cell", ["s不详细", "s3-4万", "s见附件2", "e#N/A", "n1e300"])
def test_what_is_no_amount_says_so(cell: str) -> None:
    assert not read_amount(cell, None).readable


@pytest.mark.parametrize("cell", ["", "s无", "s/", "s—", "s  ", "sNaN"])
def test_an_empty_amount_is_no_zero_and_no_fault(cell: str) -> None:
    amount = read_amount(cell, None)
    assert amount.readable
    assert amount.yuan is None


@pytest.mark.parametrize("cell", ["s约2万", "s2万余元", "s2万元左右", "s近2万元"])
def test_about_is_noted(cell: str) -> None:
    amount = read_amount(cell, None)
    assert amount.yuan == 20_000
    assert amount.about


@pytest.mark.parametrize(
    ("cell", "number", "notes"),
    [
        ("s11010519491231002X", "11010519491231002X", ()),
        ("s'110105 19491231 002x", "11010519491231002X", ()),
        ("s１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", ()),
        ("s110105491231002", "110105491231002", ()),
        ("n110105491231002", "110105491231002", ()),
        ("n330102199001011234", "330102199001011***", (Note.ID_FROM_NUMBER_CELL,)),
        ("n330102199001011000", "330102199001011***", (Note.ID_FROM_NUMBER_CELL,)),
        ("n3.30102199001011E+17", "330102199001011***", (Note.ID_FROM_NUMBER_CELL,)),
        ("n1101051949123100", "110105194912310*", (Note.ID_FROM_NUMBER_CELL,)),
        ("s3.30102E+17", "3.30102E+17", (Note.ID_INVALID,)),
        ("s110105********002X", "110105********002X", (Note.ID_MASKED,)),
        ("s11010519491231002X43", "11010519491231002X43", (Note.ID_DISABILITY_NUMBER,)),
        ("s110105194912310021", "110105194912310021", (Note.ID_INVALID,)),
        ("s无", None, ()),
        ("e#REF!", None, ()),
    ],
)
def test_numbers_come_as_sent(cell: str, number: str | None, notes: tuple[Note, ...]) -> None:
    assert read_id(cell) == (number, notes)


def test_a_number_typed_into_a_spreadsheet_keeps_its_fifteen_digits() -> None:
    typed = float(341523196307191000)  # the file holds the nearest double, 341523196307190976
    assert read_id(f"n{int(typed)}")[0] == "341523196307191***"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("s张　三", "张三"),
        ("s马•伊布拉欣", "马·伊布拉欣"),
        ("s张三（已故）", "张三"),
        ("s3.张三", "张三"),
        ("s张*", "张*"),
        ("s无", None),
    ],
)
def test_names(cell: str, name: str | None) -> None:
    assert read_name(cell)[0] == name


def test_other_words_about_people() -> None:
    assert [read_sex(cell) for cell in ("s男", "s女性", "n1", "n2", "s未知")] == ["男", "女", "男", "女", None]
    assert [read_relation(cell) for cell in ("s妻子", "s长子", "s户主", "s之儿媳", "s外甥")] == [
        *("配偶", "之子", "户主", "之儿媳"),
        "外甥",
    ]
    assert [
        read_phone(cell) for cell in ("n13800008000", "s13800008000.0", "s138-0000-8000", "s0564-1234567", "s无")
    ] == [
        *["13800008000"] * 3,
        "0564-1234567",
        None,
    ]
    assert [read_yes_no(cell) for cell in ("s是", "s√", "n1", "b1", "s否", "s×", "n0", "s也许")] == [
        *[True] * 4,
        *[False] * 3,
        None,
    ]


def test_places_are_taken_apart() -> None:
    assert read_village("s干汉河镇石湾村三组") == Place("干汉河镇", "石湾村", "三组")
    assert read_address("s某县干汉河镇石湾村第二村民组12号", frozenset()) == Place("干汉河镇", "石湾村", "第二村民组")
    assert read_address("s老街白畈村5组", frozenset({"白畈"})).village == "白畈村"


def test_labels_lose_blanks_brackets_and_units() -> None:
    assert read_label("医疗费\n总额（万元）").text == "医疗费总额"
    assert read_label("医疗费\n总额（万元）").unit == "万元"
    assert read_label("姓　名*").text == "姓名"
    assert read_label("乡(镇)").text == "乡"
    assert read_label("金额:元").unit == "元"
