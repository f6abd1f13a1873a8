"""What happens to a person's particulars on the way into a department's list. Imports nothing of linkage."""

import random
from collections import defaultdict
from collections.abc import Callable

import opencc
from pypinyin import Style, lazy_pinyin

Row = dict[str, str | None]
COLUMNS = {
    "hospital": "person_name id_number sex birth_date township_name village_name phone",
    "insurance": "person_name id_number birth_date township_name village_name",
    "school": "person_name id_number sex birth_date village_name phone guardian_name guardian_id_number",
    "civil_affairs": "person_name id_number township_name village_name group_name householder_name relation phone",
    "enterprises": "person_name id_number sex birth_date address village_name phone",
}
LOOKS = [
    "己已", "末未", "戊戌", "日曰", "人入", "土士", "天夭", "王玉", "晴睛", "洁浩", "娟绢", "大太", "刀力", "干千", "田由",
    "今令", "白自", "石右", "候侯", "辛幸", "鸟乌", "季李", "冯马", "史吏", "凡风", "汤扬", "孟盂", "宣宜", "徽微", "怡治",
    "扶抚", "晓烧", "晨辰", "梅海", "沈沉", "洋祥", "淑椒", "焕换", "玲铃", "琳林", "莱菜", "萍苹", "贵责", "锋峰", "阳阴",
    "陈阵", "陆陇", "霞露", "骏俊", "丽而", "伟纬", "波坡", "芳芬", "燕蒸", "荣劳", "建健", "志忘", "慧惠", "敏敬", "文丈",
    "春舂", "根银", "彩采", "云去", "平乎", "华毕", "福幅", "财材",
]  # fmt: skip


def _common() -> list[str]:
    """The 3,755 characters of GB 2312's first level."""
    return [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF - 5 * (row == 0xD7))
    ]


