"""Where the policies that come with the program lie. The one place that knows."""

from pathlib import Path

from pipelines.model.errors import UsageError

PLACES = ("ganhanhe", "madian", "xiji", "zhaojia")
"""Places with a shipped policy: the four notices."""


def policy_folder() -> Path:
    """``data/policy`` beside the package (a checkout, installed editable) or inside it (a built package)."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package.parent / "data" / "policy", package / "data" / "policy"):
        if folder.is_dir():
            return folder
    raise UsageError("policy_folder_missing")


def shipped(place: str) -> Path:
    """The policy file of a shipped place. Raises UsageError for any other name."""
    if place not in PLACES:
        raise UsageError("unknown_place", place=place, known=" ".join(PLACES))
    return policy_folder() / f"{place}.toml"
