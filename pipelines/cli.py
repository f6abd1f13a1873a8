"""The command ``bidui``: one subcommand, one plain function in ``commands``. Arguments, exit codes, what is printed.

Exit codes (DESIGN section 7): 0 done · 1 internal error · 2 wrong usage · 3 done, but a file was refused or waits ·
4 nothing issued · 5 store busy · 6 damage found. No traceback ever reaches a clerk: an internal error prints its kind
and place in our code only, because its message could hold a person's data.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pipelines import commands
from pipelines.commands.answer import Answer
from pipelines.model.errors import BiduiError
from pipelines.model.quarter import Quarter
from pipelines.report.texts import refusal, text


def _quarter(written: str) -> Quarter:
    try:
        return Quarter.parse(written)
    except ValueError:
        raise argparse.ArgumentTypeError(text("help.bad_quarter")) from None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(text("help.bad_day")) from None


def _command(subparsers: Any, name: str, run: Callable[[Any, argparse.Namespace], Answer]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(name, help=text(f"help.{name}"))
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=text("help.json"))
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    default = Path(os.environ.get("BIDUI_DATA", "data"))
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help=text("help.data"))


def _add_into(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help=text("help.into"))


def _init(subparsers: Any) -> None:
    parser = _command(subparsers, "init", lambda c, a: c.init(a.place, a.into))
    parser.add_argument("--place", required=True, help=text("help.place"))
    _add_into(parser)


def _sample(subparsers: Any) -> None:
    parser = _command(subparsers, "sample", lambda c, a: c.sample(a.into, a.place, a.people, a.quarter, a.seed, a.json))
    parser.add_argument("--place", default="ganhanhe", help=text("help.place"))
    parser.add_argument("--people", type=int, default=20_000, help=text("help.people"))
    parser.add_argument("--quarter", type=_quarter, default=Quarter(2026, 3), help=text("help.quarter"))
    parser.add_argument("--seed", type=int, default=1, help=text("help.seed"))
    _add_into(parser)


def _run(subparsers: Any) -> None:
    parser = _command(subparsers, "run", lambda c, a: c.run(a.quarter, a.data, a.as_of, a.json))
    parser.add_argument("quarter", type=_quarter, help=text("help.quarter"))
    parser.add_argument("--as-of", type=_day, metavar="DATE", help=text("help.as_of"))
    _add_data(parser)


def _explain(subparsers: Any) -> None:
    parser = _command(subparsers, "explain", lambda c, a: c.explain(a.what, a.quarter, a.data))
    parser.add_argument("what", help=text("help.what"))
    parser.add_argument("--quarter", type=_quarter, required=True, help=text("help.quarter"))
    _add_data(parser)


def _return(subparsers: Any) -> None:
    parser = _command(subparsers, "return", lambda c, a: c.take_back(a.files, a.quarter, a.data, a.who))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=text("help.return_file"))
    parser.add_argument("--quarter", type=_quarter, help=text("help.return_quarter"))
    parser.add_argument("--who", default="bidui", help=text("help.return_who"))
    _add_data(parser)


def _status(subparsers: Any) -> None:
    parser = _command(subparsers, "status", lambda c, a: c.status(a.quarter, a.data))
    parser.add_argument("quarter", type=_quarter, nargs="?", help=text("help.quarter"))
    _add_data(parser)


def _receipt(subparsers: Any) -> None:
    parser = _command(subparsers, "receipt", lambda c, a: c.receipt(a.file, a.quarter, a.to, a.data))
    parser.add_argument("file", help=text("help.file"))
    parser.add_argument("--quarter", type=_quarter, required=True, help=text("help.quarter"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=text("help.to"))
    _add_data(parser)


def _doctor(subparsers: Any) -> None:
    parser = _command(subparsers, "doctor", lambda c, a: c.doctor(a.data, a.clean))
    parser.add_argument("--clean", action="store_true", help=text("help.clean"))
    _add_data(parser)


def _export(subparsers: Any) -> None:
    parser = _command(subparsers, "export", lambda c, a: c.export(a.table, a.quarter, a.to, a.data))
    parser.add_argument("table", help=text("help.table"))
    parser.add_argument("--quarter", type=_quarter, required=True, help=text("help.quarter"))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=text("help.to"))
    _add_data(parser)


def _link(subparsers: Any) -> None:
    parser = _command(subparsers, "link", lambda c, a: c.link(a.registry, a.rows, a.to, a.parameters))
    for name in ("registry", "rows", "to"):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE.parquet", help=text(f"help.{name}"))
    parser.add_argument("--parameters", type=Path, metavar="FILE.toml", help=text("help.parameters"))


def _score(subparsers: Any) -> None:
    parser = _command(subparsers, "score", lambda c, a: c.score(a.quarter, a.data))
    parser.add_argument("quarter", type=_quarter, help=text("help.quarter"))
    _add_data(parser)


def _ui(subparsers: Any) -> None:
    parser = _command(subparsers, "ui", lambda c, a: c.ui(a.data, a.port))
    parser.add_argument("--port", type=int, default=3000, help=text("help.port"))
    _add_data(parser)


def _protect(subparsers: Any) -> None:
    parser = _command(subparsers, "protect", lambda c, a: c.protect(a.quarter, a.to, a.data))
    parser.add_argument("quarter", type=_quarter, help=text("help.quarter"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=text("help.into"))
    _add_data(parser)


def _verify(subparsers: Any) -> None:
    _add_data(_command(subparsers, "verify", lambda c, a: c.verify(a.data)))


SUBCOMMANDS: tuple[Callable[[Any], None], ...] = (
    _init,
    _sample,
    _run,
    _status,
    _receipt,
    _explain,
    _return,
    _export,
    _link,
    _score,
    _ui,
    _protect,
    _verify,
    _doctor,
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="bidui", description=text("help.program"))
    top.add_argument("--json", action="store_true", help=text("help.json"))
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")
    for add in SUBCOMMANDS:
        add(subparsers)
    return top


def _say(answer: Answer, as_json: bool) -> int:
    code, body, lines = answer
    print(json.dumps(body, ensure_ascii=False, sort_keys=True) if as_json else "\n".join(lines), flush=True)
    return code


def _refuse(error: BiduiError, as_json: bool) -> int:
    body = {"error": error.code, "context": error.context, "message": refusal(error)}
    print(json.dumps(body, ensure_ascii=False, sort_keys=True) if as_json else body["message"], file=sys.stderr)
    return error.exit_code


def _internal_error(error: Exception) -> int:
    """Kind and place in our code; never the message, which could hold a person's data."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "pipelines" in f.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "-"
    print(text("refusal.internal_error", kind=type(error).__name__, place=place), file=sys.stderr)
    return 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    os.umask(0o077)  # whatever is written, also by libraries, is for its owner alone
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console's code page would refuse some names
    given = parser().parse_args(arguments)
    try:
        return _say(given.run(commands, given), given.json)
    except BrokenPipeError:  # whoever read our lines has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BiduiError as error:
        return _refuse(error, given.json)
    except Exception as error:
        return _internal_error(error)
