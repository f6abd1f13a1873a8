"""A linker that is slow and obvious: every row beside every entry, one at a time, in plain Python. Tests hold the engine to it.

Belongs here: which entries come into question, how weights add up, the posterior, the levels, written a second time without a
join. Does not: reading cells and comparing two names or two numbers (the engine's own, tried by their own tests).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import log2
from typing import Any

import polars as pl

from pipelines.linkage.judge import Bearers, judged
from pipelines.linkage.linker import HOPELESS, RARE_NAME, weight_table
from pipelines.linkage.list_rows import ListRows, read_rows
from pipelines.linkage.parameters import Parameters
from pipelines.linkage.reference_pairs import Line, comes_into_question, kinds_of, related, same, surname
from pipelines.linkage.registry import PreparedRegistry

JUDGED = ("row_no", "entry", "row_name_key", "name_key", "numbers_known", "same_number", "number_lacking", "id17")
JUDGED_TOO = ("check_code", "called", "called_by", "birth_from_number", "is_relative")
BY_NUMBER = ("own_number", "guardian_number", "householder_number")
BY_NAME = ("guardian_name", "householder_name", "relative_name")


@dataclass
class Scored:
    """One candidate: ``entry`` is None for an unregistered member of the household."""

    entry: int | None
    household: int
    weight: float
    level: str
    probability: float = 0.0
    twins: list[int] = field(default_factory=list)


class Reference:
    """The obvious linker for one registry."""

    def __init__(self, prepared: PreparedRegistry, parameters: Parameters) -> None:
        self.prepared, self.parameters = prepared, parameters
        self.entries: list[Line] = prepared.entries.to_dicts()
        self.population = max(len(self.entries), int(parameters.number("prior", "least_population")))
        table = weight_table(parameters, self.population)
        self.bits = {(part, kind): bits for part, kind, bits in table.iter_rows()}

    def link(self, rows: pl.DataFrame) -> dict[str, list[Scored]]:
        """Candidates of each row, by row_id, best first; those hopelessly behind are left out."""
        listed = read_rows(rows, self.prepared.places)
        return {listed.row_ids[line["row_no"]]: self._row(line, listed) for line in listed.keys.iter_rows(named=True)}

    def _row(self, line: Line, listed: ListRows) -> list[Scored]:
        hits = [one for one in self.entries if same(line["id17"], one["id17"])]
        bearers = sum(1 for one in self.entries if same(line["name_key"], one["name_key"]))
        settled = bool(hits) and all(same(line["name_key"], one["name_key"]) for one in hits)
        hints = [] if settled else related(line, self.entries, hits, RARE_NAME)
        households = {household for household, _, _ in hints}
        question = [
            one
            for one in self.entries
            if one in hits
            or one["household"] in households
            or (not settled and comes_into_question(line, one, bool(hits), bearers <= RARE_NAME))
        ]
        scored = [self._scored(line, one, hints, listed) for one in question]
        merged = _one_person(scored, {one["entry"]: one for one in question})
        merged += [self._unregistered(line, household, hints) for household in sorted(households)]
        return self._posterior(merged)

    def _posterior(self, scored: list[Scored]) -> list[Scored]:
        if not scored:
            return []
        share = self.parameters.number("prior", "registered")
        nobody = 2 ** log2((1 - share) / share * self.population)
        total = sum(2**one.weight for one in scored) + nobody
        for one in scored:
            one.probability = 2**one.weight / total
        best = max(one.weight for one in scored)
        return sorted((one for one in scored if one.weight > best - HOPELESS), key=lambda one: -one.weight)

    def _judged(self, line: Line, entry: Line, kinds: Line, listed: ListRows) -> dict[str, Any]:
        pair = {**line, **entry, **kinds, "row_name_key": line["name_key"]}
        schema = {"row_no": pl.Int32, "entry": pl.Int32, "numbers_known": pl.Boolean, "id17": pl.Int64}
        frame = pl.DataFrame([{name: pair[name] for name in (*JUDGED, *JUDGED_TOO)}], schema_overrides=schema)
        rows = len(listed.keys)
        counts = [self._count(line, name) for name in ("name_key", "sound_key", "county")]
        bearers = Bearers(*(pl.Series([count] * rows).to_numpy() for count in counts))
        return judged(frame, listed, bearers, self.prepared.long_names, self.parameters, self.population).row(
            0, named=True
        )

    def _count(self, line: Line, name: str) -> float:
        if name == "county":
            named = [one for one in self.entries if one["id17"] and one["id17"] // 10**11 == line["county"]]
            return len(named) / max(len(self.entries), 1)
        return sum(1 for one in self.entries if same(line[name], one[name]))

    def _clan(self, line: Line, entry: Line) -> float:
        """How much commoner the surname is in the village than everywhere, in bits."""
        if surname(line) != surname(entry) or not entry["name_key"] or entry["name_key"] >= 2**60:
            return 0.0
        known = [one for one in self.entries if one["village"] and one["name_key"] and one["name_key"] < 2**60]
        bearing = [one for one in known if surname(one) == surname(entry)]
        here = [one for one in known if one["village"] == entry["village"]]
        both = sum(1 for one in here if surname(one) == surname(entry))
        weight = self.parameters.number("place", "village_weight")
        share = len(bearing) / len(known)
        return float(log2((both + weight * share) / (len(here) + weight)) - log2(share))

    def _place(self, village: int | None, kind: str) -> float:
        if kind != "village_same":
            found: float = self.bits.get(("place", kind), 0.0)
            return found
        people = sum(1 for one in self.entries if one["village"] == village)
        return self._village_bits(people)

    def _village_bits(self, people: int) -> float:
        return log2(self.parameters.number("place", "village_same") * len(self.entries) / people)

    def _support(
        self, line: Line, entry: Line, kinds: Line, hints: Iterable[tuple[int, int, str]]
    ) -> tuple[float, set[str]]:
        said: dict[str, str] = {}
        for household, source, what in hints:
            himself = source == entry["entry"] and what not in ("householder_name", "householder_number")
            if household != entry["household"] or himself or (what == "phone" and kinds["phone_kind"] == "same"):
                continue
            said[what] = max(said.get(what, ""), kin_kind(line, entry, self.entries[source], what))
        bits = sum(self.bits["household", what] + self.bits.get(("household", kin), 0.0) for what, kin in said.items())
        return bits, set(said)

    def _scored(self, line: Line, entry: Line, hints: Iterable[tuple[int, int, str]], listed: ListRows) -> Scored:
        kinds = kinds_of(line, entry)
        told = self._judged(line, entry, kinds, listed)
        support, by_what = self._support(line, entry, kinds, hints)
        weight = 0.0 if "own_number" in by_what and told["number_kind"] != "same" else told["weight_id"]
        weight += told["weight_name"] - (self._clan(line, entry) if kinds["place_kind"] == "village_same" else 0.0)
        for part in ("birth", "sex"):
            bits = self.bits.get((part, kinds[f"{part}_kind"]), 0.0)
            counted = told["number_used"] and line[f"{part}_from_number"]
            weight += 0.0 if counted else min(bits, 0.0) if told["number_speaks"] else bits
        weight += self._place(entry["village"], kinds["place_kind"]) + self.bits.get(
            ("place", kinds["group_kind"]), 0.0
        )
        weight += self.bits.get(("phone", kinds["phone_kind"]), 0.0) + support
        weight += self.bits.get(("household", kinds["standing_kind"]), 0.0)
        weight += log2(self.parameters.number("prior", "gone")) if entry["gone"] else 0.0
        facts = {**kinds, **told, "by_what": by_what, "old": line["number_was_old"]}
        level = next(name for name, holds in LEVELS if holds(facts))
        return Scored(entry["entry"], entry["household"], weight, level, twins=[entry["entry"]])

    def _unregistered(self, line: Line, household: int, hints: Iterable[tuple[int, int, str]]) -> Scored:
        members = [one for one in self.entries if one["household"] == household]
        weight = sum(self.bits["household", what] for what in {what for home, _, what in hints if home == household})
        weight += self.parameters.bits("household", "unregistered")
        fits = any(surname(one) == surname(line) and one["name_key"] for one in members)
        if line["name_key"]:
            weight += self.bits["household", "surname_fits" if fits else "surname_other"]
        if any(same(line["village"], one["village"]) for one in members):
            homes = {one["village"] for one in members if one["village"]}
            people = min(sum(1 for one in self.entries if one["village"] == home) for home in homes)
            weight += self._village_bits(people)
        elif line["village"] and any(one["village"] for one in members):
            weight += self.bits["place", "other"]
        return Scored(None, household, weight, "household_only")


def kin_kind(line: Line, entry: Line, source: Line, what: str) -> str:
    """Whether sex and age are those of what the row says of the two."""
    older = (entry["birth"] // 10_000 - source["birth"] // 10_000) if entry["birth"] and source["birth"] else None
    if what in ("guardian_number", "guardian_name"):
        return "kin_unfit" if older is not None and older < 12 else "unknown"
    if what != "relative_name":
        return "unknown"
    return "kin_fits" if _kin_fits(line["kin"], older, entry["sex"], source["sex"]) else "kin_unfit"


def _kin_fits(kin: int, older: int | None, sex: int | None, other_sex: int | None) -> bool:
    if older is None:
        return False
    child, parent = 14 <= older <= 60, 14 <= -older <= 60
    tests = {
        1: abs(older) <= 20 and bool(sex and other_sex) and sex != other_sex,
        2: child and sex == 1, 3: child and sex == 2, 4: child,
        5: parent and sex == 1, 6: parent and sex == 2, 7: parent,
        8: 30 <= older <= 100, 9: 5 <= older <= 55 and sex == 2,
    }  # fmt: skip
    return tests.get(kin, abs(older) <= 25)


def _one_person(scored: list[Scored], entries: dict[int, Line]) -> list[Scored]:
    """Entries of one number, name and birth are one person, who weighs what the best of them does."""
    groups: dict[Any, Scored] = {}
    for one in scored:
        entry = entries[one.twins[0]]
        key = tuple(entry[name] for name in ("id17", "name_key", "birth"))
        found = groups.setdefault(key if all(key) else one.twins[0], one)
        if found is not one:
            found.twins.append(one.twins[0])
            if one.weight > found.weight:
                found.weight, found.level = one.weight, one.level
    return list(groups.values())


Facts = dict[str, Any]
_SAME_ID, _PART_ID = ("same", "check_differs"), ("hidden_agrees", "one_damage", "hidden_near", "two_damages")


def _named(*classes: str) -> Callable[[Facts], bool]:
    return lambda f: f["name_class"] in classes


LEVELS: list[tuple[str, Callable[[Facts], bool]]] = [
    ("old_id_same_name", lambda f: f["number_kind"] == "same" and f["name_class"] == "same" and f["old"]),
    ("same_id_same_name", lambda f: f["number_kind"] in _SAME_ID and f["name_class"] == "same"),
    ("same_id_name_variant", lambda f: f["number_kind"] in _SAME_ID and f["name_class"] == "variant"),
    ("same_id_no_name", lambda f: f["number_kind"] in _SAME_ID and f["name_class"] == "unknown"),
    ("same_id_other_name", lambda f: f["number_kind"] in _SAME_ID),
    ("partial_id_same_name", lambda f: f["number_kind"] == "hidden_agrees" and f["name_class"] == "same"),
    ("damaged_id_same_name", lambda f: f["number_kind"] in _PART_ID[1:] and f["name_class"] == "same"),
    ("damaged_id_name_variant", lambda f: f["number_kind"] in _PART_ID and f["name_class"] == "variant"),
    ("relative_id_name_in_household", lambda f: bool(f["by_what"] & set(BY_NUMBER)) and _named("same", "variant")(f)),
    (
        "name_birth_village",
        lambda f: _named("same")(f) and f["birth_kind"] == "same" and f["place_kind"] == "village_same",
    ),
    ("name_birth", lambda f: _named("same")(f) and f["birth_kind"] == "same"),
    ("name_phone", lambda f: _named("same")(f) and (f["phone_kind"] == "same" or "phone" in f["by_what"])),
    ("name_relative", lambda f: _named("same", "variant")(f) and bool(f["by_what"] & set(BY_NAME))),
    (
        "name_relative",
        lambda f: (
            _named("unknown")(f)
            and bool(f["by_what"] & set(BY_NAME))
            and (f["birth_kind"] == "same" or f["number_kind"] in ("hidden_agrees", "one_damage"))
        ),
    ),
    ("name_village", lambda f: _named("same")(f) and f["place_kind"] == "village_same"),
    ("name_variant_birth", lambda f: _named("variant")(f) and f["birth_kind"] == "same"),
    ("name_variant_village", lambda f: _named("variant")(f) and f["place_kind"] == "village_same"),
    ("weak", lambda f: True),
]
