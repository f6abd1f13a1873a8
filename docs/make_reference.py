"""The reference pages that are made from the program itself: ``python docs/make_reference.py`` writes them again.

Belongs here: laying out tables, codes, refusals and the command line as pages, and the few notes that no docstring holds.
``tests/docs`` fails when a page is not what this would write now.
"""

import argparse
import ast
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines import cli  # noqa: E402
from pipelines.model import codes, errors  # noqa: E402
from pipelines.model.columns import Column  # noqa: E402
from pipelines.model.tables import TABLES, Table  # noqa: E402
from pipelines.policy.load import load_policy  # noqa: E402
from pipelines.policy.shipped import PLACES, shipped  # noqa: E402
from pipelines.report.texts import sentences  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
_MADE = "<!-- Made by docs/make_reference.py. Change that, or what it reads, and run it again. -->"
_CONTRACTS = ("rows", "links", "facts", "warnings", "deliveries", "verifications")

NOTES = tomllib.loads((ROOT / "docs" / "reference-notes.toml").read_text(encoding="utf-8"))


def _lines(*rows: tuple[object, ...]) -> Iterator[str]:
    head, *body = rows
    yield "| " + " | ".join(map(str, head)) + " |"
    yield "|" + "---|" * len(head)
    for row in body:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def _type(dtype: pl.DataType) -> str:
    names = {pl.String(): "text", pl.Int64(): "integer", pl.Float64(): "number", pl.Boolean(): "true/false"}
    return names.get(dtype, "yuan, two decimals" if dtype.is_decimal() else str(dtype))


def _column(column: Column, table: Table) -> tuple[object, ...]:
    key = "●" if column.name in table.key else ""
    own = NOTES["column_of"].get(table.name, {})
    note = own.get(column.name) or NOTES["column"].get(column.name, "")
    return f"`{column.name}`", column.label, _type(column.dtype), column.privacy.value, key, note


def _enumerations() -> list[type[codes.Labelled]]:
    found = [kind for _, kind in inspect.getmembers(codes, inspect.isclass) if issubclass(kind, codes.Labelled)]
    return sorted((kind for kind in found if kind is not codes.Labelled), key=lambda kind: kind.__name__)


def tables_page() -> str:
    """Every exported table and column, and every closed code list."""
    out = ["# Tables", _MADE, "", NOTES["page"]["tables"].strip()]
    for table in TABLES.values():
        contract = " · contract" if table.name in _CONTRACTS else ""
        out += ["", f"## {table.name}", f"{table.label}{contract}. {NOTES['table'].get(table.name, '')}".strip(), ""]
        out += _lines(("column", "中文", "type", "privacy", "key", "note"), *(_column(c, table) for c in table.columns))
    out += ["", "# Codes", "", NOTES["page"]["codes"]]
    for kind in _enumerations():
        out += ["", f"## {kind.__name__}", (inspect.getdoc(kind) or "").splitlines()[0], ""]
        out += _lines(("code", "中文"), *((f"`{code.value}`", code.label) for code in kind))
    return "\n".join(out) + "\n"


def _classes() -> dict[str, type[errors.BiduiError]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: kind for name, kind in found if issubclass(kind, errors.BiduiError)}


def exit_codes_raised() -> dict[str, int]:
    """Refusal code → exit code, from where the program raises it. Those of a policy are raised through one helper."""
    classes = _classes()
    found: dict[str, int] = {}
    for path in sorted((ROOT / "pipelines").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)):
                continue
            name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
            code = str(call.args[0].value)
            if name in classes:
                found[code] = classes[name].exit_code
            elif name == "refuse" and code.startswith("policy_"):
                found[code] = errors.PolicyIncomplete.exit_code
    return found


def _sentence(section: str, code: str) -> str:
    return sentences()[f"{section}.{code}"].replace("|", "\\|").replace("\n", " ")


def _section(section: str) -> list[str]:
    start = f"{section}."
    return [key.removeprefix(start) for key in sentences() if key.startswith(start) and "." not in key[len(start) :]]


