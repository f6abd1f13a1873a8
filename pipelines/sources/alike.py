"""Header labels that nobody listed, understood by their parts: 何时确诊, 年教育支出, 本次个人实际自付部分.

Belongs here: what a label means when it is no word of ``vocabulary.py`` or of a department. A listed word always goes
before; a list form only gets columns that it declares. A label that fits no pattern stays unknown: better unread than wrong.

>>> alike("何时确诊"), alike("医保报销比例"), alike("照料护理补贴标准")
(('diagnosis_date',), (), ())
"""

import re
from functools import lru_cache

from pipelines.sources.vocabulary import FUND_PART, FUNDS_TOTAL, RELIEF, TUITION_PART

_LONGEST = 16
_WHEN = r"(?:起止|起始|开始|的)?(?:具体)?(?:时间|日期|年月日?|日|时|时点)(?:\d|起)?"
_HOW_MUCH = r"(?:的|总|合计|累计|实际)?(?:金额|费用|款项?|资金|数额|额度?|元|部分|总额|合计|数|情况){0,2}"
_PLACE_OF = r"(?:家庭|户籍|户口|现|居住|常住|所在|所属|所|患者|学生|本人|户主|住|的|地)*"
# What makes a money column another figure than the one its other words promise.
_OTHER_FIGURE = re.compile(
    r"起付|比例|比率|率$|次数|自费|目录外|范围外|账户|现金|余额|限额|封顶|应缴|缴费|护理|分类施保|剩余|是否|扣减|系数|人均|补发|停发|年度累计|标准线|未|先行|[甲乙丙]类"
)
_MONEY = frozenset(
    {
        *("total_cost_yuan", "self_paid_yuan", "in_scope_self_paid_yuan", "monthly_amount_yuan", "compensation_yuan"),
        *("tuition_yuan", "education_aid_yuan", FUND_PART, FUNDS_TOTAL, RELIEF, TUITION_PART),
    }
)
_NOT_WHEN = re.compile(
    r"截止|截至|结束|终止|到期|有效|填报|填表|上报|复核|年审|停发|返校|复学|出生|办证|发证|上次|下次"
)
_SOMEBODY_ELSES = re.compile(
    r"举报|监督|经办|填报|填表|医生|医师|教师|老师|班主任|校长|责任|负责|干部|网格|单位|企业|学校|医院|银行"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        ("in_scope_self_paid_yuan", r".{0,4}(?:政策(?:范围)?内|范围内|合规|目录内).{0,4}(?:自付|自负|负担|个人).{0,6}"),
        (
            "self_paid_yuan",
            r"(?!.*(?:合规|政策|范围内|目录内|大病|统筹|基金|医保))(?:本次|住院|就诊|医疗|费用|其中|实际|累计|合计|年度?|的|总)*"
            rf"(?:(?:个人|自己|患者|本人|家庭|群众)(?:实际|累计|总|应|需)*(?:自付|自负|负担|承担|自理|支付|支出|付)|自付|自负){_HOW_MUCH}",
        ),
        (RELIEF, rf".{{0,4}}(?:医疗救助|民政(?:医疗)?(?:救助|补助|报销)){_HOW_MUCH}"),
        (
            FUND_PART,
            r"(?:费用)?(?:报销|补偿|支付|支出)(?:情况|金额)?(?:基本|大病|统筹|二次|大额|补充)(?:医疗|医保|保险|基金)*|"
            r".{0,6}(?:统筹|大病(?:保险)?|基本医保|基本医疗(?:保险)?|二次|大额(?:补充)?|补充(?:医疗)?保险|公务员)(?:基金|医疗|保险)*"
            rf"(?:支付|支出|报销|补偿|赔付|补助){_HOW_MUCH}",
        ),
        (
            FUNDS_TOTAL,
            rf"(?:本次|本年|累计|合计|总|共|实际|住院|已|新?农合|合作医疗|医保|医疗保险|基金|各项)*(?:报销|补偿|核报|基金支付|医保支付){_HOW_MUCH}",
        ),
        (
            "total_cost_yuan",
            r"(?:本次|住院|就诊|就医|门诊|医疗|医药|治疗|累计|合计|全部|实际|发生|产生|的|总|年度?)*"
            rf"(?:总费用|费用总|医疗费|医药费|住院费|治疗费|诊疗费|就医费|医疗花费|看病花费|医疗支出|费用合计|花费总){_HOW_MUCH}",
        ),
        (
            "diagnosis_date",
            rf"(?:.{{0,4}}(?:确诊|诊断|首诊|初诊|发病|患病|得病|检出|查出).{{0,2}}{_WHEN}|何时(?:确诊|患病|发病|得病|查出))",
        ),
        ("admission_date", rf".{{0,4}}(?:入院|住院|就诊|就医){_WHEN}"),
        ("discharge_date", rf".{{0,4}}出院{_WHEN}"),
        (
            "settlement_date",
            rf".{{0,6}}(?:结算|报销|补偿|拨付|支付|清算|结账|到账|打卡|发放|核报|报账|付款|审核){_WHEN}",
        ),
        (
            "disease_name",
            r"(?!.*(?:时|日期|医院|证明|程度|费|原因|是否|次要|其[他它]|并发)).{0,6}(?:病种|疾病|病名|诊断|所患.{0,3}病|患.{0,3}病|病症|大病|重病)(?:名称|种类|类型|情况|名|类别)?",
        ),
        (
            "absent_since",
            rf".{{0,4}}(?:离校|辍学|失学|未到校|缺课|旷课|停学|未返校|流失|未入学|未报到){_WHEN}|何时(?:离校|辍学|失学)",
        ),
        (
            "absence_reason",
            r".{0,4}(?:离校|辍学|失学|未到校|缺课|旷课|停学|未返校|流失|未入学|未上学|未就学).{0,3}(?:原因|理由|事由)",
        ),
        (
            "pupil_status",
            r"(?!.*(?:时间|日期|原因|学校|年级|责任|人$)).{0,4}(?:劝返|劝学|返校|复学|学籍|在校|就学|就读|在读|跟踪|控辍|动员).{0,4}(?:情况|状态|状况|结果|进展|现状)",
        ),
        (
            "incident_date",
            rf".{{0,4}}(?:事故|事发|发生|受伤|出险|出事|死亡|伤亡|遇难|受灾|失业|离职|返乡|解聘|被裁|辞退|停工|欠薪|灾害){_WHEN}",
        ),
        (
            "from_date",
            r".{0,6}(?:享受|起始|起保|纳入|审批|批准|认定|开始|新增|核定|核准|入保|进保|获批|起享|评定|确认|起供|供养|保障|救助)(?:低保|特困|五保|保障|待遇|救助|供养|对象)?"
            + _WHEN,
        ),
        (
            "monthly_amount_yuan",
            r"(?!.*(?:每?年|次性|临时|资助|赔|原|前|旧|累计|季)).{0,6}(?:保障金|低保金|补助金?|补差|供养金|救助金|生活费|补助标准|供养标准|保障标准|低保补助|救助供养金|保障资金|低保资金|保障待遇)"
            r"(?:每?月)?(?:发放)?(?:的|总|合计|实际)?(?:金额|标准|额|数|元|资金)?(?:每?月)?",
        ),
        ("covered_size", r".{0,4}(?:保障|享受|低保|施保|纳入|在保)(?:低保)?(?:对象)?(?:总)?(?:人数|人口数?|口数)"),
        ("household_size", r".{0,2}(?:家庭|户籍|户内|全家|全户|户)(?:现有|常住|在册|成员|总)*(?:人数|人口数?|口数)"),
        ("cause", r".{0,4}(?:致贫|贫困|困难|致困|返贫).{0,3}原因"),
        ("support_mode", r".{0,6}供养(?:方式|形式|类别|类型|情况)"),
        ("allowance_number", r".{0,6}(?:低保|特困|五保|救助|供养|保障)证?(?:件|书)?(?:号码?|编号)"),
        (
            "compensation_yuan",
            r"(?!.*(?:时间|日期|原因|医保|大病)).{0,6}(?:赔付|赔偿|理赔|补偿金?|获赔|抚恤金?|赔款)(?:款|金)?"
            + _HOW_MUCH,
        ),
        ("injury", r".{0,4}(?:伤害|受伤|伤情|伤亡|伤势|损伤|致残|伤残)(?:程度|情况|等级|级别|后果|结果)?"),
        ("incident_kind", r".{0,4}(?:事故|灾害|灾情|变故|伤害|出险)(?:类型|类别|种类|性质|级别|等级)|灾种"),
        (
            "employer_name",
            r"(?!.*(?:性质|类型|电话|地址|负责|人$|意见)).{0,6}(?:用工|务工|工作|用人|责任|事故|欠薪|发生|所在|任职|就业|雇佣)(?:的)?(?:单位|企业|公司|工厂|厂家)(?:名称|全称)?|(?:失业|离职|返乡)前(?:的)?(?:工作|务工)?(?:单位|企业|公司)(?:名称)?",
        ),
        (
            "school_name",
            r"(?!.*(?:时间|日期|电话|责任|地址|意见|情况|代码|转|毕业)).{0,6}(?:学校|院校|校名)(?:名称|全称)?(?:[、及和与].{0,4})?",
        ),
        ("grade_name", r"(?!.*(?:主任|组长|时间)).{0,4}年级(?:[、及和与]?班级?|名称)?|学段年级"),
        (
            "education_aid_yuan",
            rf"(?!.*(?:时间|日期|方式|项目|类型|名称|等级)).{{0,6}}(?:资助|助学金|奖学金|助学补助|生活补助|教育补助|减免|雨露计划){_HOW_MUCH}",
        ),
        (
            "tuition_yuan",
            r"(?!.*(?:医|病|资助|生活费|伙食)).{0,4}(?:教育|就学|上学|学习|在校|学年|学期|入学|读书|求学)(?:总|年)?(?:费用|支出|花费|花销|开支|开销)"
            rf"{_HOW_MUCH}|(?:学年|全年|一年|每年|年度?)学杂?费(?:总额|合计|总计|金额)?|学杂?费、?(?:住宿费|食宿费)?(?:总额|合计|总计)",
        ),
        ("village_name", rf"{_PLACE_OF}(?:行政)?(?:村|社区|村居|村社区|村或社区)(?:名称?|委会|\(?居委会\)?|民委员会)?"),
        ("group_name", rf"{_PLACE_OF}(?:村民)?(?:小组|组)(?:名称?|别)?"),
        ("township_name", rf"{_PLACE_OF}(?:乡镇|镇街|乡\(?镇\)?|街道|乡镇街道)(?:名称?)?"),
        ("address", r"(?!.*(?:邮箱|ip|单位|企业|事故|发生|学校|医院)).{0,8}(?:住址|地址|住所|居住地|户籍所在地)"),
        ("phone", r".{0,8}(?:电话|手机|联系方式|手机号)(?:号码?)?\d?"),
        ("relation", r"(?:该|此|本)?(?:人)?(?:与|同|和|跟)(?:本户|该户)?户主(?:的|之)?(?:间的?)?关系"),
        ("sex", r".{0,4}性别"),
        ("age", r".{0,4}(?<!工)年龄"),
        ("birth_date", rf".{{0,4}}(?:出生){_WHEN}"),
    )
)


@lru_cache(maxsize=20_000)
def alike(label: str) -> tuple[str, ...]:
    """The columns that ``label`` (bare words of one header cell) may mean, the likeliest first; empty for most text."""
    if not 2 <= len(label) <= _LONGEST:
        return ()
    return tuple(column for column, pattern in _PATTERNS if pattern.fullmatch(label) and _may(column, label))


def _may(column: str, label: str) -> bool:
    """Whether no word of the label takes back what the others promise."""
    if column in _MONEY:
        return not _OTHER_FIGURE.search(label)
    if (column.endswith("_date") and column != "birth_date") or column == "absent_since":
        return not _NOT_WHEN.search(label)
    if column in ("phone", "address", "sex", "age", "birth_date"):
        return not _SOMEBODY_ELSES.search(label)
    return "是否" not in label
