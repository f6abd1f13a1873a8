"""Closed code lists with their Chinese labels. A code that is not here does not exist; order is meaning where said.

Labels are short names for headings and cells; whole sentences live in ``report/texts_zh.toml``.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code (the value, English, stable) with the label (Chinese) that people see."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class ListKind(Labelled):
    """What being on a list says about a person."""

    SERIOUS_ILLNESS = "serious_illness", "重大疾病名单"
    SETTLEMENT = "settlement", "医疗费用结算"
    LARGE_REIMBURSEMENT = "large_reimbursement", "大额报销名单"
    DROPOUT = "dropout", "失学辍学名单"
    TUITION_BURDEN = "tuition_burden", "就学负担名单"
    SUBSISTENCE_ALLOWANCE = "subsistence_allowance", "低保名册"
    DESTITUTE_SUPPORT = "destitute_support", "特困名册"
    DISABILITY_ROLL = "disability_roll", "残疾人名册"
    INCIDENT = "incident", "事故变故报告"
    DISASTER = "disaster", "受灾名单"
    UNEMPLOYMENT = "unemployment", "失业欠薪名单"
    TEMPORARY_RELIEF = "temporary_relief", "临时救助名单"

    @property
    def is_roll(self) -> bool:
        """A standing roll: only entry since the last one means something. All others are event lists."""
        return self in (ListKind.SUBSISTENCE_ALLOWANCE, ListKind.DESTITUTE_SUPPORT, ListKind.DISABILITY_ROLL)


class Fate(Labelled):
    """What became of a physical row. Exactly one each (promise 1)."""

    ACCEPTED = "accepted", "采用"
    DUPLICATE = "duplicate", "重复"
    REJECTED = "rejected", "退回"
    NOT_DATA = "not_data", "非数据行"


class NotData(Labelled):
    """Reason of a ``not_data`` row."""

    BLANK = "blank", "空行"
    TITLE = "title", "标题行"
    PREAMBLE = "preamble", "说明行"
    HEADER = "header", "表头行"
    HEADER_NUMBERS = "header_numbers", "栏号行"
    REPEATED_HEADER = "repeated_header", "重复表头"
    GROUP = "group", "分组行"
    SUBTOTAL = "subtotal", "小计行"
    TOTAL = "total", "合计行"
    FOOTER = "footer", "落款行"
    FORM_LINE = "form_line", "表单行"
    OTHER_SHEET = "other_sheet", "非名单工作表"


class RejectReason(Labelled):
    """Reason of a ``rejected`` row: it stays on the sender's slip until mended."""

    NO_PERSON = "no_person", "没有姓名也没有证件号"
    NOT_A_PERSON = "not_a_person", "姓名栏不是人名"
    FORMULA_WITHOUT_VALUE = "formula_without_value", "公式没有结果"
    BROKEN_LINE = "broken_line", "行格式损坏"
    WRONG_PERIOD = "wrong_period", "不在本季度"


class Note(Labelled):
    """Something a reader of the row should know; the row is used all the same."""

    ID_FROM_NUMBER_CELL = "id_from_number_cell", "证件号存成数字,第15位后不可信"
    ID_INVALID = "id_invalid", "证件号不合规则"
    ID_MASKED = "id_masked", "证件号被遮盖"
    ID_DISABILITY_NUMBER = "id_disability_number", "用的是残疾人证号"
    NAME_MASKED = "name_masked", "姓名被遮盖"
    NAME_MISSING = "name_missing", "没有姓名"
    AMOUNT_UNREADABLE = "amount_unreadable", "金额读不出"
    AMOUNT_APPROXIMATE = "amount_approximate", "金额是约数"
    DATE_UNREADABLE = "date_unreadable", "日期读不出"
    SELF_PAID_DIFFERS = "self_paid_differs", "个人负担与总额减报销不符"
    UNIT_TEN_THOUSAND = "unit_ten_thousand", "原表单位为万元"
    FILLED_DOWN = "filled_down", "由合并单元格带入"
    HIDDEN_ROW = "hidden_row", "隐藏行"
    SEVERAL_IN_CELL = "several_in_cell", "一格多人"


