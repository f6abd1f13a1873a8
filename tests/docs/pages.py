"""What stands on the pages: their code blocks, their commands, their links. Looking only; what must hold is in the tests."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_OURS = re.compile(r"^(?:\.venv/bin/|\.venv\\Scripts\\)?bidui (.*)$")
_INLINE = re.compile(r"`(?:\.venv/bin/)?bidui ([a-z]+)[^`]*`")


def pages() -> list[Path]:
    """Every Markdown page of the repository that is written by hand or made from the program."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"])


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str, language: str = "") -> list[str]:
    """The fenced blocks of a page in one language ("" for those that name none)."""
    return [body for named, body in _BLOCK.findall(text) if named == language]


def commands(text: str) -> list[list[str]]:
    """The arguments of every ``bidui`` line in a page's command blocks, in order."""
    found = (_OURS.match(line.strip()) for block in blocks(text) for line in block.splitlines())
    return [shlex.split(match[1], comments=True) for match in found if match]


def named_subcommands(text: str) -> set[str]:
    """Subcommands that a page's sentences name."""
    return set(_INLINE.findall(text))


def links(text: str) -> list[str]:
    """Targets of a page's links and pictures, without those that lead out of the repository."""
    outside = _BLOCK.sub("", text)
    return [target for target in _LINK.findall(outside) if not re.match(r"[a-z]+:", target)]


def anchors(text: str) -> set[str]:
    """The anchors that a page's headings make."""
    heads = re.findall(r"^#+ (.*)$", _BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
