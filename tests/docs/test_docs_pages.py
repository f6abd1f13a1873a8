"""Pages lead where they say, their commands are ours, and what the tutorial quotes is what the screen says."""

import re
from pathlib import Path

import pytest

from pipelines.cli import parser
from pipelines.model.codes import FileRefusal
from pipelines.report.texts import sentences
from tests.docs.pages import ROOT, anchors, blocks, commands, links, named_subcommands, pages, text_of

TUTORIAL = "docs/tutorial/first-quarter.md"
IMAGES = ROOT / "docs" / "tutorial" / "images"
ALL = [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages()]
TOLD = [page for page in pages() if page.name == "README.md" or page.parent.name in ("how-to", "tutorial")]


@pytest.mark.parametrize("page", ALL)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in links(page.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in TOLD])
def test_every_command_is_one_of_ours(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for arguments in commands(text):
        if "--help" in arguments:
            with pytest.raises(SystemExit) as left:
                parser().parse_args(arguments)
            assert left.value.code == 0
        else:
            parser().parse_args(arguments)
    helped = parser().format_help()
    assert {name for name in named_subcommands(text) if not re.search(rf"^    {name} ", helped, re.MULTILINE)} == set()


def test_the_pages_have_commands_at_all() -> None:
    assert sum(len(commands(page.read_text(encoding="utf-8"))) for page in TOLD) > 20


def _pattern(sentence: str) -> str:
    return re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(sentence))


@pytest.mark.parametrize(
    "key",
    [
        "cli.run_read",
        "cli.run_linked",
        "cli.run_warned",
        "cli.run_issued",
        "cli.init_done",
        "cli.return_file",
        "cli.return_done",
    ],
)
def test_the_tutorial_shows_what_the_screen_says(key: str) -> None:
    shown = "\n".join(blocks(text_of(TUTORIAL)))
    assert re.search(rf"^{_pattern(sentences()[key])}$", shown, re.MULTILINE)


def test_the_tutorial_has_a_remedy_for_every_file_refusal() -> None:
    table = text_of(TUTORIAL).split("\n## 8.")[1].split("\n## 9.")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)[1:]
    assert all(len(remedy) > 5 for _, remedy in rows)
    told = {
        code: [said for said, _ in rows if said in sentences()[f"file_refusal.{code.value}"]] for code in FileRefusal
    }
    assert {code.value for code, said in told.items() if not said} == set()


def test_pictures_are_used_and_small() -> None:
    drawn = {path.name: path.stat().st_size for path in IMAGES.glob("*.png")}
    used = {Path(target).name for target in links(text_of(TUTORIAL)) if target.endswith(".png")}
    assert set(drawn) == used
    assert max(drawn.values()) < 150_000
    assert sum(drawn.values()) < 1_200_000