class Damage:
    """Draws damage for rows from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.common = _common()
        for character in self.common:
            self.by_sound[self.sound(character)].append(character)
        self.looks = {one: pair.replace(one, "") for pair in LOOKS for one in pair}
        self.traditional = opencc.OpenCC("s2t")
        self.kinds: list[tuple[str, float, Callable[[Row, Row, list[Row]], None]]] = [
            ("digit", 5, self.digit), ("swap_digits", 3, self.swap_digits), ("drop_digit", 2, self.drop_digit),
            ("add_digit", 2, self.add_digit), ("zero_tail", 4, self.zero_tail), ("scientific", 1.5, self.scientific),
            ("mask_middle", 3, self.mask_middle), ("mask_tail", 2, self.mask_tail), ("last_four", 1.5, self.last_four),
            ("mask_some", 1.5, self.mask_some), ("no_number", 8, self.without("id_number")),
            ("old_number", 3, self.old_number), ("disability", 3, self.disability), ("pupil", 1.5, self.pupil),
            ("relative", 4, self.relative), ("homophone", 8, self.homophone), ("near", 3, self.near),
            ("look", 3, self.look), ("traditional", 2, self.trad), ("missing_char", 3, self.missing_char),
            ("extra_char", 1, self.extra_char), ("swap_chars", 1.5, self.swap_chars), ("mask_name", 3, self.mask_name),
            ("mou", 2, self.mou), ("lost_char", 1.5, self.lost), ("pinyin", 1, self.pinyin),
            ("relation_name", 2, self.relation_name), ("nickname", 1.5, self.nickname), ("no_dot", 1, self.no_dot),
            ("other_char", 1, self.other_char), ("birth_swapped", 2, self.birth_swapped),
            ("birth_year", 3, self.birth_year), ("birth_month", 2, self.birth_month), ("birth_day_off", 2, self.birth_off),
            ("birth_lunar", 1.5, self.lunar), ("no_birth", 3, self.without("birth_date")),
            ("no_village", 4, self.without("village_name")), ("village_front", 2, self.village_front),
            ("wrong_village", 2, self.wrong_village), ("village_typo", 2, self.village_typo),
            ("wrong_sex", 1, self.wrong_sex), ("no_phone", 3, self.without("phone")), ("other_phone", 2, self.other_phone),
        ]  # fmt: skip

    def sound(self, character: str) -> str:
        return lazy_pinyin(character, style=Style.NORMAL)[0]

    def row(self, entry: Row, family: list[Row], department: str, damaged: bool) -> tuple[Row, list[str]]:
        """One department's row about ``entry``, and the names of the damage done."""
        whole = dict(entry)
        whole["id_number"] = entry["true_number"]
        adults = [one for one in family if str(one["birth_date"]) < str(entry["birth_date"])[:3]] or family
        if adults:
            guardian = self.chance.choice(adults)
            whole |= {"guardian_name": guardian["person_name"], "guardian_id_number": guardian["true_number"]}
        whole["householder_name"] = next(
            (one["person_name"] for one in [entry, *family] if one["relation"] == "户主"), None
        )
        if self.chance.random() < 0.5:
            whole["phone"] = next((one["phone"] for one in [entry, *family] if one["phone"]), None)
        for where, name, share in (("school", "guardian_id_number", 0.6), ("enterprises", "village_name", 0.3)):
            if department == where and self.chance.random() < share:
                whole[name] = None
        row = {name: whole.get(name) for names in COLUMNS.values() for name in names.split()}
        row = {name: value if name in COLUMNS[department].split() else None for name, value in row.items()}
        return row, self._damage(row, entry, family) if damaged else []

    def _damage(self, row: Row, entry: Row, family: list[Row]) -> list[str]:
        """Damage ``row`` once to three times; what was done."""
        done: list[str] = []
        for _ in range(self.chance.choices([1, 2, 3], [68, 26, 6])[0]):
            before = dict(row)
            for _attempt in range(8):
                name, _, change = self.chance.choices(self.kinds, [one[1] for one in self.kinds])[0]
                change(row, entry, family)
                if row != before:
                    done.append(name)
                    break
        return done

    def without(self, name: str) -> Callable[[Row, Row, list[Row]], None]:
        return lambda row, entry, family: row.update({name: None})

    def _number(self, row: Row) -> str:
        text = row["id_number"]
        return text if text and len(text) == 18 and "*" not in text else ""

    def digit(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            place = self.chance.randrange(17)
            row["id_number"] = (
                text[:place] + str((int(text[place]) + self.chance.randint(1, 9)) % 10) + text[place + 1 :]
            )

    def swap_digits(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            place = self.chance.randrange(16)
            row["id_number"] = text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    def drop_digit(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            place = self.chance.randrange(18)
            row["id_number"] = text[:place] + text[place + 1 :]

    def add_digit(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            place = self.chance.randrange(18)
            row["id_number"] = text[:place] + self.chance.choice("0123456789" + text[place - 1]) + text[place:]

    def zero_tail(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = text[:15] + self.chance.choice(["000", "***"])

    def scientific(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = (
                f"{text[0]}.{text[1:6]}E+17" if self.chance.random() < 0.7 else f"{text[0]}.{text[1:15]}E+17"
            )

    def mask_middle(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = (
                text[:6] + "*" * 8 + text[14:] if self.chance.random() < 0.6 else text[:10] + "****" + text[14:]
            )

    def mask_tail(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = text[: self.chance.choice([14, 12, 10])].ljust(18, "*")

    def last_four(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = "*" * 14 + text[14:]

    def mask_some(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            hidden = set(self.chance.sample(range(18), self.chance.randint(3, 8)))
            row["id_number"] = "".join("*" if place in hidden else one for place, one in enumerate(text))

    def old_number(self, row: Row, entry: Row, family: list[Row]) -> None:
        if (text := self._number(row)) and text[6:8] == "19":
            row["id_number"] = text[:6] + text[8:17]

    def disability(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = text + self.chance.choice("1234567") + self.chance.choice("1234")

    def pupil(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._number(row):
            row["id_number"] = (
                "G" + text if self.chance.random() < 0.8 else "L" + text[:14] + f"{self.chance.randrange(10_000):04d}"
            )

    def relative(self, row: Row, entry: Row, family: list[Row]) -> None:
        if family and row["id_number"]:
            row["id_number"] = self.chance.choice(family)["true_number"]

    def _name(self, row: Row) -> str:
        text = row["person_name"]
        return text if text and 2 <= len(text) <= 4 and "·" not in text else ""

    def _change(self, row: Row, other: Callable[[str], str | None], first: float = 0.2) -> None:
        if text := self._name(row):
            place = 0 if self.chance.random() < first else self.chance.randrange(1, len(text))
            changed = other(text[place])
            if changed:
                row["person_name"] = text[:place] + changed + text[place + 1 :]

    def homophone(self, row: Row, entry: Row, family: list[Row]) -> None:
        self._change(row, lambda one: self.chance.choice(self.by_sound[self.sound(one)] or [one]))

    def near(self, row: Row, entry: Row, family: list[Row]) -> None:
        def shifted(one: str) -> str | None:
            sound = self.sound(one)
            for old, new in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("n", "l")):
                options = self.by_sound.get(sound.replace(old, new, 1)) if old in sound else None
                if options:
                    return self.chance.choice(options)
            return None

        self._change(row, shifted)

    def look(self, row: Row, entry: Row, family: list[Row]) -> None:
        self._change(row, lambda one: self.looks.get(one), 0.3)

    def trad(self, row: Row, entry: Row, family: list[Row]) -> None:
        row["person_name"] = self.traditional.convert(str(row["person_name"]))

    def missing_char(self, row: Row, entry: Row, family: list[Row]) -> None:
        if len(text := self._name(row)) > 2:
            place = self.chance.randrange(1, len(text))
            row["person_name"] = text[:place] + text[place + 1 :]

    def extra_char(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._name(row):
            place = self.chance.randrange(1, len(text) + 1)
            row["person_name"] = text[:place] + self.chance.choice(self.common) + text[place:]

    def swap_chars(self, row: Row, entry: Row, family: list[Row]) -> None:
        if len(text := self._name(row)) == 3:
            row["person_name"] = text[0] + text[2] + text[1]

    def mask_name(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._name(row):
            row["person_name"] = (
                text[0] + "*" + text[2:] if self.chance.random() < 0.7 else text[0] + "*" * (len(text) - 1)
            )

    def mou(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._name(row):
            row["person_name"] = text[0] + (
                "某" if len(text) == 2 else self.chance.choice(["某某", "某", "某" + text[-1]])
            )

    def lost(self, row: Row, entry: Row, family: list[Row]) -> None:
        self._change(row, lambda one: "?", 0)

    def pinyin(self, row: Row, entry: Row, family: list[Row]) -> None:
        self._change(row, lambda one: self.sound(one), 0)

    def other_char(self, row: Row, entry: Row, family: list[Row]) -> None:
        self._change(row, lambda one: self.chance.choice(self.common))

    def relation_name(self, row: Row, entry: Row, family: list[Row]) -> None:
        heads = [one for one in family if one["relation"] == "户主"]
        words = {
            "之子": ["之子", "儿子", "的儿子"],
            "之女": ["之女", "女儿"],
            "配偶": ["之妻", "妻", "媳妇", "家属"],
        }.get(str(entry["relation"]))
        if heads and words:
            row["person_name"] = str(heads[0]["person_name"]) + self.chance.choice(words)

    def nickname(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := self._name(row):
            row["person_name"] = self.chance.choice(
                ["老" + text[0], "小" + text[-1], "阿" + text[-1], text[0] + "大爷", text[-1] + "子"]
            )

    def no_dot(self, row: Row, entry: Row, family: list[Row]) -> None:
        row["person_name"] = str(row["person_name"]).replace("·", self.chance.choice(["", ".", "•", " "]))

    def birth_swapped(self, row: Row, entry: Row, family: list[Row]) -> None:
        if (text := row["birth_date"]) and len(text) == 10 and int(text[8:]) <= 12:
            row["birth_date"] = f"{text[:4]}-{text[8:]}-{text[5:7]}"

    def birth_year(self, row: Row, entry: Row, family: list[Row]) -> None:
        row["birth_date"] = (row["birth_date"] or "")[:4] or None

    def birth_month(self, row: Row, entry: Row, family: list[Row]) -> None:
        row["birth_date"] = (row["birth_date"] or "")[:7] or None

    def birth_off(self, row: Row, entry: Row, family: list[Row]) -> None:
        if (text := row["birth_date"]) and len(text) == 10:
            day = int(text[8:]) + self.chance.choice([-1, 1, 10])
            row["birth_date"] = f"{text[:8]}{min(max(day, 1), 28):02d}"

    def lunar(self, row: Row, entry: Row, family: list[Row]) -> None:
        if (text := row["birth_date"]) and len(text) == 10 and int(text[5:7]) > 2:
            row["birth_date"] = f"{text[:4]}-{int(text[5:7]) - 1:02d}-{self.chance.randint(1, 28):02d}"

    def village_typo(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := row["village_name"]:
            row["village_name"] = self.chance.choice(self.by_sound[self.sound(text[0])] or [text[0]]) + text[1:]

    def village_front(self, row: Row, entry: Row, family: list[Row]) -> None:
        if text := row["village_name"]:
            row["village_name"] = f"{entry['township_name']}{text}"

    def wrong_village(self, row: Row, entry: Row, family: list[Row]) -> None:
        if row["village_name"]:
            row["village_name"] = self.chance.choice("东西南北上下大小") + self.chance.choice("庄河沟湾岭山坡") + "村"

    def wrong_sex(self, row: Row, entry: Row, family: list[Row]) -> None:
        if row["sex"]:
            row["sex"] = "女" if row["sex"] == "男" else "男"

    def other_phone(self, row: Row, entry: Row, family: list[Row]) -> None:
        if row["phone"]:
            row["phone"] = f"1{self.chance.randint(3_000_000_000, 9_999_999_999)}"
