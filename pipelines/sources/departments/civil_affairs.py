"""Civil affairs (民政): rolls of subsistence allowance (低保, heads alone or with members) and destitute support (特困)."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm

_ROLL = {
    "monthly_amount_yuan": Heading(
        "月保障金 户月保障金 保障金额 月保障金额 户月保障金额 月补助金额 低保金 月低保金 救助金额 保障金 月救助金额 "
        "补助金额 发放金额 月发放金额 家庭月保障金 低保金额 月补差 月人均补差 户月低保金 基本生活费 月供养金 供养金额 "
        "月标准 月供养标准 供养标准 月救助供养金 基本生活标准 家庭月保障金额 保障标准 月补助标准 补助标准 领取金额 "
        "应发金额 户保障金额 月发放 每月发放 月领取 月补差金额 月基本生活费 救助供养标准 月保障水平"
    ),
    "from_date": Heading(
        "起始保障年月 纳入时间 起始保障日期 享受起始年月 批准时间 审批时间 纳入日期 起始时间 享受时间 开始享受时间 "
        "保障起始年月 审批日期 起保年月 纳入保障时间 保障开始时间 起始年月 起始日期 开始保障时间 批准日期 享受起始时间 "
        "新增时间 纳入低保时间 供养起始时间 起始供养年月 起始供养时间 供养开始时间 供养时间 纳入特困时间 纳入年月 "
        "开始享受年月 认定时间 认定日期 保障起始时间 起始供养日期 享受开始时间 保障起始日期"
    ),
    "cause": Heading("主要致贫原因 致贫原因 困难原因 主要困难原因 贫困原因 申请原因 困难类型"),
}
_LOW_INCOME = {
    "covered_size": Heading(
        "保障人口数 保障人口 保障人数 享受人数 低保人数 享受人口 保障人口数量 享受低保人数 低保人口"
    ),
    "allowance_number": Heading("低保证号 低保证号码 低保证编号 保障证号 低保编号 证书编号 低保证 低保证件号 救助证号"),
    "householder_name": Heading("低保户主 低保户主姓名 申请人姓名 户主姓名 户主"),
    "householder_id_number": Heading("申请人身份证号 申请人身份证号码 户主身份证号"),
    "person_name": Heading("低保对象 低保对象姓名 共同生活家庭成员 家庭成员姓名 成员姓名 享受人员姓名 保障人员姓名"),
    "relation": Heading("与申请人关系 与低保户主关系"),
    "ignored": Heading("低保类别 类别 保障类别 救助类别 分类施保金额 分类施保 家庭补差 重点救助"),
}
_DESTITUTE = {
    "person_name": Heading(
        "特困人员姓名 供养对象 特困人员 供养对象姓名 特困供养人员 特困对象 特困供养对象姓名 五保对象 供养人员姓名"
    ),
    "support_mode": Heading("供养方式 供养形式 供养类别 救助供养方式 供养类型 供养方式类别 供养分类"),
    "allowance_number": Heading("特困证号 供养证号 特困供养证号 救助供养证号 特困证编号 证书编号 供养证编号"),
    "ignored": Heading(
        "供养机构 供养服务机构 照料护理费 护理费 护理补贴 生活能力 自理能力 护理等级 护理标准 照料护理标准 生活自理能力"
    ),
}

DEPARTMENT = Department(
    code="civil_affairs",
    label="民政",
    folder_words=("民政", "社会救助", "社会事务", "低保办", "救助站"),
    lists=(
        ListForm(
            kind=ListKind.SUBSISTENCE_ALLOWANCE,
            title_words=("低保", "最低生活保障", "城保", "农保", "低保户", "低保备案"),
            headings={**_ROLL, **_LOW_INCOME},
            marks=("covered_size", "allowance_number", "monthly_amount_yuan", "from_date"),
            avoid_words=("特困", "五保"),
            householder_is_person=True,
        ),
        ListForm(
            kind=ListKind.DESTITUTE_SUPPORT,
            title_words=("特困", "供养", "五保", "特困人员", "特困供养"),
            headings={**_ROLL, **_DESTITUTE},
            marks=("support_mode", "allowance_number", "monthly_amount_yuan", "from_date"),
            avoid_words=("低保", "最低生活保障"),
            householder_is_person=True,
        ),
        ListForm(
            kind=ListKind.DISASTER,
            title_words=("受灾", "因灾", "灾情", "自然灾害", "灾害"),
            headings={
                "incident_date": Heading("受灾时间 受灾日期 灾害时间"),
                "incident_kind": Heading("灾种 灾害种类 受灾类型"),
            },
            marks=("incident_date", "incident_kind"),
            required=("incident_date|incident_kind",),
            event_date="incident_date",
            householder_is_person=True,
        ),
    ),
)
