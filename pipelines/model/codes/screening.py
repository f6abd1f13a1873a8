"""Codes of what it means: kinds of warning, urgency, and the words of rules."""

from pipelines.model.codes.labelled import Labelled


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


class Disclosure(Labelled):
    """How much of a clue a village workbook may say (``office.toml``)."""

    COARSE = "coarse", "概括"
    FULL = "full", "详细"