class LinkStatus(Labelled):
    """How far a link may be trusted."""

    AUTO = "auto", "自动对上"
    REVIEW = "review", "待人工复核"
    NONE = "none", "未对上"


class MatchLevel(Labelled):
    """Why a row and a person were put together, best first; the order is the rank."""

    SAME_ID_SAME_NAME = "same_id_same_name", "证件号、姓名都一致"
    SAME_ID_NAME_VARIANT = "same_id_name_variant", "证件号一致,姓名是同音、异体或缺字"
    SAME_ID_NO_NAME = "same_id_no_name", "证件号一致,名单没写姓名"
    OLD_ID_SAME_NAME = "old_id_same_name", "15位旧号与18位号相合,姓名一致"
    PARTIAL_ID_SAME_NAME = "partial_id_same_name", "证件号可见部分相合,姓名一致"
    DAMAGED_ID_SAME_NAME = "damaged_id_same_name", "证件号差一处,姓名一致"
    DAMAGED_ID_NAME_VARIANT = "damaged_id_name_variant", "证件号差一处或只见部分,姓名近似"
    RELATIVE_ID_NAME_IN_HOUSEHOLD = "relative_id_name_in_household", "证件号是家人的,姓名在该户内"
    NAME_BIRTH_VILLAGE = "name_birth_village", "姓名、出生日期、村一致"
    NAME_BIRTH = "name_birth", "姓名、出生日期一致"
    NAME_PHONE = "name_phone", "姓名、电话一致"
    NAME_RELATIVE = "name_relative", "姓名与监护人或户主一致"
    NAME_VILLAGE = "name_village", "姓名、村一致"
    NAME_VARIANT_BIRTH = "name_variant_birth", "姓名近似,出生日期一致"
    NAME_VARIANT_VILLAGE = "name_variant_village", "姓名近似,村一致"
    SAME_ID_OTHER_NAME = "same_id_other_name", "证件号一致,姓名不同"
    HOUSEHOLD_ONLY = "household_only", "本人未登记,户已确定"
    WEAK = "weak", "只有零散相合之处"
    NONE = "none", "没有找到"


class WarningKind(Labelled):
    """Why a household is warned of. A closed list."""

    ILLNESS = "illness", "因病"
    SCHOOLING_COST = "schooling_cost", "因学(负担重)"
    DISABILITY = "disability", "因残"
    DISASTER = "disaster", "因自然灾害"
    ACCIDENT = "accident", "因意外事故"
    UNSTABLE_EMPLOYMENT = "unstable_employment", "务工就业不稳"
    SCHOOL_DROPOUT = "school_dropout", "义务教育未保障(失学辍学)"
    NEW_SUBSISTENCE_ALLOWANCE = "new_subsistence_allowance", "新增低保"
    NEW_DESTITUTE_SUPPORT = "new_destitute_support", "新增特困"


class Urgency(Labelled):
    """When to visit, most urgent first (notice G, G3)."""

    AT_ONCE = "at_once", "立即走访"
    THIS_MONTH = "this_month", "当月走访"
    THIS_QUARTER = "this_quarter", "当季走访"


class Measure(Labelled):
    """What a rule looks at. ``value`` of a fact or clue is yuan: for lists and rolls the self-paid money on its rows, or null."""

    ON_EVENT_LIST = "on_event_list", "列入名单"
    NEW_ON_ROLL = "new_on_roll", "新列入名册"
    DROPOUT = "dropout", "义务教育阶段失学辍学"
    INCIDENT = "incident", "事故变故"
    SELF_PAID = "self_paid", "医疗自付累计"
    IN_SCOPE_SELF_PAID = "in_scope_self_paid", "政策范围内自付累计"
    TUITION_BURDEN = "tuition_burden", "就学费用减资助"
    PER_CAPITA_INCOME = "per_capita_income", "家庭人均纯收入"


