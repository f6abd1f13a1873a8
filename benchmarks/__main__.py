"""``make bench``: the four places at a town's size; ``--large``: growth to a county. Results go to ``benchmarks/out``."""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.quarter import quarter

PLACES = ("ganhanhe", "xiji", "madian", "zhaojia")


def main() -> None:
    """Run the comparisons asked for and print one line each."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    towns = [(place, 20_000) for place in PLACES]
    if given.large:
        towns += [("ganhanhe", 100_000), ("ganhanhe", 500_000)]
    out = Path(__file__).parent / "out"
    out.mkdir(exist_ok=True)
    results = []
    for place, people in towns:
        with tempfile.TemporaryDirectory() as folder:
            rounds = given.rounds if people <= 20_000 else 1
            found = quarter(Path(folder) / "data", place, people, rounds)
        results.append(found)
        print(f"{place} {people}: {found['run_seconds']} s, {found['peak_mib']} MiB, {found['score']}")
        (out / "quarter.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
