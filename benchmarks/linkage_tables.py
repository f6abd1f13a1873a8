"""Flat tables to try linkage on: an invented registry, reports of 5 % of it, and the truth. Never part of the tests.

``python -m benchmarks.linkage_tables --people 100000 --clean 0.6 --seed 1 --into DIR`` writes registry.parquet,
rows.parquet, truth.parquet. Damage is chosen without looking at what linkage can mend. Imports nothing of linkage.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from benchmarks.linkage_damage import Damage
from pipelines.model.identity import check_character

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵"
    "覃武钱戴严莫孔向常汤单仇查翟解盖区朴欧阳"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文玉梅红春海燕波辉玲婷志云鹏飞龙凤珍荣金银福祥德生成林森东南西北中山川江河湖泉雪冰月星晨光宇航天佳慧颖琳琪瑶瑾萱轩浩然泽博睿思雨欣怡梦洁莹倩雯"
    "少小大长永胜利民兴旺发财宝贵富有学书礼义仁智信忠孝廉正直良善友爱宗先后启世家国安康宁和顺景新松柏竹菊莲荷兵斌武毅力彬权全胜昌盛才俊彦立存根柱石义元亮宏广万千百年庆喜乐彩素淑香巧改会转存"
)
VILLAGE_HEADS = "东西南北上下大小老新前后石杨柳松桃李王张马赵高白黑红青龙凤金银三五七九"
VILLAGE_TAILS = "家庄河沟湾岭山坡塘桥井店坝树林泉口营堡寨窑梁台洼岗园集埠圩"
GROUPS = "一二三四五六七八九十"


class World:
    """An invented county or more: people in households in villages."""

    def __init__(self, people: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = people
        self.counties = [str(code) for code in self.chance.sample(range(330101, 653299), max(1, people // 400_000 + 1))]
        self.given_weights = [1 / (rank + 8) for rank in range(len(GIVEN))]
        self.given = self.chance.sample(GIVEN, len(GIVEN))
        self.surname_weights = [1 / (rank + 4) for rank in range(len(SURNAMES) - 1)]
        self.orders: dict[str, int] = {}
        self.villages = list(self._villages())

    def _villages(self) -> Iterator[tuple[str, str, str, str]]:
        for number in range(max(4, self.people // 2200)):
            tail, head = divmod(number // 12, len(VILLAGE_HEADS))
            township = f"{VILLAGE_HEADS[head]}{VILLAGE_TAILS[tail % len(VILLAGE_TAILS)]}镇"
            county = self.counties[number // 180 % len(self.counties)]
            name = self.chance.choice(VILLAGE_HEADS) + self.chance.choice(VILLAGE_TAILS)
            yield county, township, name + self.chance.choice(["村", "村", "村", "社区"]), self.surname()

    def surname(self) -> str:
        return self.chance.choices(SURNAMES[:-2] + "阳", self.surname_weights)[0].replace("阳", "欧阳")

    def name(self, surname: str) -> str:
        if self.chance.random() < 0.008:
            parts = ["阿卜杜", "买买提", "伊布拉", "古丽", "艾合", "吐尔逊", "玛依拉", "哈力克"]
            return "·".join(self.chance.sample(parts, 2))
        count = 1 if self.chance.random() < 0.18 else 2
        return surname + "".join(self.chance.choices(self.given, self.given_weights, k=count))

    def number(self, county: str, birth: str, sex: str) -> str:
        head = county + birth.replace("-", "")
        while True:
            order = min(self.chance.randrange(1000), self.chance.randrange(1000)) // 2 * 2 % 1000 + (sex == "男")
            first = f"{head}{order:03d}"
            if first not in self.orders:
                self.orders[first] = 1
                return first + check_character(first)

    def birth(self, low: int, high: int) -> str:
        return f"{self.chance.randint(low, high)}-{self.chance.randint(1, 12):02d}-{self.chance.randint(1, 28):02d}"

    def person(
        self, surname: str, village: tuple[str, str, str, str], low: int, high: int, sex: str
    ) -> dict[str, str | None]:
        born = self.birth(low, high)
        county = village[0] if self.chance.random() < 0.93 else self.chance.choice(self.counties)
        return {
            "person_name": self.name(surname),
            "sex": sex,
            "birth_date": born,
            "id_number": self.number(county, born, sex),
        }

    def household(self, number: int) -> list[dict[str, str | None]]:
        village = self.chance.choice(self.villages)
        clan = self.chance.random() < 0.35
        surname = village[3] if clan else self.surname()
        base = self.chance.randint(1945, 1995)
        made = [self.person(surname, village, base, base + 3, "男") | {"relation": "户主"}]
        if self.chance.random() < 0.8:
            made.append(self.person(self.surname(), village, base - 2, base + 6, "女") | {"relation": "配偶"})
        for _ in range(self.chance.choices([0, 1, 2, 3], [3, 4, 3, 1])[0]):
            sex = self.chance.choice("男女")
            made.append(
                self.person(surname, village, base + 22, base + 30, sex)
                | {"relation": "之子" if sex == "男" else "之女"}
            )
        if len(made) > 3 and self.chance.random() < 0.08:
            made[-1]["birth_date"] = made[-2]["birth_date"]
            made[-1]["id_number"] = self.number(village[0], str(made[-1]["birth_date"]), str(made[-1]["sex"]))
        if self.chance.random() < 0.3:
            made.append(
                self.person(surname, village, base - 30, base - 22, self.chance.choice("男女")) | {"relation": "父母"}
            )
        phone = f"1{self.chance.randint(3_000_000_000, 9_999_999_999)}"
        place = {
            "township_name": village[1], "village_name": village[2],
            "group_name": f"{self.chance.choice(GROUPS)}组", "household_id": f"H{number:08d}",
        }  # fmt: skip
        for member in made:
            member |= place | {"status": "present", "address": f"{village[1]}{village[2]}{place['group_name']}"}
            has = self.chance.random() < (0.85 if member["relation"] == "户主" else 0.3)
            member["phone"] = phone if has else None
        return made


def registry_of(world: World) -> list[dict[str, str | None]]:
    """The registry with its own faults: missing and old numbers, wrong digits, the dead, daughters listed twice."""
    entries: list[dict[str, str | None]] = []
    household = 0
    while len(entries) < world.people:
        household += 1
        entries += world.household(household)
    chance = world.chance
    for number, entry in enumerate(entries):
        entry["person_id"] = f"P{number:09d}"
        entry["true_number"] = entry["id_number"]
        luck = chance.random()
        text = str(entry["id_number"])
        if luck < 0.015:
            entry["id_number"] = None
        elif luck < 0.025 and text[6:8] == "19":
            entry["id_number"] = text[:6] + text[8:17]
        elif luck < 0.03:
            place = chance.randrange(17)
            entry["id_number"] = text[:place] + str((int(text[place]) + chance.randint(1, 9)) % 10) + text[place + 1 :]
        if 0.03 < luck < 0.045:
            entry["status"] = "dead" if luck < 0.037 else "moved_out"
    daughters = [entry for entry in entries if entry["relation"] == "之女" and chance.random() < 0.06]
    for entry in daughters:
        other = chance.choice(entries)
        place = {
            name: other[name]
            for name in ("household_id", "township_name", "village_name", "group_name", "address", "phone")
        }
        entries.append(entry | place | {"relation": "配偶", "person_id": f"{entry['person_id']}B"})
    chance.shuffle(entries)
    return entries


def reports(
    world: World, entries: list[dict[str, str | None]], clean: float
) -> tuple[list[dict[str, str | None]], list[dict[str, str | None]]]:
    """Rows of five departments and, for each, the truth."""
    chance = world.chance
    damage = Damage(chance)
    members: dict[str, list[dict[str, str | None]]] = {}
    for entry in entries:
        members.setdefault(str(entry["household_id"]), []).append(entry)
    rows, truths = [], []
    for number in range(world.people // 20):
        entry = chance.choice(entries)
        family = [one for one in members[str(entry["household_id"])] if one is not entry]
        kind = "registered"
        if chance.random() < 0.07:
            kind, entry = _outsider(world, entry)
            family = family if kind == "newborn" else []
        department = chance.choice(["hospital", "insurance", "school", "civil_affairs", "enterprises"])
        row, done = damage.row(entry, family, department, chance.random() >= clean)
        rows.append({"row_id": f"R{number:08d}", "department": department} | row)
        truths.append(
            {
                "row_id": f"R{number:08d}",
                "kind": kind,
                "damage": "+".join(done),
                "household_id": entry["household_id"] if kind != "outsider" else None,
                "person_id": str(entry["person_id"])[:10] if kind == "registered" else None,
            }
        )
    return rows, truths


def _outsider(world: World, near: dict[str, str | None]) -> tuple[str, dict[str, str | None]]:
    """Somebody who is not in the registry: a stranger, or a newborn of a household that is."""
    village = world.chance.choice(world.villages)
    sex = world.chance.choice("男女")
    if world.chance.random() < 0.15:
        baby = world.person(str(near["person_name"])[0], village, 2025, 2026, sex)
        return "newborn", near | baby | {"relation": "之子", "true_number": baby["id_number"], "phone": None}
    county = str(
        world.chance.choice(world.counties) if world.chance.random() < 0.5 else world.chance.randint(110101, 653299)
    )
    stranger = world.person(world.surname(), (county, "", "", ""), 1940, 2022, sex)
    place = {"township_name": village[1], "village_name": village[2], "group_name": f"{world.chance.choice(GROUPS)}组"}
    unknown = dict.fromkeys(("phone", "relation", "household_id", "person_id"))
    number = {"true_number": stranger["id_number"], "address": f"{village[1]}{village[2]}"}
    return "outsider", stranger | place | number | unknown


def write(people: int, clean: float, seed: int, into: Path) -> None:
    """Make the three tables."""
    into.mkdir(parents=True, exist_ok=True)
    world = World(people, seed)
    entries = registry_of(world)
    rows, truths = reports(world, entries, clean)
    pl.DataFrame(entries, infer_schema_length=None).drop("true_number").write_parquet(into / "registry.parquet")
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(into / "rows.parquet")
    pl.DataFrame(truths, infer_schema_length=None).write_parquet(into / "truth.parquet")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--clean", type=float, default=0.6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True)
    chosen = parser.parse_args()
    write(chosen.people, chosen.clean, chosen.seed, chosen.into)