class Window(Labelled):
    """The time over which a rule counts or adds up."""

    QUARTER = "quarter", "本季度"
    MONTH = "month", "单月"
    YEAR_TO_DATE = "year_to_date", "本年累计"
    ROLLING_12_MONTHS = "rolling_12_months", "近12个月"
    SCHOOL_YEAR = "school_year", "本学年"
    SINCE_LAST_LIST = "since_last_list", "上次名册以来"


class Comparator(Labelled):
    """How a value is held against a rule's level."""

    AT_LEAST = ">=", "达到"
    OVER = ">", "超过"
    UNDER = "<", "低于"
    AT_MOST = "<=", "不高于"


class RuleOutcome(Labelled):
    """What a rule came to for one household: it fired, or why it did not."""

    FIRED = "fired", "触发预警"
    BELOW_LEVEL = "below_level", "没有达到标准"
    OTHER_POPULATION = "other_population", "不属于规则所指的户"
    ONLY_EARLIER = "only_earlier", "只有以前季度的行"
    NO_AMOUNT = "no_amount", "没有可用的金额"
    OUTSIDE_WINDOW = "outside_window", "日期不在时间段内"
    OTHER_WORDS = "other_words", "规则要看的那一栏写的不是"
    EMPTY_CELL = "empty_cell", "规则要看的那一栏是空的"
    NOT_OF_AGE = "not_of_age", "不在义务教育年龄"
    ALREADY_ON_ROLL = "already_on_roll", "早已在名册上"
    NO_EARLIER_ROLL = "no_earlier_roll", "没有以前的名册可比"
    LEFT_ROLL = "left_roll", "本季度名册上已没有"
    DOUBTFUL = "doubtful", "只有待复核的行"
    NOT_ON_LIST = "not_on_list", "不在名单上"
    LIST_NOT_SENT = "list_not_sent", "本季度没有收到这类名单"
    NO_INCOME = "no_income", "花名册没有收入"


class PersonStatus(Labelled):
    """Where a registered person stands."""

    PRESENT = "present", "在册"
    DEAD = "dead", "死亡"
    MOVED_OUT = "moved_out", "迁出"


class DeliveryStatus(Labelled):
    """What became of a received file."""

    CURRENT = "current", "采用"
    SAME_AS = "same_as", "与已收文件相同"
    SUPERSEDED = "superseded", "被后来的文件代替"
    WITHDRAWN = "withdrawn", "已撤回"
    REFUSED = "refused", "不能读取"
    QUESTION = "question", "等待确认"


class FileRefusal(Labelled):
    """Why a whole file was refused (or waits, for the last ones)."""

    EMPTY = "empty", "空文件"
    UNKNOWN_FORMAT = "unknown_format", "不认识的格式"
    TRUNCATED = "truncated", "文件不完整"
    PASSWORD = "password", "有打开密码"
    TOO_LARGE = "too_large", "超出大小限制"
    HOSTILE = "hostile", "内容异常,可能有害"
    TOO_SLOW = "too_slow", "读取超时"
    READER_FAILED = "reader_failed", "读取程序出错"
    NO_LIST = "no_list", "没有找到名单"
    NO_PERSON_COLUMN = "no_person_column", "没有姓名或证件号列"
    UNKNOWN_DEPARTMENT = "unknown_department", "看不出是哪类名单"
    TWO_READINGS = "two_readings", "有两种读法"
    NO_HEADER = "no_header", "没有表头"
    OTHER_QUARTER = "other_quarter", "像是别的季度的"


class VisitFinding(Labelled):
    """是否属实 (notice G, G9)."""

    TRUE = "true", "属实"
    UNTRUE = "untrue", "不属实"
    NOT_VERIFIED = "not_verified", "未能核实"


class VisitAdvice(Labelled):
    """核实建议: what the visitors propose (notice G, G12)."""

    INCLUDE = "include", "建议纳入"
    KEEP_WATCHING = "keep_watching", "持续关注"
    NOT_INCLUDE = "not_include", "不予纳入"
    ALREADY_MONITORED = "already_monitored", "已是监测对象"
    DEAD_OR_MOVED = "dead_or_moved", "死亡或迁出"
    NOT_FOUND = "not_found", "查无此人"


