"""Medical insurance (医保局): settlements and large reimbursements, one row per settlement or one sum for a period."""

from pipelines.model.codes import ListKind
from pipelines.sources.department import Department, Heading, ListForm

_HEADINGS = {
    "person_name": Heading(
        "参保人 参保人姓名 参保人员姓名 参保人员 患者姓名 患者 就诊人姓名 报销人姓名 报销人 住院人姓名"
    ),
    "id_number": Heading(
        "参保人身份证号 参保人证件号码 参保人员证件号码 参保人身份证号码 患者身份证号 患者证件号码 参保号"
    ),
    "medical_category": Heading("医疗类别 就医类别 医疗类型 就诊类型 就诊类别 就医类型 支付类别 业务类型"),
    "disease_name": Heading("病种 疾病名称 诊断 出院诊断 主要诊断 疾病诊断 诊断名称 入院诊断 病种名称"),
    "settlement_date": Heading(
        "结算时间 结算日期 报销时间 报销日期 支付日期 拨付日期 审核日期 补偿日期 补偿时间 结算年月 费用结算日期 清算日期 "
        "赔付日期 结账日期 费用结算时间 结算期"
    ),
    "settlement_number": Heading(
        "结算单号 结算编号 结算流水号 结算号 结算单编号 单据号 流水号 结算id 就诊id 就诊流水号 住院号"
    ),
    "admission_date": Heading("入院日期 入院时间 住院日期 住院时间 就医时间 就诊时间 就诊日期 就医日期"),
    "discharge_date": Heading("出院日期 出院时间"),
    "total_cost_yuan": Heading(
        "医疗费总额 医疗总费用 总费用 费用总额 医疗费用总额 医疗费用 住院总费用 住院费用 费用总金额 总金额 医疗费用合计 "
        "费用合计 发生费用 医疗费 总医疗费用 医疗费用总费用 费用总费用 发生医疗费用 医药费总额 医药费用 医疗费用总金额 "
        "费用情况总费用 医疗费总金额 总额 累计医疗费用 累计总费用"
    ),
    "funds_total": Heading(
        "基金支付总额 报销总额 报销金额 报销合计 报销总金额 累计报销 累计报销金额 基金支付合计 基金支付 医保报销总额 "
        "统筹支付总额 医保支付总额 补偿金额 补偿总额 报销费用 合计报销 医保基金支付总额 医保基金支付 基金支付金额 "
        "医保报销金额 实际报销金额 医保支付金额 医保报销合计 医保支付 基金支付总金额"
    ),
    "fund_part": Heading(
        "基本医疗保险统筹基金支出 居民大病保险资金支出 职工大额医疗费用补助基金支出 大病保险 基本医保 统筹基金支付 "
        "大病保险支付 统筹支付 医保统筹 医保报销 农合报销 新农合报销 基本医保报销 大病保险报销 其他支出 公务员医疗补助 "
        "公务员医疗补助资金支出 基本医疗保险 基本医保支付 补充保险 补充医疗保险 统筹基金 大病报销 大病补偿 二次报销 "
        "大额补助 企业补充医疗保险基金支出 统筹基金支出 大病保险资金支出 职工大额医疗费用补助 居民大病保险 基本医疗 统筹 "
        "大病 基本医保统筹 医保统筹支付 大病保险补偿 大病支付 商业补充保险 基本医保基金 大病保险基金 基本医保统筹基金 "
        "基本医疗保险支付 大病保险赔付 统筹报销 大病保险金额 其他基金支出 基本统筹 医保统筹基金支付 基本医疗保险统筹基金 "
        "居民大病保险支付 职工大额 基本医保统筹基金支付 统筹基金支付金额"
    ),
    "relief_fund": Heading("医疗救助基金支出 医疗救助基金 医疗救助基金支付"),
    "relief": Heading(
        "医疗救助 民政救助 民政医疗救助 医疗救助金额 民政救助金额 医疗救助支付 救助金额 民政补助 医疗救助金 民政 救助 "
        "医疗救助报销 民政救助金 城乡医疗救助 民政医疗救助金额"
    ),
    "self_paid_yuan": Heading(
        "个人负担总金额 个人负担 个人自付 个人自付金额 自付金额 个人支付 个人自理 个人负担金额 个人承担 自付费用 "
        "个人自付费用 个人承担金额 个人支付金额 个人自付总额 自付总额 个人负担费用 个人负担合计 自负金额 个人自负 "
        "个人负担总额 个人承担费用 实际自付 实际自付金额 个人实际自付 个人自付合计 累计自付 累计自付金额 个人累计自付 "
        "自付 个人累计负担 累计个人负担 个人"
    ),
    "in_scope_self_paid_yuan": Heading(
        "政策范围内自付 合规自付 合规自付费用 政策范围内个人负担 政策范围内自付费用 政策范围内自付金额 范围内自付 "
        "合规自付金额 政策内自付 目录内自付 合规费用自付 政策范围内个人自付 政策范围内个人自付金额 政策范围内个人自付费用 "
        "个人合规自付 政策内个人自付 合规个人自付"
    ),
    "ignored": Heading(
        "目录外费用 目录外 全自费金额 全自费 自费金额 自费费用 个人账户支出 个人账户 个人账户支付 个人现金支出 "
        "个人现金支付 现金支付 超限价自费费用 先行自付金额 实际支付起付线 起付线 符合政策范围金额 合规费用 报销比例 "
        "政策范围内费用 目录内费用 超限价"
    ),
}

DEPARTMENT = Department(
    code="insurance",
    label="医保",
    folder_words=("医保", "医疗保障", "医疗保险", "合管", "新农合", "农合", "社保"),
    lists=(
        ListForm(
            kind=ListKind.LARGE_REIMBURSEMENT,
            title_words=("大额", "高额", "大额报销", "报销名单", "大病保险", "大额医疗", "大额自付"),
            headings=_HEADINGS,
            marks=("funds_total", "fund_part", "relief_fund", "self_paid_yuan", "total_cost_yuan", "relief"),
            required=("funds_total|self_paid_yuan|total_cost_yuan|fund_part",),
            avoid_words=("结算明细", "结算单"),
            event_date="settlement_date",
        ),
        ListForm(
            kind=ListKind.SETTLEMENT,
            title_words=("结算", "结算明细", "住院补偿", "费用明细", "医疗费用", "报销明细"),
            headings=_HEADINGS,
            marks=(
                *("settlement_number", "funds_total", "fund_part", "relief_fund", "self_paid_yuan", "settlement_date"),
                *("relief", "medical_category", "in_scope_self_paid_yuan", "total_cost_yuan"),
                *("admission_date", "discharge_date", "disease_name"),
            ),
            required=("funds_total|self_paid_yuan|total_cost_yuan|fund_part",),
            avoid_words=("大额", "高额"),
            event_date="settlement_date",
        ),
    ),
)