def refusals_page() -> str:
    """Every refusal, file refusal, rejected row and remark with its sentence."""
    raised = exit_codes_raised()
    known = sorted(set(_section("refusal")) | set(raised))
    told = {code: _sentence("refusal", code) for code in _section("refusal")}
    waits = _waiting()
    out = [
        "# Refusals",
        _MADE,
        "",
        NOTES["page"]["refusals"].strip(),
        "",
        "## Of a command",
        "",
        *_lines(
            ("code", "exit", "sentence"),
            *((f"`{code}`", raised.get(code, 1), told.get(code, _sentence("refusal", "internal"))) for code in known),
        ),
        "",
        "## Of a file",
        NOTES["page"]["file_refusals"].strip(),
        "",
        *_lines(
            ("code", "中文", "status", "sentence"),
            *(
                (f"`{c.value}`", c.label, "waits" if c in waits else "refused", _sentence("file_refusal", c.value))
                for c in codes.FileRefusal
            ),
        ),
        "",
        "## Of a row",
        "On the department's slip until mended.",
        "",
        *_lines(
            ("code", "中文", "sentence"),
            *((f"`{c.value}`", c.label, _sentence("reject", c.value)) for c in codes.RejectReason),
        ),
        "",
        "## Of a returned workbook",
        NOTES["page"]["returned_files"],
        "",
        *_lines(
            ("code", "中文", "sentence"),
            *((f"`{c.value}`", c.label, _sentence("returned_file", c.value)) for c in codes.ReturnFileRefusal),
        ),
        "",
        "## Of a returned line",
        NOTES["page"]["returned"].strip(),
        "",
        *_lines(("code", "中文", "why", "what to do"), *map(_returned_line, codes.ReturnReason)),
        "",
        "## Remarks",
        "Not refusals: what the summary's 需要知道的情况 says of a run that was done.",
        "",
        *_lines(("code", "sentence"), *((f"`{code}`", _sentence("remark", code)) for code in _section("remark"))),
    ]
    return "\n".join(out) + "\n"


def _returned_line(reason: codes.ReturnReason) -> tuple[object, ...]:
    done = f"returned_do.{reason.value}" in sentences()
    why = _sentence("returned_why", reason.value)
    return f"`{reason.value}`", reason.label, why, _sentence("returned_do", reason.value) if done else ""


def _waiting() -> tuple[codes.FileRefusal, ...]:
    from pipelines.sources import intake

    return intake._WAITS


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """Every subcommand's own parser, by name."""
    actions = cli.parser()._actions
    found = next(action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def _option(action: argparse.Action) -> tuple[object, ...]:
    name = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.dest.upper()}`"
    value = "" if action.nargs == 0 or not action.option_strings else f"`{action.metavar or action.dest.upper()}`"
    default = action.default if action.default not in (None, argparse.SUPPRESS) else None
    needed = "required" if action.required else ("" if default is None else f"`{default}`")
    return name, value, needed, action.help


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if action.dest != "help"]


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    words = ["bidui", name]
    for action in _options(parser):
        shown = str(action.metavar or action.dest.upper())
        word = shown if not action.option_strings else action.option_strings[0]
        word += "" if not action.option_strings or action.nargs == 0 else f" {shown}"
        words.append(word if action.required else f"[{word}]")
    return " ".join(words)


def command_line_page() -> str:
    """Every subcommand with its options, what it prints as JSON, and the exit codes."""
    places = (
        (f"`{place}`", load_policy(shipped(place)).place.label, f"`data/policy/{place}.toml`") for place in PLACES
    )
    out = [
        "# Command line",
        _MADE,
        "",
        NOTES["page"]["command_line"].strip(),
        "",
        "## Exit codes",
        "",
        *_lines(("code", "meaning"), *NOTES["exit"].items()),
        "",
        "## Places",
        "`--place` takes one of these, or the path of a place's own [policy file](policy.md).",
        "",
        *_lines(("place", "", "policy"), *places),
    ]
    for name, parser in subcommands().items():
        out += [
            "",
            f"## {name}",
            "",
            "```text",
            _usage(name, parser),
            "```",
            "",
            NOTES["command"].get(name, "").strip(),
            "",
        ]
        out += _lines(("", "value", "default", "说明"), *map(_option, _options(parser)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)) + "\n"


PAGES = {"tables.md": tables_page, "refusals.md": refusals_page, "command-line.md": command_line_page}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
