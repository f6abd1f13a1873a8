"""Codes of what was received: lists, files, rows and what became of them."""

from pipelines.model.codes.labelled import Labelled


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
    UNIT_UNCLEAR = "unit_unclear", "金额单位不清"
