"""Standing rolls (低保, 特困): nearly the same from quarter to quarter, few enter and few leave.

Belongs here: who stands on a roll since when and for how much. Writing the roll down is ``records.py``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pipelines.model.quarter import Quarter
from pipelines.sample.people import Household, Person, Village
from pipelines.sample.spelling import words

_CAUSES = words("因病 因残 缺劳力 因学 因灾 缺技术 年老体弱")


@dataclass(slots=True, eq=False)
class Allowance:
    """A household on the subsistence allowance (低保)."""

    head: Person
    covered: list[Person]
    monthly: Decimal
    since: date
    number: str
    category: str
    cause: str
    account: str


@dataclass(slots=True, eq=False)
class Destitute:
    """A person in destitute support (特困); ``in_home``: 集中 in an institution, else 分散."""

    person: Person
    in_home: bool
    monthly: Decimal
    since: date
    care: str


class Rolls:
    """One township's rolls, carried from quarter to quarter."""

    def __init__(self, villages: list[Village], share: float, county_code: str, chance: Random) -> None:
        self.chance, self._county = chance, county_code
        self.size = sum(len(h.members) for v in villages for h in v.households)
        homes = [h for v in villages for h in v.households if h.members[0].registered]
        chance.shuffle(homes)
        homes.sort(key=lambda h: h.per_capita_income > 11000)  # the poorer half first, each half in random order
        singles = [h for h in homes if len(h.members) == 1]
        self._single_homes = singles[: len(singles) // 2]
        taken = set(map(id, self._single_homes))
        self._homes = [h for h in homes if id(h) not in taken]
        self._order = {id(v): i for i, v in enumerate(villages)}
        self._share = share
        self.allowances: list[Allowance] = []
        self.destitute: list[Destitute] = []

    def _since(self, quarter: Quarter | None) -> date:
        if quarter:
            return quarter.first_day + timedelta(days=self.chance.randint(0, 80))
        return date(self.chance.randint(2012, 2025), self.chance.randint(1, 12), 1)

    def _enter_allowance(self, quarter: Quarter | None) -> int:
        home: Household = self._homes.pop(0)
        chance = self.chance
        present = [m for m in home.members if m.status == "present" or m is home.members[0]]
        covered = present if chance.random() < 0.7 else present[: chance.randint(1, len(present))]
        monthly = Decimal(len(covered) * chance.randint(180, 720))
        number = f"{self._county}{chance.randrange(10**8):08d}"
        account = f"62{chance.randrange(10**17):017d}"
        category = chance.choice("AABBBC") + "类"
        self.allowances.append(
            Allowance(
                home.members[0],
                covered,
                monthly,
                self._since(quarter),
                number,
                category,
                chance.choice(_CAUSES),
                account,
            )
        )
        return len(covered)

    def _enter_destitute(self, quarter: Quarter | None) -> None:
        chance = self.chance
        person = self._single_homes.pop(0).members[0]
        care = chance.choice(("全自理", "全自理", "半护理", "全护理"))
        self.destitute.append(
            Destitute(
                person,
                chance.random() < 0.25,
                Decimal(chance.choice((935, 980, 1040, 1280))),
                self._since(quarter),
                care,
            )
        )

    def fill(self) -> None:
        """The rolls as they stand before the first quarter written."""
        wanted = self.size * self._share
        while wanted > 0 and self._homes:
            wanted -= self._enter_allowance(None)
        for _ in range(min(round(self.size * 0.007) or 1, len(self._single_homes) - 1)):
            self._enter_destitute(None)
        self._sort()

    def pass_quarter(self, quarter: Quarter) -> None:
        """Few leave (one household at least), few enter in ``quarter``."""
        chance = self.chance
        before = len(self.allowances)
        self.allowances = [a for a in self.allowances if chance.random() > 0.01]
        if len(self.allowances) == before > 1:
            self.allowances.pop(chance.randrange(before))
        self.destitute = [d for d in self.destitute if chance.random() > 0.01]
        for _ in range(max(1, round(len(self.allowances) * 0.014))):
            if self._homes:
                self._enter_allowance(quarter)
        for _ in range(max(1, round(len(self.destitute) * 0.02))):
            if self._single_homes:
                self._enter_destitute(quarter)
        self._sort()

    def _sort(self) -> None:
        self.allowances.sort(
            key=lambda a: (self._order[id(a.head.household.village)], a.head.household.group, a.number)
        )
        self.destitute.sort(key=lambda d: (self._order[id(d.person.household.village)], d.person.true_id))
