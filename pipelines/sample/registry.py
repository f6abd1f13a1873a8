"""The household registry (农户花名册) as a township keeps it, with its own faults, and the grid list beside it.

Belongs here: which entries the registry has and how each place lays them out. Faults: duplicates, dead and moved people
not struck off, 15-digit, missing and mistyped numbers, married daughters in two households, newborns missing.
"""

from dataclasses import dataclass
from random import Random

from pipelines.model.codes import NotData
from pipelines.sample.damage import damaged_number
from pipelines.sample.layout import header_cells
from pipelines.sample.people import Household, Person, Town, Village
from pipelines.sample.sheet import Field, FileDraft, Line, Record, SheetDraft
from pipelines.sample.spelling import Cell
from pipelines.sample.truth import who

_HOUSE, _WHO = ("户信息",), ("人员信息",)
_STATUS = {"present": "正常", "dead": "死亡", "moved_out": "迁出"}
_PLAIN_RELATIONS = {
    "配偶": "妻", "之子": "儿子", "之女": "女儿", "之儿媳": "儿媳", "之孙子": "孙子", "之孙女": "孙女", "之父": "父亲", "之母": "母亲",
}  # fmt: skip

_COLUMNS: dict[str, list[Field]] = {
    "flat": [
        Field("serial", "序号", (), 6), Field("township", "乡镇", (), 10), Field("village", "行政村", (), 12),
        Field("group", "村民组", (), 8), Field("household_id", "户编号", (), 16), Field("person_id", "人员编号", (), 18),
        Field("person_name", "姓名"), Field("relation", "与户主关系"), Field("sex", "性别", (), 5), Field("birth", "出生日期", (), 12),
        Field("id_number", "身份证号码", (), 21), Field("nation", "民族", (), 6), Field("phone", "联系电话", (), 13),
        Field("size", "家庭人口数"), Field("household_class", "户属性", (), 12), Field("watched", "是否监测对象", (), 8),
        Field("income", "家庭人均纯收入（元）", (), 12), Field("status", "人员状态", (), 8), Field("remark", "备注", (), 14),
    ],
    "village_sheets": [
        Field("serial", "序号", (), 6), Field("village", "村", (), 10), Field("group", "组", (), 6),
        Field("household_id", "户编号", (), 16), Field("householder", "户主姓名"), Field("size", "家庭人口", (), 6),
        Field("household_class", "户类型", (), 12), Field("income", "人均纯收入(元)", (), 10), Field("phone_home", "户联系电话", (), 13),
        Field("person_id", "人口编号", (), 18), Field("person_name", "姓名", (), 12), Field("relation", "与户主关系"),
        Field("sex", "性别", (), 5), Field("id_number", "证件号码", (), 21), Field("nation", "民族", (), 6), Field("status", "状态", (), 8),
    ],
    "two_level": [
        Field("serial", "序号", (), 6), Field("village", "村别", (), 12), Field("group", "村民小组", (), 8),
        Field("household_id", "户编号", _HOUSE, 16), Field("householder", "户主姓名", _HOUSE), Field("size", "人口数", _HOUSE, 6),
        Field("household_class", "户属性（脱贫户、监测户、一般农户）", _HOUSE, 14), Field("watched", "监测对象类别", _HOUSE, 14),
        Field("income", "上年度人均纯收入（元）", _HOUSE, 12), Field("person_name", "姓名", _WHO), Field("relation", "与户主关系", _WHO),
        Field("sex", "性别", _WHO, 5), Field("id_number", "身份证号", _WHO, 21), Field("birth_month", "出生年月", _WHO, 10),
        Field("phone", "联系方式", _WHO, 13), Field("status", "人员状态", _WHO, 8), Field("remark", "备注", (), 14),
    ],
    "merged_households": [
        Field("serial", "序号", (), 6), Field("village", "村", (), 12), Field("group", "组别", (), 8), Field("householder", "户主姓名", (), 12),
        Field("size", "家庭人口", (), 6), Field("person_name", "成员姓名", (), 12), Field("relation", "与户主关系"), Field("sex", "性别", (), 5),
        Field("id_number", "身份证号码", (), 21), Field("age", "年龄", (), 5), Field("phone", "联系电话", (), 13),
        Field("household_class", "家庭类别", (), 12), Field("income", "人均纯收入（元）", (), 12), Field("remark", "备注", (), 14),
    ],
}  # fmt: skip
_MERGED_PER_HOUSEHOLD = {
    "village_sheets": ("household_id", "householder", "size", "household_class", "income", "phone_home"),
    "merged_households": ("householder", "size"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    person: Person
    home: Household
    relation: str
    ids: tuple[str, str]
    copied: bool = False


def number_everybody(town: Town) -> None:
    """Give registry numbers to households and people (or their true ids where the place's registry has none)."""
    place = town.place
    for village in town.villages:
        for order, home in enumerate(village.households, 1):
            household_no = (
                f"{place.county_code[-4:]}{village.code}{order:04d}" if place.has_household_no else home.true_id
            )
            for index, person in enumerate(home.members, 1):
                in_file = place.has_person_no and person.registered
                person.registry_ids = (f"{household_no}{index:02d}" if in_file else person.true_id, household_no)
    for person in town.people():
        home_2 = person.second_household
        if home_2:
            household_no = home_2.members[0].registry_ids[1]
            guests = sum(1 for m in home_2.members) + 20 + int(person.true_id[1:]) % 70
            person.second_ids = (
                f"{household_no}{guests:02d}" if place.has_person_no else f"{person.true_id}b",
                household_no,
            )


def _entries(village: Village, guests: dict[str, list[Person]], chance: Random) -> list[list[_Entry]]:
    """Entries household by household, some standing there twice."""
    listed = []
    for home in village.households:
        entries = [_Entry(p, home, p.relation, p.registry_ids) for p in home.members if p.registered]
        entries += [_Entry(p, home, "之女", p.second_ids) for p in guests.get(home.true_id, ())]
        if chance.random() < 0.006:
            again = chance.choice(entries)
            entries.append(_Entry(again.person, home, again.relation, again.ids, copied=True))
        listed.append(entries)
    return listed


class RegistryClerk:
    """Writes one town's registry, a workbook per township."""

    def __init__(self, town: Town, chance: Random) -> None:
        self.town, self.place, self.chance = town, town.place, chance
        self.fields = _COLUMNS[town.place.registry_style]
        self.keys = tuple(f.key for f in self.fields)
        self._numbers: dict[tuple[str, str], Cell] = {}
        self.guests: dict[str, list[Person]] = {}
        for person in town.people():
            if person.second_household:
                self.guests.setdefault(person.second_household.true_id, []).append(person)

    def _number(self, person: Person) -> tuple[Cell, str]:
        """The number as the registry has it; both entries of somebody listed twice show the true one."""
        if person.second_household:
            return person.number, ""
        luck, age = self.chance.random(), person.age_on(self.town.quarter.last_day)
        kind = "id_15" if age > 55 and luck < 0.02 else "id_none" if (luck < 0.026 and age < 9) or luck > 0.995 else ""
        kind = kind or ("id_one_digit_wrong" if luck > 0.993 else "id_lower_x" if luck > 0.9 else "")
        written = damaged_number(person, kind, self.chance, number_cells=False) if kind else None
        return (person.number, "") if written is None else (written, kind)

    def _record(self, entry: _Entry, size: int) -> Record:
        person, home, place = entry.person, entry.home, self.place
        number, damage = self._number(person)
        household_class = home.household_class
        watched = household_class in place.watched_classes
        own_words = place.registry_style == "merged_households"
        birth = person.birth
        cells: dict[str, Cell] = {
            "township": home.village.township,
            "village": home.village.name,
            "group": f"{home.group}组" if place.registry_style != "two_level" else f"第{home.group}村民组",
            "household_id": entry.ids[1],
            "person_id": entry.ids[0],
            "householder": home.members[0].name,
            "person_name": person.name,
            "relation": _PLAIN_RELATIONS.get(entry.relation, entry.relation) if own_words else entry.relation,
            "sex": person.sex,
            "birth": birth.isoformat(),
            "birth_month": f"{birth.year}.{birth.month:02d}",
            "age": person.age_on(self.town.quarter.last_day),
            "id_number": number,
            "nation": person.nation,
            "phone": person.phone if person is home.members[0] or self.chance.random() < 0.2 else None,
            "phone_home": home.phone,
            "size": size,
            "household_class": ("监测户" if watched else household_class)
            if place.registry_style == "two_level"
            else household_class,
            "watched": (household_class if watched else None)
            if place.registry_style == "two_level"
            else "是"
            if watched
            else "否",
            "income": home.per_capita_income,
            "status": _STATUS[person.status],
            "remark": None if person.status == "present" or not own_words else f"已{_STATUS[person.status]}",
        }
        truth = who(person) | {"damage": damage, "name_as_written": person.name, "id_as_written": number or None}
        truth |= {"person_id": entry.ids[0], "household_id": entry.ids[1], "village_name": home.village.name}
        if entry.ids == person.second_ids:
            truth |= {"other_person_id": person.registry_ids[0], "other_household_id": person.registry_ids[1]}
        return Record(home.village.name, cells, truth, copied=entry.copied)

    def _head(self, sheet: SheetDraft, title: str) -> None:
        last = len(self.fields) - 1
        sheet.merges.append((0, 0, 0, last))
        sheet.lines.append(Line([title], NotData.TITLE, style="title"))
        if self.place.registry_style in ("flat", "two_level"):
            sheet.merges.append((1, 0, 1, last))
            month = self.town.quarter.previous().last_day
            text = f"填报单位：{self.town.villages[0].township}人民政府        统计时间：{month.year}年{month.month}月        单位：户、人、元"
            sheet.lines.append(Line([text], NotData.PREAMBLE, style="plain"))
        levels = 2 if self.place.registry_style == "two_level" else 1
        top = len(sheet.lines)
        rows, merges = header_cells(self.fields, levels)
        sheet.lines += [Line(row, NotData.HEADER, style="header") for row in rows]
        sheet.merges += [(top + a, b, top + c, d) for a, b, c, d in merges]

    def _village(self, sheet: SheetDraft, village: Village, serial: int) -> int:
        """Append a village's households; returns the last serial number."""
        merged = [self.keys.index(k) for k in _MERGED_PER_HOUSEHOLD.get(self.place.registry_style, ())]
        merge_village = self.place.registry_style in _MERGED_PER_HOUSEHOLD
        village_column, village_top = self.keys.index("village"), len(sheet.lines)
        for entries in _entries(village, self.guests, self.chance):
            top = len(sheet.lines)
            written: dict[tuple[str, str], Record] = {}
            for entry in entries:
                record = written[entry.ids] if entry.copied else self._record(entry, len(entries))
                written[entry.ids] = record
                serial += 1
                cells = [serial, *(record.cells[k] for k in self.keys[1:])]
                if len(sheet.lines) > top:
                    for column in merged:
                        cells[column] = None
                if merge_village and len(sheet.lines) > village_top:
                    cells[village_column] = None
                sheet.lines.append(Line(cells, None, (record,)))
            if len(sheet.lines) - top > 1:
                sheet.merges += [(top, c, len(sheet.lines) - 1, c) for c in merged]
        if merge_village and len(sheet.lines) - village_top > 1:
            sheet.merges.append((village_top, village_column, len(sheet.lines) - 1, village_column))
        return serial

    def file(self, township: str, villages: list[Village], several: bool) -> FileDraft:
        """The registry workbook of one township."""
        sheets: list[SheetDraft] = []
        widths = [f.width for f in self.fields]
        if self.place.registry_style == "village_sheets":
            for village in villages:
                sheet = SheetDraft(village.name, widths=widths, fields=self.keys)
                self._head(sheet, f"{township}{village.name}农户花名册")
                self._village(sheet, village, 0)
                sheets.append(sheet)
        else:
            sheet = SheetDraft("农户花名册", widths=widths, fields=self.keys)
            self._head(sheet, f"{township}农户花名册")
            serial = 0
            for village in villages:
                serial = self._village(sheet, village, serial)
            sheets.append(sheet)
        name = f"{township}农户花名册.xlsx" if several else "农户花名册.xlsx"
        return FileDraft(name, "registry", None, "xlsx", sheets, (self.place.registry_style,))

    def grid_list(self, township: str, villages: list[Village], several: bool) -> FileDraft:
        """The grid list (网格员名单): who answers for which group."""
        sheet = SheetDraft("网格员名单", widths=[6, 14, 12, 10, 12, 14], fields=("village", "group"))
        sheet.merges.append((0, 0, 0, 5))
        sheet.lines.append(Line([f"{township}防返贫监测网格员名单"], NotData.TITLE, style="title"))
        sheet.lines.append(
            Line(["序号", "村", "村民组", "网格级别", "网格员", "联系电话"], NotData.HEADER, style="header")
        )
        serial = 0
        for village in villages:
            for group in range(1, village.groups + 1):
                grown = [
                    h.members[0] for h in village.households if h.group == group and h.members[0].status == "present"
                ]
                member = grown[len(grown) // 2] if grown else village.households[0].members[0]
                serial += 1
                cells: list[Cell] = [serial, village.name, f"{group}组", "三级", member.name, member.household.phone]
                record = Record(
                    village.name, {"village": village.name, "group": f"{group}组"}, {"village_name": village.name}
                )
                sheet.lines.append(Line(cells, None, (record,)))
        name = f"{township}网格员名单.xlsx" if several else "网格员名单.xlsx"
        return FileDraft(name, "registry", None, "xlsx", [sheet], ("grid_list",))
