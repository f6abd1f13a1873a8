"""Which layout, format and folder each list gets: dealt from decks, so that a town shows every habit of every office.

Belongs here: choices about looks. What the choices mean is ``layout.py`` (sheets) and ``writers.py`` (bytes).
"""

from dataclasses import dataclass, replace
from random import Random

from pipelines.model.quarter import Quarter
from pipelines.sample import names
from pipelines.sample.layout import Layout
from pipelines.sample.lists import ListForm, choose_fields
from pipelines.sample.places import Place
from pipelines.sample.sheet import Field
from pipelines.sample.spelling import Deck, Hand, words

FORMATS = ("xlsx", "xls", "csv_gb18030", "csv_utf8_bom", "xlsx", "xls")
EXTRAS = words(
    "preamble header_numbers subtotals total footer blank_rows page_repeat leading_blank_rows prefilled_serials heading_noise "
    "hidden_column hidden_row shifted_table note_sheet equals_text"
)
_ONLY_WORKBOOK = {"hidden_column", "hidden_row", "shifted_table", "note_sheet"}
_DATE_FORMS = words(
    "dots chinese iso date_cell month compact slash serial with_time chinese_month compact_month compact_number"
)
_COARSE = {"month", "chinese_month", "compact_month"}
_AMOUNT_FORMS = words("number number comma number yen yuan_suffix number plain_text")
_PHONE_FORMS = words("text number text float_text dashes")
_OFFICES = {
    "hospital": ("卫生院", "{township}卫生院", "卫健"),
    "insurance": ("医保局", "人社所", "医疗保障局"),
    "school": ("中心校", "学校", "{township}中心学校"),
    "civil_affairs": ("民政办", "民政", "民政所"),
    "enterprises": ("企业", "经发办", "企业上报"),
}
_ROLLS = ("allowance_heads", "allowance_members", "destitute")
_NESTING = ("nested", "flat", "nested", "deep")


@dataclass(frozen=True)
class Choice:
    """One file's layout, columns and path (without township folder)."""

    form: ListForm
    layout: Layout
    fields: list[Field]
    path: str
    equals_text: bool

    @property
    def quirks(self) -> tuple[str, ...]:
        layout = self.layout
        looks = {f"format_{layout.format}", f"village_{layout.village_style}", f"header_levels_{layout.header_levels}"}
        looks |= {"title"} if layout.title else set()
        looks |= {"unit_ten_thousand"} if layout.hand.ten_thousand else set()
        return tuple(sorted(looks | layout.extras))


