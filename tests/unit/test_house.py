"""The house rules that a machine can hold: sizes, docstrings, where Chinese may stand, and no call that one system lacks."""

import ast
import re
from pathlib import Path

import pytest

FILES = sorted(Path("pipelines").rglob("*.py"))
_CHINESE = re.compile(r"[\u3400-\u9fff]")

# People read Chinese from five places only (DESIGN, promise 10); these files hold such words for other reasons.
_SPEAKS_CHINESE = (
    "pipelines/model/",  # labels, and the words of numbers, names and places
    "pipelines/sources/",  # headings and the words that cells are read by
    "pipelines/sample/",  # invented content
    "pipelines/assets/",  # descriptions shown by Dagster
    "pipelines/checks/",
    "pipelines/jobs.py",
    "pipelines/sensors.py",
)
# One module per concern may call what only one system has, with its counterpart beside it.
_PLATFORM = {
    "pipelines/sources/child_limits.py",
    "pipelines/sources/job_object.py",
    "pipelines/sources/cage.py",
    "pipelines/store/atomic.py",
}
_ONE_SYSTEM_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "msvcrt", "winreg", "ctypes"}
_ONE_SYSTEM_NAMES = {
    "fork",
    "killpg",
    "getuid",
    "geteuid",
    "setsid",
    "mkfifo",
    "SIGKILL",
    "SIGALRM",
    "O_BINARY",
    "startfile",
}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_and_functions_stay_readable(path: Path) -> None:
    tree = _tree(path)
    assert path.read_text(encoding="utf-8").count("\n") <= 300
    assert ast.get_docstring(tree), "a module opens with what belongs there"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 60] == []


def _strings(tree: ast.Module) -> list[str]:
    """Text constants that are no docstrings."""
    documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(n.body[0].value) for n in documented if n.body and isinstance(n.body[0], ast.Expr)}
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [str(n.value) for n in constants if id(n) not in docstrings]


@pytest.mark.parametrize("path", [p for p in FILES if not p.as_posix().startswith(_SPEAKS_CHINESE)], ids=str)
def test_chinese_that_people_read_stands_in_its_places(path: Path) -> None:
    """Single characters and short marks are data (男, 村); a sentence belongs to ``texts_zh.toml``."""
    sentences = [text for text in _strings(_tree(path)) if len(_CHINESE.findall(text)) > 4]
    assert sentences == []


@pytest.mark.parametrize("path", [p for p in FILES if p.as_posix() not in _PLATFORM], ids=str)
def test_no_call_that_one_system_lacks(path: Path) -> None:
    if "/caged/" in path.as_posix():
        pytest.skip("the reader's child sets its own limits where there are any")
    used = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            used |= {alias.name.split(".")[0] for alias in node.names} & _ONE_SYSTEM_MODULES
        elif isinstance(node, ast.ImportFrom) and node.module:
            used |= {node.module.split(".")[0]} & _ONE_SYSTEM_MODULES
        elif isinstance(node, ast.Attribute):
            used |= {node.attr} & _ONE_SYSTEM_NAMES
    assert used == set()


def test_the_project_speaks_of_itself_only() -> None:
    """No path of a machine and no package index in what is shipped."""
    said = re.compile(r"/(?:home|root|Users)/\w|pypi\.org|pythonhosted|/tmp/\w")
    texts = [*Path("docs").rglob("*.md"), Path("README.md"), *Path().glob("requirements*.lock"), *FILES]
    assert [str(path) for path in texts if said.search(path.read_text(encoding="utf-8"))] == []
