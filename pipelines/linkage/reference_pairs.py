"""The obvious linker's view of one row beside one entry: does it come into question, and what do plain keys say.

Belongs here: ``candidates.sql``, ``related.sql`` and ``pairs.sql`` said again for one pair. Does not: weights.
"""

from typing import Any

from pipelines.linkage.characters import ANY_ONE, BITS_OF_CODE

Line = dict[str, Any]
_SURNAME, _GIVEN, _NEXT = 1 << 3 * BITS_OF_CODE, 1 << 2 * BITS_OF_CODE, 1 << BITS_OF_CODE


def same(one: Any, other: Any) -> bool:
    """Equal, and both known."""
    return one is not None and one == other


def surname(line: Line) -> int:
    """The code of a name's first character; 0 for no name."""
    return int(line["name_key"] or 0) // _SURNAME


def comes_into_question(row: Line, entry: Line, number_found: bool, rare: bool) -> bool:
    """Whether a row that its number alone does not settle shares a selective key with the entry."""
    name, sound = same(row["name_key"], entry["name_key"]), same(row["sound_key"], entry["sound_key"])
    village, birth = same(row["village"], entry["village"]), same(row["birth"], entry["birth"])
    if (name or sound) and (village or birth):
        return True
    if (birth and village) or (name and (rare or same(row["last4"], _last4(entry)))):
        return True
    return not number_found and (_by_number(row, entry) or _by_half_a_name(row, entry, village, birth))


def _last4(entry: Line) -> int | None:
    return entry["id17"] % 1000 * 11 + entry["check_code"] if entry["id17"] is not None else None


