"""What villages write where a dropdown offers a choice, beside the choice's own words.

Belongs here: other words for the same choice, by column and code. The choices' own words come with the form.
"""

OTHER_WORDS: dict[str, dict[str, str]] = {
    "finding": {
        "true": "是 真实 情况属实 基本属实 对 属實",
        "untrue": "否 不实 不真实 情况不属实 不是 假 不屬實",
        "not_verified": "未核实 没核实 没有核实 无法核实 不能核实 核实不了 未能核实到",
    },
    "at_risk": {
        "yes": "有 存在 有风险 存在风险 有返贫风险",
        "no": "无 没有 不存在 无风险 没有风险 没风险 不是",
    },
    "advice": {
        "include": "纳入 同意纳入 应纳入 建议纳入监测",
        "keep_watching": "继续关注 关注 持续观察 观察",
        "not_include": "不纳入 不建议纳入 无需纳入 不用纳入 暂不纳入",
        "already_monitored": "监测对象 已纳入 已是监测户 监测户 已经是监测对象",
        "dead_or_moved": "死亡 迁出 已死亡 已迁出 去世 已去世 死亡迁出",
        "not_found": "无此人 没有此人 没这个人 查不到",
    },
    "method": {
        "home_visit": "上门 走访 入户走访 实地 入户核实 上门走访",
        "phone": "打电话 电话核实 手机 通话",
        "messenger": "微信 qq 视频 微信视频 微信/qq 微信、qq",
    },
    "same_person": {
        "same": "是 是同一人 同一个人 是同一个人 对",
        "not_same": "否 不是同一人 非同一人 不是同一个人 不同人 不对",
        "unsure": "拿不准 说不清 不清楚 不知道 不好说",
    },
    "who": {
        "ours": "本村登记的人 本村人 是本村人 本村",
        "lives_here": "户口不在本村 住在本村",
        "outsider": "外村人 外地人 不是本村的 非本村人",
        "gone": "死亡 迁出 已死亡 已迁出 去世",
        "nobody": "无此人 没有此人 没这个人",
    },
    "found_by": {"declared": "申报 自己申报 农户自己申报 本人申报", "inspected": "排查 村干部排查 走访排查"},
    "own_kind": {
        "schooling_cost": "因学",
        "disaster": "因灾",
        "accident": "意外事故 因事故",
        "unstable_employment": "务工不稳 就业不稳 失业",
        "school_dropout": "失学辍学 辍学 失学 义务教育未保障",
    },
}
