"""Codes of what comes back from a visit, and what became of a returned line."""

from pipelines.model.codes.labelled import Labelled


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