class VisitMethod(Labelled):
    """核实方式 (notice M, M15)."""

    HOME_VISIT = "home_visit", "入户"
    PHONE = "phone", "电话"
    MESSENGER = "messenger", "微信QQ"


class ReturnState(Labelled):
    """What became of a line of a returned workbook."""

    ACCEPTED = "accepted", "收下"
    CONFLICT = "conflict", "有冲突"
    REFUSED = "refused", "退回"


class ReturnReason(Labelled):
    """Why a returned line ended so. What it means and what to do is said under ``[returned_why]`` of the texts."""

    # accepted
    TAKEN = "taken", "新收下"
    UNCHANGED = "unchanged", "以前已收,无变化"
    CORRECTED = "corrected", "更正了以前的答复"
    REPLACED_SINCE = "replaced_since", "以前已收,后来有更正"
    SAME_IN_COPY = "same_in_copy", "与另一份相同"
    # conflict
    HOUSEHOLD_DIFFERS = "household_differs", "编号与户不符"
    OTHER_VILLAGE = "other_village", "是别的村的行"
    TWO_ANSWERS = "two_answers", "两份答复不同"
    OLDER_ANSWER = "older_answer", "比已收的答复旧"
    TWO_SAME = "two_same", "两个“同一人”"
    KEY_LOST = "key_lost", "编号丢失"
    # refused
    NOT_FILLED = "not_filled", "没有填写"
    NOT_ANSWERED = "not_answered", "没有填核实结果"
    KEY_UNREADABLE = "key_unreadable", "编号读不出"
    KEY_UNKNOWN = "key_unknown", "没有这个编号"
    KEY_CHANGED = "key_changed", "编号被改过"
    OTHER_QUARTER = "other_quarter", "是别的季度的行"
    CELL_UNREADABLE = "cell_unreadable", "有的格子读不出"
    DATE_OUT_OF_RANGE = "date_out_of_range", "核实日期不对"
    NO_HOUSEHOLDER = "no_householder", "没有填户主"
    NO_NAME = "no_name", "没有填是本村哪个人"
    PLACE_UNKNOWN = "place_unknown", "看不出是哪个村"
    NO_HEADING = "no_heading", "没有表头"
    ON_PRINT_SHEET = "on_print_sheet", "填在打印表上"


class ReturnNote(Labelled):
    """Something to know about an accepted line."""

    CHANGED_SINCE = "changed_since", "名单上的内容后来有变更"
    WITHDRAWN_SINCE = "withdrawn_since", "这一户后来已撤下"
    OWN_FIND = "own_find", "当作村级发现户"
    LISTED_TOO = "listed_too", "名单上也有同名户"
    ABOUT = "about", "有约数"
    TEXT_UNREADABLE = "text_unreadable", "有的文字读不出"
    PARTIAL_DATE = "partial_date", "日期不到日"
    LESS_THAN_BEFORE = "less_than_before", "比以前填得少,以前的保留"


class ReturnFileRefusal(Labelled):
    """Why a whole returned file was not taken although it could be read."""

    NOT_OUR_LIST = "not_our_list", "不是发下去的名单"
    QUARTER_UNKNOWN = "quarter_unknown", "看不出是哪个季度"
    QUARTER_NOT_ISSUED = "quarter_not_issued", "该季度没有发过名单"
    OTHER_QUARTER = "other_quarter", "是别的季度的名单"


class Disclosure(Labelled):
    """How much of a clue a village workbook may say (``office.toml``)."""

    COARSE = "coarse", "概括"
    FULL = "full", "详细"


# Columns that hold codes, and the list their values come from. ``kinds`` and ``notes`` hold several, joined.
CODES: dict[str, frozenset[str]] = {
    "fate": frozenset(Fate),
    "list_kind": frozenset(ListKind),
    "kind": frozenset(WarningKind),
    "urgency": frozenset(Urgency),
    "level": frozenset(MatchLevel),
}

# ``status`` means something of its own in each table.
STATUS_CODES: dict[str, frozenset[str]] = {
    "links": frozenset(LinkStatus),
    "persons": frozenset(PersonStatus),
    "deliveries": frozenset(DeliveryStatus),
}
