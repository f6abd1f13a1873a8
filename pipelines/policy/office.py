"""One office's choices, from its ``office.toml``: place, policy, how much a village workbook says, where the ledger is.

Belongs here: reading and first writing of that file. What the policy says is ``policy.py``; folders are ``store``.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipelines.model.codes import Disclosure
from pipelines.model.errors import UsageError
from pipelines.policy.load import load_policy
from pipelines.policy.shipped import PLACES, policy_folder, shipped

_KEYS = {"place", "policy", "disclosure", "ledger_url"}


@dataclass(frozen=True)
class Office:
    """``place_label`` is printed on lists; ``ledger_url`` is None for the embedded ledger of the data folder."""

    place_label: str
    policy_path: Path
    disclosure: Disclosure
    ledger_url: str | None


def load_office(path: Path) -> Office:
    """The office in ``path``. Raises UsageError naming the key. The policy file itself is not opened."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise UsageError("no_office", folder=path.parent.name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("office_unreadable", why=str(error)) from None
    for key in sorted(set(values) - _KEYS):
        raise UsageError("office_wrong", key=key, add=" ".join(sorted(_KEYS)))
    return Office(
        place_label=_text(values, "place"),
        policy_path=_policy_path(_text(values, "policy"), path.parent),
        disclosure=_disclosure(values),
        ledger_url=_text(values, "ledger_url") if "ledger_url" in values else None,
    )


def new_office_text(place: str | Path) -> str:
    """The ``office.toml`` of a new office: ``place`` is a shipped policy's name or the path of one's own.

    Raises UsageError for an unknown place, PolicyIncomplete for a policy that cannot be used.
    """
    name = str(place)
    if name in PLACES:
        path, written = shipped(name), name
    else:
        path = Path(name)
        if not path.is_file():
            raise UsageError("unknown_place", place=path.name, known=" ".join(PLACES))
        written = path.resolve().as_posix()
    template = (policy_folder() / "office.toml.template").read_text(encoding="utf-8")
    label = load_policy(path).place.label
    return template.replace("{place}", _escaped(label)).replace("{policy}", _escaped(written))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _text(values: dict[str, object], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError("office_wrong", key=key, add='"..."')
    return value.strip()


def _policy_path(name: str, folder: Path) -> Path:
    if name in PLACES:
        return shipped(name)
    path = Path(name)
    return path if path.is_absolute() else folder / path


def _disclosure(values: dict[str, object]) -> Disclosure:
    known = {level.value: level for level in Disclosure}
    found = known.get(str(values.get("disclosure", Disclosure.COARSE.value)))
    if found is None:
        raise UsageError("office_wrong", key="disclosure", add=" ".join(known))
    return found
