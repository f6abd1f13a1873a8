"""Words that head the columns of any list, whoever sends it, and words that mark a line as no person.

Belongs here: shared vocabulary, seen on public lists and forms (notes on messy lists). A department's own words stand in its
declaration. Working columns that only reading needs (several funds that make one sum) have names that no table has.
"""

import re

# Money columns that are added up while reading; ``settlement.py`` turns them into the table's columns.
FUNDS_TOTAL, FUND_PART, RELIEF, RELIEF_FUND = "funds_total", "fund_part", "relief", "relief_fund"
TUITION_PART = "tuition_part"
# Known columns that no table keeps: named so that they are neither taken for something else nor reported as unknown.
IGNORED = "ignored"
SERIAL = "serial"
HOUSEHOLD_ID, PERSON_ID = "household_id", "person_id"

_SHARED: dict[str, str] = {
    "person_name": "姓名 人员姓名 成员姓名 家庭成员姓名 家庭成员 真实姓名 本人姓名 对象姓名 保障对象 保障对象姓名 救助对象 "
    "救助对象姓名 受助人 受助人姓名 当事人 当事人姓名 名字 人员名称 公民姓名 中文姓名 持卡人 享受人姓名 姓名全称 name",
    "id_number": "身份证号 身份证号码 身份证件号 身份证件号码 身份证明号码 证件号码 证件号 公民身份号码 公民身份证号码 公民身份证号 公民身份证 "
    "身份证 居民身份证号 居民身份证号码 社会保障号 社会保障号码 社保号 本人身份证号 本人身份证号码 成员身份证号 成员身份证号码 "
    "成员证件号码 人员证件号码 人员身份证号 人员身份证号码 人员证件号 有效证件号码 身份号码 身份证编号 身份证号或残疾证号 证件编号 idcard id",
    "sex": "性别",
    "birth_date": "出生日期 出生年月 出生年月日 出生时间 生日 出生",
    "age": "年龄 周岁 实足年龄 年龄周岁",
    "township_name": "乡镇 乡 镇 乡镇街道 镇街 街镇 乡镇街 镇街道 所在乡镇 所属乡镇 乡镇名称 街道乡镇 户籍乡镇 乡镇办 镇乡",
    "village_name": "村 村名 村名称 行政村 所在村 所属村 所在行政村 所属行政村 村社区 社区村 村居 村居委会 村委会 村民委员会 所属村社区 所在村社区 "
    "户籍村 村别 村委 户籍所在村 家庭所在村 所属村居 所在村居 村社 行政村社区 所属社区 社区 村庄 居住村 村级 户口所在村",
    "group_name": "组 村民小组 村民组 小组 组别 所在组 所属组 自然村 自然村组 村组名称 社 队 生产队 组名 组名称 村小组 屯 居民小组 所在村民组",
    "address": "住址 家庭住址 家庭地址 户籍地址 现住址 详细地址 地址 居住地址 户口所在地 户籍 户籍地 户籍所在地 居住地 联系地址 通讯地址 家庭详细住址 "
    "村组 地区 行政区划 镇村 乡镇村 乡村 所在镇村 村庄地址 家庭所在地 所在地 户口所在地址 户籍地详细地址 家庭现住址 家庭详细地址 住所 现居住地 户籍住址 户口地址 所在村组 乡镇村组 常住地址 身份证地址",
    "phone": "联系电话 电话 电话号码 手机 手机号 手机号码 联系方式 户联系电话 成员联系电话 本人电话 联系手机 移动电话 家庭电话 本人联系电话 "
    "家庭联系电话 联系人电话 家长电话 家长联系电话 户主电话 户主联系电话 户主联系方式 监护人电话 监护人联系电话 监护人联系方式 患者电话 家属电话 学生电话",
    "guardian_name": "监护人姓名 监护人 家长姓名 家长 学生家长 父母姓名 父亲姓名 母亲姓名 法定监护人 监护人名称 父或母姓名 父亲 母亲 父母 父母或监护人 "
    "家长或监护人 家长或监护人姓名 父母或其他监护人 监护人家长 学生监护人 法定监护人姓名",
    "guardian_id_number": "监护人身份证号 监护人身份证号码 监护人证件号码 监护人证件号 家长身份证号 家长身份证号码 父母身份证号 父亲身份证号 "
    "父母身份证号码 监护人身份证 家长身份证 家长证件号码 法定监护人身份证号",
    "householder_name": "户主姓名 户主 家庭户主 户主名称 户主名 所在户户主 户主姓名字 家庭户主姓名 所属户主",
    "householder_id_number": "户主身份证号 户主身份证号码 户主证件号码 户主证件号 户主身份证 户主公民身份号码 户主公民身份证号码",
    "relation": "与户主关系 户主关系 与户主的关系 和户主关系 家庭关系 与户主之关系 成员关系 关系 与户主关系名称 同户主关系",
    "household_size": "家庭人口 家庭人口数 家庭人数 户人口数 人口数 家庭总人口 家庭总人口数 家庭成员数 户内人口 家庭人口数量 家庭规模 在册人口 家庭成员人数 户籍人口数",
    SERIAL: "序号 编号 序 no 行号 顺序号 序列号 户序号 人序号 序次 号",
    HOUSEHOLD_ID: "户编号 户号 户号编码 家庭编号 户籍编号 户口编号 户口簿编号 户编码 户口号 家庭户编号",
    PERSON_ID: "人员编号 人口编号 人编号 个人编号 人员编码 人口编码 成员编号",
    IGNORED: "备注 说明 签名 签字 领款人签字 领款时间 开户银行 开户行 银行账号 银行卡号 账户名称 卡号 账号 民族 文化程度 政治面貌 证件类型 证件类别 "
    "附件 盖章 填表人 审核人 审核意见 经办人 婚姻状况 劳动技能 健康状况 班主任 班主任姓名 责任医生 签约医生 签约村医 联系人 联系人姓名 帮扶责任人 帮扶联系人 "
    "包保干部 填报人 填报日期 填报时间 户数 人数 合计 总计 学籍号 学号 班级 社保卡号 医保卡号 开户人 开户人姓名 户主签字 公示情况 单位 项目 内容 操作 状态说明 "
    "险种类型 险种 参保类型 就医地点 医疗机构 定点医疗机构 就诊医院 救治医院 医院名称 就医医院 住院天数 科室 内部编号 村医 村医姓名 一卡通账号 一卡通号 一卡通 社保卡账号 全国学籍号 学籍编号 学籍辅号 银行卡 开户名 银行 发放账号 签名栏 领取人签字 医保类型 参保地 参保身份 电子邮箱 邮编",
}

