"""Numbers and names beside registered ones: which kind of agreement is seen."""

import numpy as np
import polars as pl
import pytest

from pipelines.linkage.compare_long_names import compare_long_names
from pipelines.linkage.compare_names import NameKind, compare_names
from pipelines.linkage.compare_numbers import NumberKind, compare_numbers, registered_digits
from pipelines.linkage.dates import date_number, date_numbers
from pipelines.linkage.names import coded, name_keys, unpacked
from pipelines.linkage.numbers import digits, registered, shape
from pipelines.linkage.places import Places
from pipelines.linkage.row_names import read_names

REGISTERED = "341523196408022245"


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("341523196408022245", NumberKind.SAME),
        ("341523640802224", NumberKind.SAME),
        ("34152319640802224X", NumberKind.CHECK_DIFFERS),
        ("341523196408022246", NumberKind.CHECK_DIFFERS),
        ("341523196408022345", NumberKind.ONE_DAMAGE),
        ("341523196408022254", NumberKind.ONE_DAMAGE),
        ("34152319640802225", NumberKind.ONE_DAMAGE),
        ("3415231964080222455", NumberKind.ONE_DAMAGE),
        ("3342523196408022245", NumberKind.TWO_DAMAGES),
        ("3342523196408027245", NumberKind.OTHER),
        ("341523196408022***", NumberKind.HIDDEN_AGREES),
        ("341523****08022***", NumberKind.HIDDEN_AGREES),
        ("341523****09022***", NumberKind.HIDDEN_NEAR),
        ("341523****09122***", NumberKind.HIDDEN_DIFFERS),
        ("341523469180022245", NumberKind.OTHER),
        ("345123169408022245", NumberKind.TWO_DAMAGES),
        ("341523196408029991", NumberKind.HEAD_SAME),
        ("110105196408029991", NumberKind.BIRTH_SAME),
        ("341522197708022245", NumberKind.TAIL_SAME),
        ("110105199001013371", NumberKind.OTHER),
        ("", NumberKind.UNKNOWN),
    ],
)
def test_number_kinds(sent: str, kind: NumberKind) -> None:
    id17, check = registered(pl.Series([REGISTERED]))
    row = digits(pl.Series([shape(sent)]))
    assert NumberKind(compare_numbers(row, registered_digits(id17.to_numpy(), check.to_numpy()))[0]) is kind


@pytest.mark.parametrize(
    ("row", "entry", "kind"),
    [
        ("张伟", "张伟", NameKind.SAME),
        ("張偉", "张伟", NameKind.SAME),
        ("张炜", "张伟", NameKind.SOUND),
        ("张威", "张伟", NameKind.SOUND),
        ("王小明", "王晓明", NameKind.SOUND),
        ("善小兵", "单小兵", NameKind.SOUND),
        ("增国荃", "曾国荃", NameKind.SOUND),
        ("刘兰", "刘南", NameKind.NEAR),
        ("季建国", "李建国", NameKind.LOOK),
        ("张三丰", "张丰三", NameKind.SWAPPED),
        ("张国", "张建国", NameKind.MISSING),
        ("张建国庆", "张建国", NameKind.ADDED),
        ("张*国", "张建国", NameKind.MASKED),
        ("张某某", "张建国", NameKind.MASKED),
        ("张某某", "张伟", NameKind.MASKED),
        ("李某某", "张建国", NameKind.MASKED_DIFFERS),
        ("张jian国", "张建国", NameKind.SOUND),
        ("zhang jianguo", "张建国", NameKind.SPELT_OUT),
        ("张海国", "张建国", NameKind.ONE_OTHER),
        ("张军", "张伟", NameKind.ONE_OF_TWO),
        ("李建国", "张建国", NameKind.SURNAME_OTHER),
        ("张秀英", "张建国", NameKind.SURNAME_ONLY),
        ("李强", "张伟", NameKind.OTHER),
    ],
)
def test_name_kinds(row: str, entry: str, kind: NameKind) -> None:
    row_key = read_names(pl.Series([row]))["name_key"].to_numpy()
    assert NameKind(compare_names(row_key, name_keys(coded(pl.Series([entry]))))[0]) is kind


def test_long_names_by_character() -> None:
    entry = "阿卜杜拉·买买提"
    key = name_keys(coded(pl.Series([entry])))
    known = pl.DataFrame({"name_key": key, "name": [entry]})
    for cell, kind in (
        ("阿卜杜拉", NameKind.PART),
        ("阿卜杜啦买买提", NameKind.LOOK),
        ("古丽娜尔买买提", NameKind.OTHER),
    ):
        row_key = read_names(pl.Series([cell]))["name_key"].to_numpy()
        assert NameKind(compare_long_names(row_key, key, pl.Series([cell]), known)[0]) is kind


def test_keys_hold_names_whole_and_blanks_are_no_name() -> None:
    texts = pl.Series(["张伟", " 张\u3000伟 ", "阿·卜·杜", None, "", "𠮷田一郎", "马依拉古丽买"])
    keys = name_keys(coded(texts))
    assert keys[0] == keys[1] != 0
    assert (unpacked(keys)[0] > 0).sum() == 2
    assert list(keys[3:5]) == [0, 0]
    assert len(set(keys.tolist())) == 5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1990-07-03", 19900703), ("1990.7.3", 19900703), ("1990年7月3日", 19900703), ("19900703", 19900703),
        ("1990-07-03 00:00:00", 19900703), ("1990-07", 19900700), ("199007", 19900700), ("1990", 19900000),
        ("1990年", 19900000), ("03-07", None), ("未知", None), ("", None),
    ],
)  # fmt: skip
def test_dates(text: str, number: int | None) -> None:
    assert date_number(text) == number
    assert date_numbers(pl.Series(["1985-01-02", text, None])).to_list() == [19850102, number, None]


def test_places_by_the_senders_spelling() -> None:
    places = Places()
    for text in ("柳林村", "杨树村", "桥头社区"):
        places.village(text, add=True)
    assert [places.village(text, add=False)[1] for text in ("柳林", "柳琳村", "甲县乙镇杨树村委会", "桥头", "无名村", "")] == [
        1, 1, 2, 3, None, None,
    ]  # fmt: skip


def test_an_unreadable_number_is_no_number() -> None:
    assert [shape(text) for text in ("无", "12345", "3415231964080222451234567", "-")] == [""] * 4
    assert np.array_equal(registered(pl.Series(["无", None, ""]))[0].is_null().to_numpy(), [True] * 3)