def _sounds(row: Line, entry: Line) -> bool:
    return entry["sound_key"] is not None and same(row["surname_sound"], entry["sound_key"] // _SURNAME)


def _by_number(row: Line, entry: Line) -> bool:
    number, check = entry["id17"], entry["check_code"]
    if number is None:
        return False
    end = number % 1000 * 11 + check
    return (
        row["last8"] == number % 10**7 * 11 + check
        or row["head10_last4"] == number // 10**7 * 11_000 + end
        or row["id15"] == number // 100
        or (_sounds(row, entry) and row["head14"] == number // 1000)
        or (row["id17"] is None and _sounds(row, entry) and (row["county"], row["last4"]) == (number // 10**11, end))
    )


def _by_half_a_name(row: Line, entry: Line, village: bool, birth: bool) -> bool:
    ours, theirs = row["name_key"] or 0, entry["name_key"] or 0
    given = bool(ours % _SURNAME) and ours % _SURNAME == theirs % _SURNAME
    year = bool(row["birth"] and entry["birth"]) and row["birth"] % 100 == 0
    year = year and row["birth"] // 10_000 == entry["birth"] // 10_000 and bool(ours) and ours == theirs
    characters = (theirs // _GIVEN % _NEXT, theirs // _NEXT % _NEXT)
    shared = any(0 < one < ANY_ONE and one in characters for one in (ours // _GIVEN % _NEXT, ours // _NEXT % _NEXT))
    lost = row["id17"] is None and village and bool(ours and theirs) and surname(row) == surname(entry) and shared
    return (given and (village or birth)) or (birth and shared and _sounds(row, entry)) or year or lost


def related(row: Line, entries: list[Line], hits: list[Line], rare_name: int) -> list[tuple[int, int, str]]:
    """(household, entry that gave the hint, by what) of everybody a row points at besides its own person."""
    found = []
    for one in hits:
        strange = not same(row["birth"], one["birth"]) or row["birth_from_number"]
        if not same(row["name_key"], one["name_key"]) and strange:
            found.append((one["household"], one["entry"], "own_number"))
        for kin in entries:
            if kin["household"] == one["household"] and same(row["relative_key"], kin["name_key"]):
                found.append((kin["household"], kin["entry"], "relative_name"))
    bearers = sum(1 for one in entries if same(row["relative_key"], one["name_key"]))
    for one in entries:
        found += [(one["household"], one["entry"], what) for what in _said_of(row, one, bearers <= rare_name)]
    return sorted(set(found))


def _said_of(row: Line, entry: Line, rare: bool) -> list[str]:
    here = same(row["village"], entry["village"])
    own_name, own_number = row["name_key"] or 0, row["id17"] or 0
    said = {
        "guardian_number": same(row["guardian_id17"], entry["id17"]),
        "householder_number": same(row["householder_id17"], entry["id17"]) and row["householder_id17"] != own_number,
        "guardian_name": same(row["guardian_key"], entry["name_key"]) and here,
        "householder_name": same(row["householder_key"], entry["name_key"])
        and here
        and row["householder_key"] != own_name,
        "relative_name": same(row["relative_key"], entry["name_key"])
        and (here or (rare and (row["village"] is None or entry["village"] is not None))),
        "phone": same(row["phone"], entry["phone"]),
    }
    return [what for what, holds in said.items() if holds]


def kinds_of(row: Line, entry: Line) -> Line:
    """What plain keys say of one pair; names as in ``pairs.sql``."""
    group = "unknown"
    if same(row["village"], entry["village"]) and row["group_no"] is not None and entry["group_no"] is not None:
        group = "group_same" if row["group_no"] == entry["group_no"] else "group_other"
    number = entry["id17"] is not None
    return {
        "numbers_known": row["has_number"] and number,
        "same_number": same(row["id17"], entry["id17"]) and same(row["check_code"], entry["check_code"]),
        "number_lacking": row["number_valid"] and not number,
        "is_relative": same(row["relative_key"], entry["name_key"]),
        "birth_kind": birth_kind(row["birth"], entry["birth"]),
        "sex_kind": _plain(row["sex"], entry["sex"], "same", "other"),
        "place_kind": _place_kind(row, entry),
        "group_kind": group,
        "standing_kind": _plain(row["standing"], entry["standing"], "standing_same", "standing_other"),
        "phone_kind": _plain(row["phone"], entry["phone"], "same", "other"),
    }


def _plain(one: Any, other: Any, alike: str, unlike: str) -> str:
    return "unknown" if one is None or other is None else alike if one == other else unlike


def _place_kind(row: Line, entry: Line) -> str:
    village, township = row["village"], row["township"]
    agrees = township is None or entry["township"] is None or township == entry["township"]
    if village is None and township is None:
        return "unknown"
    if same(village, entry["village"]) and agrees:
        return "village_same"
    if same(township, entry["township"]):
        return "township_only" if village is None else "township_same"
    return "unknown" if entry["village"] is None and agrees else "other"


def birth_kind(row: int | None, entry: int | None) -> str:
    """How two birth dates, whole or partial, stand to each other."""
    if row is None or entry is None:
        return "unknown"
    (year, month, day), (other_year, other_month, other_day) = _parts(row), _parts(entry)
    if row == entry and day:
        return "same"
    if year == other_year and (month == day == 0 or other_month == other_day == 0):
        return "year_same"
    if (year, month) == (other_year, other_month) and 0 in (day, other_day):
        return "month_same"
    return "other" if 0 in (month, day, other_month, other_day) else _whole_dates(_parts(row), _parts(entry))


def _parts(number: int) -> tuple[int, int, int]:
    return number // 10_000, number // 100 % 100, number % 100


def _whole_dates(one: tuple[int, int, int], other: tuple[int, int, int]) -> str:
    apart = (one[0] - other[0]) * 372 + (one[1] - other[1]) * 31 + one[2] - other[2]
    year, month, day = (mine == theirs for mine, theirs in zip(one, other, strict=True))
    tests = {
        "swapped": year and one[1] == other[2] and one[2] == other[1],
        "near": abs(apart) <= 62,
        "one_digit": year and (day or month),
        "day_same": month and day,
        "same_year": year,
    }
    return next((kind for kind, holds in tests.items() if holds), "other")
