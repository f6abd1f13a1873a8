"""How households come about: numbers handed out once, couples, children, twins, elders, phones and incomes.

Belongs here: one household at a time. Villages and ties between households are ``settling.py``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from pipelines.model.identity import check_character
from pipelines.model.quarter import Quarter
from pipelines.sample import names
from pipelines.sample.people import Household, Person, Village
from pipelines.sample.places import Place

_PREFIXES = tuple(
    str(prefix) for first, last in ((130, 139), (150, 153), (155, 159), (170, 173), (175, 178), (180, 199)) for prefix in range(first, last + 1)
)  # fmt: skip


class Settler:
    """Draws people for one town: hands out numbers that are never given twice."""

    def __init__(self, place: Place, quarter: Quarter, chance: Random) -> None:
        self.place, self.chance, self.today = place, chance, quarter.last_day
        self._given: set[str] = set()
        self._phones: set[str] = set()
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
        """A telephone of nobody's: its middle four digits are 0000. Given twice only when few are left."""
        for _ in range(20):
            number = f"{self.chance.choice(_PREFIXES)}0000{self.chance.randrange(10**4):04d}"
            if number not in self._phones:
                break
        self._phones.add(number)
        return number

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


def family_name_in(settler: Settler, village: Village) -> str:
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
    family_name = surname_of(father)
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


def surname_of(person: Person) -> str:
    """The family name, also of a name written given name first with a middle dot."""
    if "·" in person.name:
        return person.name.rpartition("·")[2][:1]
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


KINDS: tuple[Callable[[Settler, Household, str], None], ...] = (
    _alone,
    _old_couple,
    _couple_and_children,
    _three_generations,
)


def finish(settler: Settler, home: Household) -> None:
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
