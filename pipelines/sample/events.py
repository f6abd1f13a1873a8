"""What happens to people in one quarter: illnesses, settlements, dropouts, costly schooling, incidents. Few are new.

Belongs here: invented facts. How a department writes them down is ``records.py``; standing rolls are ``rolls.py``.
"""

from collections.abc import Sized
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pipelines.model.quarter import Quarter
from pipelines.sample import names
from pipelines.sample.families import Settler
from pipelines.sample.people import Household, Person, Village
from pipelines.sample.recurrence import going_on
from pipelines.sample.spelling import words

DISEASES = words(
    "胃癌 肺癌 食道癌 乳腺癌 宫颈癌 结肠癌 直肠癌 肝癌 终末期肾病 急性心肌梗死 脑梗死 脑出血 儿童白血病 先天性心脏病 血友病 肝硬化 "
    "系统性红斑狼疮 尘肺病 耐多药肺结核 慢性阻塞性肺气肿 再生障碍性贫血 1型糖尿病 重性精神病 帕金森病"
)
_ORDINARY = words(
    "肺炎 胆囊结石 腰椎间盘突出 高血压 2型糖尿病 冠心病 骨折 阑尾炎 支气管炎 白内障 顺产 剖宫产 脑供血不足 肾结石"
)
_INCIDENT_KINDS = words("高处坠落 机械伤害 交通事故 物体打击 触电 坍塌 中毒")
_INJURIES = words("死亡 重伤 轻伤 骨折 截肢 颅脑损伤")
_EMPLOYERS = words(
    "宏达建筑劳务有限公司 盛泰纺织有限公司 永固新型建材厂 华安电子有限公司 顺达运输有限公司 丰源食品加工厂 鑫隆机械厂 天成服饰"
)


@dataclass(slots=True)
class Settlement:
    """One settlement of medical costs; a refund repeats one with the signs turned."""

    person: Person
    admitted: date
    discharged: date
    settled: date
    number: str
    disease: str
    category: str
    total: Decimal
    pool: Decimal
    major: Decimal
    relief: Decimal
    in_scope: Decimal
    at_local_hospital: bool

    @property
    def self_paid(self) -> Decimal:
        return self.total - self.pool - self.major - self.relief


@dataclass(slots=True)
class Incident:
    """An accident at work or on the way."""

    person: Person
    day: date
    kind: str
    injury: str
    employer: str
    compensation: Decimal


@dataclass(slots=True)
class Events:
    """All that one township's departments have to tell of one quarter."""

    illnesses: list[tuple[Person, str, date]]
    settlements: list[Settlement]
    dropouts: list[tuple[Person, date]]
    students: list[tuple[Person, Decimal, Decimal, Decimal]]
    incidents: list[Incident]
    last_day: date


class Strangers:
    """People of other places who stand on the lists all the same: about 7 of 100 rows."""

    def __init__(self, settler: Settler, villages: list[Village], chance: Random) -> None:
        self._settler, self._villages, self._chance = settler, villages, chance
        self._count = 0

    def one(self, youngest: int, oldest: int) -> Person:
        chance, place = self._chance, self._settler.place
        village = chance.choice(self._villages)
        if chance.random() < 0.45:
            far = f"{chance.choice(names.VILLAGE_OF_STRANGERS)}村"
            village = Village(far, "", "", 6, None, ("", "", ""))
        self._count += 1
        sex = chance.choice("男女")
        birth = self._settler.birth_at(chance.randint(youngest, oldest))
        county = place.county_code if chance.random() < 0.4 else chance.choice(place.neighbour_codes)
        name = names.surname(chance, place.surnames) + names.given_name(chance, sex, birth.year, None)
        home = Household("", village, chance.randint(1, village.groups))
        stranger = Person(
            "", name, sex, birth, self._settler.number(birth, sex, county), home, "户主", registered=False
        )
        stranger.phone = self._settler.phone()
        return stranger