class Desk:
    """Deals looks for the files of one township."""

    def __init__(self, place: Place, township: str, several: bool, chance: Random) -> None:
        self.place, self.township, self.several, self.chance = place, township, several, chance
        self._formats = Deck(chance, FORMATS)
        self._big_formats = Deck(chance, ("xlsx", "xls", "xlsx", "csv_gb18030"))
        self._roll_formats = Deck(chance, ("xlsx", "xls", "csv_gb18030", "xlsx"))
        self._roll_styles = Deck(chance, ("sheets", "merged"))
        self._styles = Deck(chance, ("filled", "merged", "column", "group_rows"))
        self._levels = Deck(chance, (1, 2, 1, 3))
        self._extras = Deck(chance, EXTRAS)
        self._dates = Deck(chance, _DATE_FORMS)
        self._amounts = Deck(chance, _AMOUNT_FORMS)
        self._phones = Deck(chance, _PHONE_FORMS)
        self._units = Deck(chance, (False, True))
        self._nesting = {department: Deck(chance, _NESTING) for department in _OFFICES}
        self._office = {d: chance.choice(words).format(township=township) for d, words in _OFFICES.items()}

    def _style(self, form: ListForm, format_: str, rows: int) -> str:
        if form.code in ("settlement", "hospital_fees", "dropout", "incidents", "large"):
            return "column"
        is_csv = format_.startswith("csv")
        if form.code in _ROLLS and not is_csv and rows >= 60:
            return self._roll_styles.deal()

        def fits(style: str) -> bool:
            return not (style == "merged" and is_csv) and not (style == "filled" and rows < 12)

        return self._styles.deal_fitting(fits) or "column"

    def _some_extras(self, format_: str, style: str, rows: int) -> frozenset[str]:
        is_csv = format_.startswith("csv")

        def fits(extra: str) -> bool:
            if extra == "page_repeat":
                return rows > 60
            if extra == "prefilled_serials":
                return style != "sheets"
            return not (is_csv and extra in _ONLY_WORKBOOK) and (is_csv or extra != "equals_text")

        wanted = 3 + self.chance.randint(0, 2)
        return frozenset(filter(None, (self._extras.deal_fitting(fits) for _ in range(wanted))))

    def _levels_for(self, form: ListForm, style: str) -> int:
        deepest = 3 if ">" in form.columns else 2
        return self._levels.deal_fitting(lambda n: n <= deepest) or 1

    def _hand(self, form: ListForm, format_: str) -> Hand:
        typed = not format_.startswith("csv")
        exact = form.code in ("settlement", "hospital_fees")

        def fits(dates: str) -> bool:
            return (typed or dates not in ("date_cell", "serial", "compact_number")) and not (
                exact and dates in _COARSE
            )

        dates = self._dates.deal_fitting(fits) or "iso"
        may_be_large = form.code in ("large", "incidents", "hospital_fees")
        return Hand(
            self.chance, dates, self._amounts.deal(), self._phones.deal(), typed, may_be_large and self._units.deal()
        )

    def _format(self, form: ListForm, rows: int) -> str:
        if form.code == "destitute" or form.code == "allowance_members":
            return self._roll_formats.deal_fitting(lambda f: not f.startswith("csv")) or "xlsx"
        if form.code == "allowance_heads":
            return self._roll_formats.deal()
        return self._big_formats.deal() if rows > 400 else self._formats.deal()

    def choose(self, form: ListForm, quarter: Quarter, rows: int, format_: str = "") -> Choice:
        """The looks of a list of about ``rows`` rows, in ``format_`` where that is settled already."""
        chance = self.chance
        format_ = format_ or self._format(form, rows)
        style = self._style(form, format_, rows)
        extras = self._some_extras(format_, style, rows)
        hand = self._hand(form, format_)
        levels = self._levels_for(form, style)
        unit_said = "preamble" in extras
        drop = {"village"} if style == "group_rows" or (style == "sheets" and chance.random() < 0.5) else set()
        if style in ("merged", "filled", "sheets"):
            drop.add("township")
        fields = choose_fields(form, chance, hand.ten_thousand, unit_said, frozenset(drop))
        if "hidden_column" in extras:
            fields.append(Field("internal_no", "内部编号", (), 12))
        if "heading_noise" in extras:
            fields = [self._noisy(f) for f in fields]
        title = self._title(form, quarter) if chance.random() < 0.85 else ""
        layout = Layout(format_, style, levels, title, hand, extras=extras, sheet_name=self._sheet_name(form))
        self._say(layout, quarter)
        return Choice(form, layout, fields, self._path(form, quarter, format_), "equals_text" in extras)

    def moved_on(self, choice: Choice, quarter: Quarter) -> Choice:
        """The same form in a later quarter: title, dates and file name move on, nothing else does."""
        old, form = choice.layout, choice.form
        layout = replace(old, title=self._title(form, quarter) if old.title else "")
        self._say(layout, quarter)
        return replace(choice, layout=layout, path=self._path(form, quarter, old.format))

    def _title(self, form: ListForm, quarter: Quarter) -> str:
        return f"{self.township}{{village}}{quarter.year}年第{'一二三四'[quarter.number - 1]}季度{form.title}"

    def _noisy(self, field: Field) -> Field:
        heading = field.heading
        if len(heading) == 2 and self.chance.random() < 0.5:
            heading = heading[0] + self.chance.choice(("  ", "　", " ")) + heading[1]
        elif "(" in heading or "（" in heading:
            heading = heading.replace("(", "\n(").replace("（", "\n（")
        elif len(heading) > 4 and self.chance.random() < 0.5:
            heading = f"{heading[:-2]}\n{heading[-2:]}"
        elif field.key in ("person_name", "id_number"):
            heading = f"{heading}*"
        return Field(field.key, heading, field.parents, field.width)

    def _sheet_name(self, form: ListForm) -> str:
        return self.chance.choice(("Sheet1", form.file_stem, form.file_stem))

    def _clerk(self) -> str:
        return names.surname(self.chance, self.place.surnames) + names.given_name(self.chance, "女", 1982, None)

    def _say(self, layout: Layout, quarter: Quarter) -> None:
        """Preamble and footer lines."""
        unit_said = not layout.hand.ten_thousand
        last = quarter.last_day
        if "preamble" in layout.extras:
            layout.preamble = [
                f"填报单位（盖章）：{self.township}        统计时间：{last.year}年{last.month - 2}月—{last.month}月"
            ]
            layout.preamble[0] += "        单位：元" if unit_said else ""
        if "footer" in layout.extras:
            signed = f"填表人：{self._clerk()}        审核人：{self._clerk()}        填报日期：{last.year}年{last.month}月{last.day - 2}日"
            layout.footer = self.chance.choice(
                (
                    [signed],
                    ["注：本表一式三份，报镇乡村振兴办、民政办各一份。", signed],
                    [signed, "数据来源：业务系统导出"],
                )
            )

    def _path(self, form: ListForm, quarter: Quarter, format_: str) -> str:
        last = quarter.last_day
        office = self._office[form.department]
        stem = form.file_stem
        name = self.chance.choice(
            (
                f"{stem}", f"{quarter.year}年{quarter.number}季度{stem}", f"{stem}_{last:%Y%m%d}", f"{self.township}{stem}",
                f"{self.chance.randint(1, 9)}-{last.year}年{last.month}月份{stem}", f"{stem}（{self.township}）",
            )
        )  # fmt: skip
        extension = "csv" if format_.startswith("csv") else format_
        match self._nesting[form.department].deal():
            case "flat":
                return f"{office}-{name}.{extension}"
            case "deep":
                return f"{office}/{last.month - 2}-{last.month}月/{name}.{extension}"
        return f"{office}/{name}.{extension}"

    def office_folder(self, department: str) -> str:
        """The folder name that this township uses for a department."""
        return self._office[department]
