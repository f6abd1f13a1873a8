"""Whole towns: villages of about the right size, and the ties between households.

Belongs here: which village holds how many, daughters listed twice, elders' sons. One household is ``families.py``.
"""

from datetime import date
from random import Random

from pipelines.model.quarter import Quarter
from pipelines.sample.families import KINDS, Settler, family_name_in, finish, surname_of
from pipelines.sample.people import Person, Town, Village
from pipelines.sample.places import CLAN_SEATS, VILLAGE_HEADS, VILLAGES_EVERYWHERE, Place

PEOPLE_PER_VILLAGE = 1650
PEOPLE_PER_TOWNSHIP = 30000


def _village_names(place: Place, chance: Random, wanted: int) -> list[tuple[str, str | None]]:
    """(name, clan) of so many villages; a few common names may recur in other townships."""
    pool = [head + tail for head in VILLAGE_HEADS for tail in place.village_tails]
    chance.shuffle(pool)
    found: list[tuple[str, str | None]] = []
    taken: set[str] = set()
    while len(found) < wanted:
        clan = chance.choice(place.surnames) if chance.random() < 0.42 else None
        luck = chance.random()
        name = pool.pop() if pool else f"{chance.choice(VILLAGE_HEADS)}{chance.choice(VILLAGE_HEADS)}"
        if clan and luck < 0.4:
            name = clan + chance.choice([s for t, s in CLAN_SEATS.items() if t in place.village_tails])
        elif luck > 0.9:
            name = chance.choice(VILLAGES_EVERYWHERE)
        if name not in taken:
            taken.add(name)
            found.append((name + "村", clan))
    return found


def settle(place: Place, people: int, quarter: Quarter, seed: int) -> tuple[Town, Settler]:
    """The town of ``place`` with about ``people`` people as on the last day of ``quarter``; same arguments, same town.

    The settler goes on handing out numbers that nobody in town has.
    """
    chance = Random(f"{place.code} {people} {seed} people")
    settler = Settler(place, quarter, chance)
    township_count = max(1, round(people / PEOPLE_PER_TOWNSHIP))
    village_count = max(2, township_count, round(people / PEOPLE_PER_VILLAGE))
    townships = [place.townships[i % len(place.townships)] for i in range(township_count)]
    sizes = [chance.uniform(0.6, 1.4) for _ in range(village_count)]
    villages: list[Village] = []
    alive = 0
    for index, (name, clan) in enumerate(_village_names(place, chance, village_count)):
        township = townships[index * township_count // village_count]
        goal = round(people * sum(sizes[: index + 1]) / sum(sizes)) if index < village_count - 1 else people
        share = (goal - alive) / PEOPLE_PER_VILLAGE
        characters = tuple(chance.sample("国明正文家德永世光昌", 3))
        code = f"{100 + townships.index(township):03d}{200 + index % 700:03d}"
        village = Village(
            name, township, code, max(3, round(14 * share)), clan, (characters[0], characters[1], characters[2])
        )
        while alive < goal:
            home = settler.household(village)
            chance.choices(KINDS, (15, 17, 45, 23))[0](settler, home, family_name_in(settler, village))
            finish(settler, home)
            village.households.append(home)
            alive += len(home.members)
        village.households.sort(key=lambda h: (h.group, h.true_id))
        villages.append(village)
    town = Town(place, quarter, villages)
    _list_daughters_twice(town, chance)
    for village in villages:
        _give_elders_children(village, settler.today)
    return town, settler


def _give_elders_children(village: Village, today: date) -> None:
    """Elders living apart mostly have a son with a household of his own in the village."""
    sons: dict[str, list[Person]] = {}
    for home in village.households:
        head = home.members[0]
        if head.sex == "男" and head.father is None and head.age_on(today) < 62:
            sons.setdefault(surname_of(head), []).append(head)
    for home in village.households:
        elder = home.members[0]
        if elder.sex == "男" and elder.age_on(today) > 60 and all(m.relation in ("户主", "配偶") for m in home.members):
            fitting = [s for s in sons.get(surname_of(elder), ()) if 20 <= s.birth.year - elder.birth.year <= 38]
            if fitting:
                fitting[0].father = elder
                sons[surname_of(elder)].remove(fitting[0])


def _list_daughters_twice(town: Town, chance: Random) -> None:
    """Married daughters still standing in their parents' household: one person, two households, the same number."""
    homes = [h for v in town.villages for h in v.households if h.members[0].sex == "男"]
    brides = [p for p in town.people() if p.relation in ("配偶", "之儿媳") and p.age_on(town.quarter.last_day) < 46]
    for bride in brides:
        if not bride.registered or chance.random() > 0.035:
            continue
        for home in chance.sample(homes, min(12, len(homes))):
            father = home.members[0]
            gap = bride.birth.year - father.birth.year
            if 21 <= gap <= 38 and home is not bride.household and "·" not in father.name + bride.name:
                bride.name = surname_of(father) + bride.name[len(surname_of(bride)) :]
                bride.second_household, bride.father = home, father
                break
