"""An invented town: villages, households and the people in them as they truly are, before anybody writes a list.

Belongs here: who exists and who is kin to whom. What the registry gets wrong about them is ``registry.py``; what
happens to them in a quarter is ``events.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pipelines.model.identity import check_character
from pipelines.model.quarter import Quarter
from pipelines.sample import names
from pipelines.sample.places import CLAN_SEATS, VILLAGE_HEADS, VILLAGES_EVERYWHERE, Place

PEOPLE_PER_VILLAGE = 1650
PEOPLE_PER_TOWNSHIP = 30000
PEOPLE_PER_HOUSEHOLD = 3.3


@dataclass(slots=True, eq=False)
class Village:
    """A village; ``clan`` is the surname that half of its families bear, if any."""

    name: str
    township: str
    code: str
    groups: int
    clan: str | None
    clan_characters: tuple[str, str, str]
    households: list["Household"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Household:
    """A registered household. ``members[0]`` is the householder."""

    true_id: str
    village: Village
    group: int
    members: list["Person"] = field(default_factory=list)
    household_class: str = ""
    per_capita_income: int = 0
    phone: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """One person as they truly are. ``registered`` is False for newborns and new wives the registry lacks."""

    true_id: str
    name: str
    sex: str
    birth: date
    number: str
    household: Household
    relation: str
    phone: str = ""
    status: str = "present"
    registered: bool = True
    nation: str = "汉族"
    second_household: Household | None = None
    father: "Person | None" = None
    mother: "Person | None" = None
    spouse: "Person | None" = None
    registry_ids: tuple[str, str] = ("", "")  # person and household id as the registry file gives them
    second_ids: tuple[str, str] = ("", "")

    def age_on(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(slots=True)
class Town:
    """Everything true. ``townships`` in order, each with its villages."""

    place: Place
    quarter: Quarter
    villages: list[Village]
    settler: "Settler"

    @property
    def townships(self) -> dict[str, list[Village]]:
        by_township: dict[str, list[Village]] = {}
        for village in self.villages:
            by_township.setdefault(village.township, []).append(village)
        return by_township

    def people(self) -> list[Person]:
        return [p for v in self.villages for h in v.households for p in h.members]


class Settler:
    """Draws people for one town: hands out numbers that are never given twice."""

    def __init__(self, place: Place, quarter: Quarter, chance: Random) -> None:
        self.place, self.chance, self.today = place, chance, quarter.last_day
        self._given: set[str] = set()
        self._people = 0
        self._households = 0

    def number(self, birth: date, sex: str, county: str) -> str:
        """A valid identity number not given to anybody yet."""
        stem = f"{county}{birth:%Y%m%d}"
        while True:
            order = self.chance.randrange(1, 999, 2) if sex == "男" else self.chance.randrange(2, 999, 2)
            first_17 = f"{stem}{order:03d}"
            if first_17 not in self._given:
                self._given.add(first_17)
                return first_17 + check_character(first_17)

    def phone(self) -> str:
        prefixes = ("135", "136", "138", "139", "150", "151", "158", "159", "180", "187", "188", "133", "177", "199")
        return f"{self.chance.choice(prefixes)}{self.chance.randrange(10**8):08d}"

    def birth_at(self, age: int) -> date:
        """A birth date of somebody of ``age`` completed years."""
        birthday = date(self.today.year - age, self.today.month, 28)
        return birthday - timedelta(days=self.chance.randrange(0, 365))

    def household(self, village: Village) -> Household:
        self._households += 1
        return Household(f"H{self._households:07d}", village, self.chance.randint(1, village.groups))

    def person(
        self, home: Household, relation: str, sex: str, age: int, family_name: str, birth: date | None = None
    ) -> Person:
        """A new member of ``home``, added to it."""
        chance, place = self.chance, self.place
        born = birth or self.birth_at(age)
        generation = 0 if age > 55 else 1 if age > 28 else 2
        clan = home.village.clan_characters[generation] if family_name == home.village.clan else None
        hui = place.has_hui_names and family_name in "马哈苏穆海虎丁田摆者金白撒杨" and len(family_name) == 1
        name = names.hui_name(chance, sex, family_name) if hui else None
        county = place.county_code
        if (relation == "配偶" and chance.random() < 0.12) or chance.random() < 0.01:
            county = chance.choice(place.neighbour_codes)
        self._people += 1
        nation = (
            place.minority if hui or (not place.has_hui_names and chance.random() < place.minority_share) else "汉族"
        )
        newcomer = Person(
            f"P{self._people:08d}",
            name or family_name + names.given_name(chance, sex, born.year, clan),
            sex,
            born,
            self.number(born, sex, county),
            home,
            relation,
            nation=nation,
        )
        home.members.append(newcomer)
        return newcomer


def _family_name(settler: Settler, village: Village) -> str:
    if village.clan and settler.chance.random() < 0.5:
        return village.clan
    return names.surname(settler.chance, settler.place.surnames)


def _wife(settler: Settler, home: Household, husband: Person, relation: str, age: int) -> Person:
    wife = settler.person(
        home, relation, "女", max(20, age - settler.chance.randint(-2, 4)), _bride_name(settler, home)
    )
    wife.spouse, husband.spouse = husband, wife
    return wife


def _bride_name(settler: Settler, home: Household) -> str:
    name = names.surname(settler.chance, settler.place.surnames)
    return names.surname(settler.chance, settler.place.surnames) if name == home.village.clan else name


def _children(settler: Settler, home: Household, father: Person, mother: Person | None, how: str) -> None:
    """Children of a couple, now and then twins; ``how`` is ``child`` (of the householder) or ``grandchild``."""
    chance = settler.chance
    mother_age = mother.age_on(settler.today) if mother else father.age_on(settler.today) - 2
    oldest = min(mother_age - 20, 27)
    family_name = father.name.split("·")[-1][:1] if "·" in father.name else _surname_of(father)
    born_at = oldest - chance.randint(0, 4)
    for _ in range(chance.choices((0, 1, 2, 3, 4), (8, 40, 38, 11, 3))[0]):
        if born_at < 0:
            break
        twins = chance.random() < 0.02
        birth = settler.birth_at(born_at)
        for _ in range(2 if twins else 1):
            sex = "男" if chance.random() < 0.52 else "女"
            relation = (
                ("之子" if sex == "男" else "之女") if how == "child" else ("之孙子" if sex == "男" else "之孙女")
            )
            child = settler.person(home, relation, sex, born_at, family_name, birth)
            child.father, child.mother = father, mother
            if born_at == 0 and chance.random() < 0.5:
                child.registered = False
        born_at -= chance.randint(1, 6)


def _surname_of(person: Person) -> str:
    return person.name[:2] if person.name[:2] in ("欧阳", "司马", "上官", "诸葛", "皇甫") else person.name[:1]


def _alone(settler: Settler, home: Household, family_name: str) -> None:
    old = settler.chance.random() < 0.62
    age = settler.chance.randint(66, 91) if old else settler.chance.randint(38, 65)
    settler.person(home, "户主", "女" if old and settler.chance.random() < 0.6 else "男", age, family_name)


def _old_couple(settler: Settler, home: Household, family_name: str) -> None:
    age = settler.chance.randint(61, 86)
    husband = settler.person(home, "户主", "男", age, family_name)
    _wife(settler, home, husband, "配偶", age)


def _couple_and_children(settler: Settler, home: Household, family_name: str) -> None:
    age = settler.chance.randint(25, 58)
    husband = settler.person(home, "户主", "男", age, family_name)
    wife = _wife(settler, home, husband, "配偶", age) if settler.chance.random() < 0.93 else None
    _children(settler, home, husband, wife, "child")
    if settler.chance.random() < 0.22:
        sex = "男" if settler.chance.random() < 0.4 else "女"
        name = family_name if sex == "男" else _bride_name(settler, home)
        relation = "之父" if sex == "男" else "之母"
        parent = settler.person(home, relation, sex, min(age + settler.chance.randint(21, 32), 95), name)
        if sex == "男":
            husband.father = parent
        else:
            husband.mother = parent


def _three_generations(settler: Settler, home: Household, family_name: str) -> None:
    age = settler.chance.randint(50, 76)
    elder = settler.person(home, "户主", "男", age, family_name)
    wife = _wife(settler, home, elder, "配偶", age) if settler.chance.random() < 0.85 else None
    son_age = age - settler.chance.randint(21, 30)
    son = settler.person(home, "之子", "男", son_age, family_name)
    son.father, son.mother = elder, wife
    bride = _wife(settler, home, son, "之儿媳", son_age) if settler.chance.random() < 0.88 else None
    if bride and son_age < 33 and settler.chance.random() < 0.03:
        bride.registered = False
    _children(settler, home, son, bride, "grandchild")


_KINDS: tuple[Callable[[Settler, Household, str], None], ...] = (
    _alone,
    _old_couple,
    _couple_and_children,
    _three_generations,
)


def _finish(settler: Settler, home: Household) -> None:
    """Phones (mostly the householder's alone), class, income, deaths and moves not yet struck off."""
    chance, place = settler.chance, settler.place
    home.phone = settler.phone()
    for person in home.members:
        age = person.age_on(settler.today)
        person.phone = home.phone if age < 16 or chance.random() < 0.7 else settler.phone()
        luck = chance.random()
        if age > 72 and luck < 0.03 and person is not home.members[0]:
            person.status = "dead"
        elif 18 < age < 50 and luck > 0.99:
            person.status = "moved_out"
    luck = chance.random()
    if luck < place.former_poor_share:
        home.household_class = place.former_poor_class
    elif luck < place.former_poor_share + 0.018:
        home.household_class = chance.choice(place.watched_classes)
    else:
        home.household_class = place.ordinary_class
    middle = 9.55 if home.household_class == place.ordinary_class else 9.3
    home.per_capita_income = max(4200, int(chance.lognormvariate(middle, 0.34)))


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


def settle(place: Place, people: int, quarter: Quarter, seed: int) -> Town:
    """The town of ``place`` with about ``people`` people as on the last day of ``quarter``; same arguments, same town."""
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
            chance.choices(_KINDS, (15, 17, 45, 23))[0](settler, home, _family_name(settler, village))
            _finish(settler, home)
            village.households.append(home)
            alive += len(home.members)
        village.households.sort(key=lambda h: (h.group, h.true_id))
        villages.append(village)
    town = Town(place, quarter, villages, settler)
    _list_daughters_twice(town, chance)
    for village in villages:
        _give_elders_children(village, settler.today)
    return town


def _give_elders_children(village: Village, today: date) -> None:
    """Elders living apart mostly have a son with a household of his own in the village."""
    sons: dict[str, list[Person]] = {}
    for home in village.households:
        head = home.members[0]
        if head.sex == "男" and head.father is None and head.age_on(today) < 62:
            sons.setdefault(_surname_of(head), []).append(head)
    for home in village.households:
        elder = home.members[0]
        if elder.sex == "男" and elder.age_on(today) > 60 and all(m.relation in ("户主", "配偶") for m in home.members):
            fitting = [s for s in sons.get(_surname_of(elder), ()) if 20 <= s.birth.year - elder.birth.year <= 38]
            if fitting:
                fitting[0].father = elder
                sons[_surname_of(elder)].remove(fitting[0])


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
                bride.name = _surname_of(father) + bride.name[len(_surname_of(bride)) :]
                bride.second_household, bride.father = home, father
                break