SHARED_HEADINGS: dict[str, str] = {word: column for column, words in _SHARED.items() for word in words.split()}

# A word before 姓名 or 身份证 that makes the column somebody else's.
GUARDIAN_WORDS = re.compile(r"监护人|家长|父亲|母亲|父母")
HOUSEHOLDER_WORDS = re.compile(r"户主")
# A word that ends right before 姓名 and makes the column the list's own people, whatever else the label mentions.
OWN_PERSON_WORDS = re.compile(
    r"(?:患者|患病人员|患病成员|病人|村民|居民|职工|工人|员工|学生|儿童|少年|成员|对象|农户|本人|参保人|伤者|死者|老人|残疾人|群众|受益人|投保人员|参保人员|供养人员|救助人员|补偿人|就诊人|住院人)"
    r"(?:的)?(?:有效|居民|公民)?(?:真实)?(?:姓名|名字|身份证|身份号码|证件号)"
)
OTHER_PERSON_WORDS = re.compile(
    r"负责人|责任人|联系人|经办|医生|医师|教师|老师|班主任|校长|网格员|干部|填表|填报|开户|账户|代理|代领|领款|户名|单位|企业|法人|法定代表|学校|医院|"
    r"村|乡|镇|组|疾病|病|药|银行|审核|审批|录入|采集|配偶|父|母|子女|申请人|赡养|抚养|扶养|证明人|报告人|目击|肇事|驾驶员|车主|雇主|老板|帮扶|照料|陪护|家属|亲属|受托|委托|司机"
)
NAME_SHAPED = re.compile(r"姓名|名字$")
NUMBER_SHAPED = re.compile(r"身份证|身份号码|证件号|身份证明|公民身份")
COUNT_SHAPED = re.compile(
    r"人数|户数|人口|人次|数量|份数|类型|类别|照片|复印件|有效期|地址|住址|是否|签发|签字|签名|变更|核验|状态|日期|时间"
)

TOTAL_WORDS = re.compile(
    r"^(?:合计|总计|共计|累计|总合计|全镇合计|全乡合计|全县合计|全市合计|人数合计|金额合计|合计[::]?.*|总计.*|共计.*)$"
)
SUBTOTAL_WORDS = re.compile(
    r"^(?:小计|分计|村计|本页小计|本页合计|村小计|组小计|镇小计|.{1,16}(?:小计|合计|共计|计))[::]?.{0,12}$"
)
FOOTER_WORDS = re.compile(
    r"^(?:填表人|制表人|制表|填报人|审核人|审核|负责人|单位负责人|复核|复核人|经办人|经办|主管|分管领导|领导签字|签字|联系人|联系电话|填报单位|填报日期|填表日期|"
    r"填报时间|填表时间|制表日期|制表单位|日期|时间|注|备注|说明|附注|数据来源|本表|此表|盖章|单位盖章|单位\(?(?:公章|盖章|印章)|公章|填表说明|单位|报送单位|"
    r"报送人|报送日期|校长|院长|打印|打印人|打印时间|打印日期|导出时间|导出人|第\d+页|统计人|统计时间|录入人|截止|以上|上述|特此|证明|本次|本页|声明)"
)
PREAMBLE_START = re.compile(
    r"^(?:(?:填报|报送|制表|上报|编制)?(?:单位|部门|机构|日期|时间|人)(?:\(.*?\))?[::]|统计(?:时间|月度|期间|日期|截止)|附件|编号|填表|单位|制表|数据月份|[(]?(?:金额)?单位)"
)
NOT_NAMES = frozenset(
    [
        "无",
        "没有",
        "暂无",
        "不详",
        "未知",
        "空",
        "同上",
        "测试",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "0",
        "略",
        "见附件",
        "null",
        "none",
        "n/a",
        "na",
        "nan",
        "姓名",
        "本季度无",
        "无此项",
        "零报告",
        "以下空白",
        "以下无内容",
    ]
)
EMPTY_WORDS = frozenset(
    [
        "无",
        "無",
        "没有",
        "暂无",
        "不详",
        "未知",
        "空",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "null",
        "none",
        "n/a",
        "na",
        "nan",
        "未填",
        "不清楚",
        "未提供",
        "缺",
    ]
)
END_WORDS = re.compile(r"^[-—=\s]*(?:以下空白|以下无内容|以下无正文|完|结束|\(?本页完\)?|此处空白)[-—=\s]*$")
