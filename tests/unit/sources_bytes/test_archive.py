"""A .zip of several lists gives each of them under its name."""

import io
import zipfile
from pathlib import Path

from pipelines.model.codes import FileRefusal
from pipelines.sources.archive import is_archive, read_members
from pipelines.sources.cage import read_workbook

from . import seeds


def test_members_are_read_each_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "名单.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("医保/大额.xlsx", seeds.xlsx(seeds.row(1, seeds.cell("A1"))))
        package.writestr("学校.csv", "姓名,村\n张三,柳林村\n".encode("gb18030"))
        package.writestr("坏.xlsx", b"PK\x03\x04")
        package.writestr("里.zip", seeds.packed({"a.csv": "a"}))
        package.writestr("__MACOSX/._学校.csv", b"x")
        package.writestr("空/", b"")
    outer = read_workbook(path)
    assert is_archive(outer)
    members = dict(read_members(path))
    assert sorted(members) == ["医保/大额.xlsx", "坏.xlsx", "学校.csv", "里.zip"]
    assert members["医保/大额.xlsx"].sheets[0].rows == [["n1"]]
    assert members["学校.csv"].sheets[0].rows[1] == ["s张三", "s柳林村"]
    assert members["坏.xlsx"].refusal is FileRefusal.TRUNCATED
    assert members["里.zip"].refusal is FileRefusal.UNKNOWN_FORMAT


def test_names_written_by_a_chinese_windows_are_readable(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xxxx.csv", "a,b\n1,2\n")
    path = tmp_path / "a.zip"
    path.write_bytes(buffer.getvalue().replace(b"xxxx.csv", "名单".encode("gbk") + b".csv"))
    assert [name for name, _ in read_members(path)] == ["名单.csv"]


def test_an_archive_that_climbs_out_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(seeds.packed({"../../x.csv": "a"}))
    assert read_workbook(path).refusal is FileRefusal.HOSTILE
    assert [(name, book.refusal) for name, book in read_members(path)] == [("", FileRefusal.HOSTILE)]