class Quarterly:
    """Draws one quarter's events for one township. ``before``: those of the quarter before, of which some go on."""

    def __init__(
        self, people: list[Person], quarter: Quarter, strangers: Strangers, chance: Random, before: Events | None = None
    ) -> None:
        self.chance, self.quarter, self.strangers = chance, quarter, strangers
        self.again = going_on(before, chance)
        self.days = (quarter.last_day - quarter.first_day).days
        alive = [p for p in people if p.status == "present" or chance.random() < 0.1]
        self.by_age: dict[str, list[Person]] = {"child": [], "youth": [], "worker": [], "elder": []}
        for person in alive:
            age = person.age_on(quarter.last_day)
            group = "child" if 6 <= age <= 15 else "youth" if 16 <= age <= 22 else "worker" if age < 60 else "elder"
            if age >= 6:
                self.by_age[group].append(person)
        self.size = len(alive)
        self.unregistered = [p for p in alive if not p.registered]

    def _times(self, share: float) -> int:
        """How many of so many people: at least one in any town."""
        wanted = self.size * share
        return max(1, int(wanted) + (self.chance.random() < wanted % 1))

    def _fresh(self, share: float, again: Sized) -> int:
        """How many happen anew beside those that go on: at least one."""
        return max(1, self._times(share) - len(again))

    def _who(self, groups: str, youngest: int, oldest: int) -> Person:
        if self.chance.random() < 0.07:
            return self.strangers.one(youngest, oldest)
        pools = [self.by_age[g] for g in groups.split() if self.by_age[g]]
        return self.chance.choice(self.chance.choice(pools)) if pools else self.strangers.one(youngest, oldest)

    def _day(self) -> date:
        return self.quarter.first_day + timedelta(days=self.chance.randint(0, self.days))

    def settlement(self, person: Person, disease: str, middle: float) -> Settlement:
        chance = self.chance
        settled = self._day()
        discharged = settled - timedelta(days=chance.randint(0, 3))
        total = Decimal(str(round(min(chance.lognormvariate(middle, 0.8), 480000), 2)))
        pool = (max(total - 500, Decimal(0)) * chance.randint(52, 74) / 100).quantize(Decimal("0.01"))
        rest = total - pool
        major = (max(rest - 12000, Decimal(0)) * chance.randint(50, 65) / 100).quantize(Decimal("0.01"))
        poor = not person.household.household_class.startswith("一般") and person.household.true_id
        relief = (
            ((rest - major) * chance.randint(20, 60) / 100).quantize(Decimal("0.01"))
            if poor and rest > 1500
            else Decimal(0)
        )
        own = rest - major - relief
        in_scope = (own * chance.randint(55, 92) / 100).quantize(Decimal("0.01"))
        category = "普通住院" if total > 1500 else chance.choice(("门诊慢特病", "普通住院", "普通门诊"))
        number = f"{settled:%Y%m%d}{chance.randrange(10**8):08d}"
        admitted = discharged - timedelta(days=chance.randint(2, 25))
        return Settlement(
            person, admitted, discharged, settled, number, disease, category, total, pool, major, relief, in_scope, chance.random() < 0.3
        )  # fmt: skip

    def draw(self) -> Events:
        chance = self.chance
        illnesses = [(person, disease, self._day()) for person, disease in self.again.ill]
        illnesses += [
            (self._who("worker elder elder", 30, 80), chance.choice(DISEASES), self._day())
            for _ in range(self._fresh(0.0011, illnesses))
        ]
        settlements = [self.settlement(person, disease, 10.6) for person, disease in self.again.costly]
        for person, disease, _ in illnesses:
            settlements += [self.settlement(person, disease, 9.9) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
        for _ in range(self._times(0.0175)):
            person = self._who("worker elder elder child", 20, 82)
            settlements += [
                self.settlement(person, chance.choice(_ORDINARY), 8.1) for _ in range(chance.choice((1, 1, 1, 2, 3)))
            ]
        for person in self.unregistered:
            if chance.random() < 0.35:
                disease = "新生儿肺炎" if person.birth.year >= self.quarter.year - 1 else "剖宫产"
                settlements.append(self.settlement(person, disease, 8.6))
        settlements += [self._refund(s) for s in settlements if chance.random() < 0.02]
        settlements.sort(key=lambda s: (s.settled, s.number))
        students, incidents = self._students(), self._incidents()
        return Events(illnesses, settlements, self._dropouts(), students, incidents, self.quarter.last_day)

    def _refund(self, paid: Settlement) -> Settlement:
        return Settlement(
            paid.person, paid.admitted, paid.discharged, min(paid.settled + timedelta(days=2), self.quarter.last_day), f"{paid.number}T",
            paid.disease, "退费", -paid.total, -paid.pool, -paid.major, -paid.relief, -paid.in_scope, paid.at_local_hospital,
        )  # fmt: skip

    def _dropouts(self) -> list[tuple[Person, date]]:
        still = self.again.dropouts
        return [*still, *((self._who("child", 7, 15), self._day()) for _ in range(self._fresh(0.00022, still)))]

    def _students(self) -> list[tuple[Person, Decimal, Decimal, Decimal]]:
        fees, lodging, aid = (3900, 4900, 5800, 7500, 12000), (800, 1000, 1200), (0, 0, 1500, 2000, 4000)
        again = self.again.students
        found = {id(p): p for p in (self._who("youth", 16, 22) for _ in range(self._fresh(0.0009, again)))}
        known = {id(student[0]) for student in again}
        return again + [
            (
                p,
                Decimal(self.chance.choice(fees)),
                Decimal(self.chance.choice(lodging)),
                Decimal(self.chance.choice(aid)),
            )
            for p in found.values()
            if id(p) not in known
        ]

    def _incidents(self) -> list[Incident]:
        chance = self.chance
        struck = self.again.relatives[:1]  # misfortunes never come singly: that household is warned of for more
        return [
            Incident(
                struck.pop() if struck else self._who("worker", 19, 58), self._day(), chance.choice(_INCIDENT_KINDS), chance.choice(_INJURIES),
                chance.choice(_EMPLOYERS), Decimal(chance.choice((0, 3000, 12000, 45000, 80000, 350000))),
            )
            for _ in range(self._times(0.00035))
        ]  # fmt: skip
