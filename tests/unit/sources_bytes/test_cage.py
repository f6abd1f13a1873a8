"""The parent survives whatever the child does, and leaves nothing behind."""

import hashlib
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.model.codes import FileRefusal
from pipelines.sources import cage
from pipelines.sources.limits import DEPARTMENT_LIST, Limits

from . import seeds

GOOD = seeds.xlsx(seeds.row(1, seeds.cell("A1")))
_READ = "import sys, os, time, signal\nsys.stdin.buffer.read()\n"
_SAY = _READ + "out = sys.stdout.buffer\n"

Imposter = Callable[[str], None]


@pytest.fixture
def child_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Imposter:
    """Replace the worker by a script of our own."""

    def replace_worker(script: str) -> None:
        path = tmp_path / "imposter.py"
        path.write_text(script, encoding="utf-8")
        monkeypatch.setattr(cage, "_command", lambda: (sys.executable, "-I", "-S", str(path)))

    return replace_worker


def _refusal(limits: Limits = DEPARTMENT_LIST) -> FileRefusal | None:
    workbook = cage.read_bytes(GOOD, limits)
    assert workbook.sheets == ()
    assert workbook.sha256 == hashlib.sha256(GOOD).hexdigest()
    return workbook.refusal


IMPATIENT = replace(DEPARTMENT_LIST, seconds=0.4)


@pytest.mark.parametrize(
    "script",
    [
        _READ + "while True: pass",
        _READ + "time.sleep(600)",
        _SAY + "while True:\n    out.write(b'1\\n'); out.flush(); time.sleep(0.01)",
        "import time; time.sleep(600)",
        _READ + "os.close(1)\ntime.sleep(600)",
        pytest.param(
            _READ + "os.kill(os.getpid(), signal.SIGSTOP)",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP"),
        ),
    ],
    ids=["busy", "asleep", "trickling", "never reads", "closes its mouth", "stopped"],
)
def test_a_child_that_never_ends_is_ended(child_is: Imposter, script: str) -> None:
    child_is(script)
    assert _refusal(IMPATIENT) in (FileRefusal.TOO_SLOW, FileRefusal.READER_FAILED)


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\xff\xfe garbage",
        b"[[\n",
        b'[["sx"]]\n{"end":1}\n',
        b'{"kind":"xlsx"}\n{"sheet":"a"}\n',
        b'{"kind":"<script>"}\n{"end":0}\n',
        b'{"sheet":"a","merges":[],"hidden":false,"hidden_rows":[],"hidden_columns":[]}\n[["sx"]]\n{"end":2}\n',
        b'{"sheet":"a","merges":[],"hidden":false,"hidden_rows":[],"hidden_columns":[]}\n[[1]]\n{"end":1}\n',
        b'{"sheet":"a","merges":[[1]],"hidden":false,"hidden_rows":[],"hidden_columns":[]}\n{"end":0}\n',
        b'{"sheet":"a","merges":[],"hidden":false,"hidden_rows":[],"hidden_columns":[]}\n999999999999\n{"end":0}\n',
        b'{"refusal":"no such code"}\n',
        b'{"end":0}\n{"end":0}\n',
        b"[" * 100_000 + b"\n",
        b"null\n",
    ],
)
def test_garbage_is_no_workbook(child_is: Imposter, said: bytes) -> None:
    child_is(_SAY + f"out.write({said!r})")
    assert _refusal() is FileRefusal.READER_FAILED


def test_an_answer_that_stops_half_way_is_no_workbook(child_is: Imposter) -> None:
    child_is(_SAY + 'out.write(b\'{"kind":"xlsx"}\\n\'); out.flush(); os._exit(3)')
    assert _refusal() is FileRefusal.READER_FAILED


def test_an_endless_answer_is_cut(child_is: Imposter) -> None:
    child_is(_SAY + "while True: out.write(b'x' * 65536)")
    assert _refusal(replace(DEPARTMENT_LIST, output_bytes=1_000_000)) is FileRefusal.TOO_LARGE


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_abort_for_want_of_memory_is_too_large(child_is: Imposter) -> None:
    child_is(_READ + "os.abort()")
    assert _refusal() is FileRefusal.TOO_LARGE


def test_a_child_that_dies_before_reading_a_large_file_is_survived(child_is: Imposter) -> None:
    child_is("raise SystemExit(1)")
    assert cage.read_bytes(b"PK\x03\x04" + bytes(5_000_000)).refusal is FileRefusal.READER_FAILED


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's limits")
def test_the_kernel_holds_the_childs_memory() -> None:
    letters = random.Random(1).randbytes(20_000_000).hex()
    content = seeds.xlsx(seeds.row(1, f'<c r="A1" t="inlineStr"><is><t>{letters}</t></is></c>'))
    assert cage.read_bytes(content, replace(DEPARTMENT_LIST, memory_bytes=1 << 20)).refusal is FileRefusal.TOO_LARGE


def test_files_are_known_by_their_bytes_and_read_in_order(tmp_path: Path) -> None:
    paths = []
    for number in range(7):
        paths.append(tmp_path / f"{number}.xls")
        paths[-1].write_bytes(seeds.xlsx(seeds.row(1, seeds.cell("A1", str(number)))) if number != 3 else b"%PDF")
    workbooks = list(cage.read_workbooks(paths, workers=3))
    assert [book.sheets[0].rows[0][0] if book.sheets else book.refusal for book in workbooks] == [
        "n0",
        "n1",
        "n2",
        FileRefusal.UNKNOWN_FORMAT,
        "n4",
        "n5",
        "n6",
    ]
    assert [book.sha256 for book in workbooks] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_a_file_too_large_to_read_is_refused_unread(tmp_path: Path, child_is: Imposter) -> None:
    child_is("raise SystemExit(1)")
    path = tmp_path / "big.xlsx"
    path.write_bytes(bytes(2_000))
    refused = cage.read_workbook(path, replace(DEPARTMENT_LIST, file_bytes=1_000))
    assert refused.refusal is FileRefusal.TOO_LARGE
    assert refused.sha256 == hashlib.sha256(bytes(2_000)).hexdigest()


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    cage.read_bytes(GOOD)
    cage.read_bytes(GOOD[:100])
    assert list(tmp_path.iterdir()) == []


def test_what_a_reader_complains_of_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    broken = seeds.packed(
        seeds.xlsx_parts(seeds.worksheet(seeds.row(1, '<c r="A1" t="s"><v>330102199001011234</v></c>')))
    )
    cage.read_bytes(broken)
    assert capfd.readouterr() == ("", "")


def test_the_child_knows_nothing_of_the_pipelines() -> None:
    folder = cage.WORKER.parent / "caged"
    imports = [
        line
        for path in folder.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "pipelines" in line
    ]
    assert not [line for line in imports if line.lstrip().startswith(("import ", "from "))]
