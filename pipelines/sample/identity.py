"""Who a row is about, as its sender wrote it: mostly clean, else with one or two kinds of damage from a fixed deck.

Belongs here: name, number and village cells of one row with the kinds of damage done. The damage itself is ``damage.py``.
"""

from dataclasses import dataclass
from random import Random

from pipelines.sample.damage import damaged_name, damaged_number
from pipelines.sample.people import Person, Village
from pipelines.sample.spelling import Cell, Deck

# Kinds with how often each comes among 300 rows; two kinds joined by + fall on one row.
_DAMAGED = (
    "id_15*4 id_number_cell*7 id_scientific*5 id_spaces*7 id_full_width*4 id_lower_x*12 id_masked_middle*5 id_masked_tail*5 "
    "id_one_digit_wrong*7 id_swapped*4 id_dropped_digit*3 id_zeroed_tail*3 id_relative*8 id_disability*3 id_none*9 "
    "name_homophone*5 name_look_alike*4 name_traditional*4 name_missing_character*3 name_masked*4 name_relation*3 "
    "name_spaces*8 village_alias*6 village_with_township*5 village_wrong*4 village_missing*4 "
    "id_none+name_homophone*1 id_one_digit_wrong+name_homophone*2 id_masked_middle+village_missing*1 "
    "id_one_digit_wrong+village_wrong*1 id_masked_tail+name_masked*1 id_none+village_alias*1 id_relative+name_look_alike*1 "
    "id_number_cell+name_traditional*1 id_none+name_spaces*1 id_15+name_homophone*1 id_dropped_digit+village_missing*1"
)
_CLEAN_CARDS = 215

_AS_NUMBER = (
    "id_scientific",
    "id_number_cell",
)  # one mishap: which it is depends on whether the format has number cells

_VILLAGE_FORMS = ("{bare}", "{bare}村委会", "{bare}村民委员会", "{bare}社区", "{bare} 村")


def damage_cards() -> list[tuple[str, ...]]:
    """The deck: one tuple of kinds per row, empty for a clean one."""
    cards: list[tuple[str, ...]] = [()] * _CLEAN_CARDS
    for entry in _DAMAGED.split():
        kinds, _, times = entry.partition("*")
        cards += [tuple(kinds.split("+"))] * int(times)
    return cards


@dataclass(frozen=True, slots=True)
class Written:
    """Name, number and village as a row shows them; ``damage`` lists the kinds in alphabetical order."""

    name: Cell
    number: Cell
    village: str
    damage: tuple[str, ...]


def _village(village: Village, kind: str, others: list[Village], chance: Random) -> str | None:
    match kind:
        case "village_alias":
            return chance.choice(_VILLAGE_FORMS).format(bare=village.name.removesuffix("村"))
        case "village_with_township":
            return f"{village.township}{village.name}"
        case "village_missing":
            return ""
        case "village_wrong":
            others = [v for v in others if v is not village]
            return chance.choice(others).name if others else None
    return None


class Penman:
    """Writes people down for one township's senders."""

    def __init__(self, chance: Random, villages: list[Village]) -> None:
        self._chance, self._villages = chance, villages
        self._cards = Deck(chance, damage_cards())

    def _newborn(self, child: Person, parent: Person) -> Written:
        """A child without papers goes by a parent's name and number."""
        name = damaged_name(child, "name_relation", self._chance) or child.name
        return Written(name, parent.number, child.household.village.name, ("id_relative", "name_relation"))

    def write(self, person: Person, number_cells: bool, village_column: bool) -> Written:
        """One row's identity; ``village_column``: whether the row has a village cell of its own."""
        parent = person.mother or person.father
        if not person.registered and parent and person.household.true_id and self._chance.random() < 0.6:
            return self._newborn(person, parent)
        damage = list[str]()
        name: Cell = person.name
        number: Cell = person.number
        village = person.household.village
        shown = village.name
        for dealt in self._cards.deal():
            kind = _AS_NUMBER[number_cells] if dealt in _AS_NUMBER else dealt
            family = kind.partition("_")[0]
            if family == "name":
                changed: Cell = damaged_name(person, kind, self._chance)
                name = name if changed is None else changed
            elif family == "id":
                changed = damaged_number(person, kind, self._chance, number_cells)
                number = number if changed is None else changed
            else:
                changed = _village(village, kind, self._villages, self._chance) if village_column else None
                shown = shown if changed is None else str(changed)
            if changed is not None:
                damage.append(kind)
        return Written(name, number, shown, tuple(sorted(damage)))
