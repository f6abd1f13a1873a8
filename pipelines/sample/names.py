"""Given names as people of three generations bear them, and drawing whole names from them.

Belongs here: making a plausible name for sex, birth year, surname and place. Damaging a name is ``damage.py``.
"""

from random import Random

from pipelines.sample.spelling import words

_OLD_MEN_FIRST = "国建德永明文志兴成长正先万世家福光大有学云天"
_OLD_MEN_SECOND = "华明才发贵富良清荣林山海平全友祥田英俊忠义仁江河元"
_OLD_WOMEN_FIRST = "秀桂玉素兰春凤金翠菊月淑爱先世明正"
_OLD_WOMEN_SECOND = "英兰芳珍梅莲华云琴香芝荣凤清琼碧群玉花"
_MID_MEN = "军 伟 强 勇 刚 涛 斌 鹏 杰 超 波 辉 磊 飞 浩 峰 兵 成 林 东 建军 建国 建华 志强 志刚 小军 小龙 小兵 晓东 海涛 海波 国强 国庆 文杰 少华 明亮 学军 家军 红军 卫东 正兵 德军"
_MID_WOMEN = "丽 娟 艳 敏 静 霞 燕 玲 芳 娜 梅 萍 红 莉 慧 琴 小丽 小红 小燕 晓燕 海燕 春梅 冬梅 丽娟 丽华 桂芳 晓梅 红梅 秀芳 翠红 明芳 小琴 晓玲 文静 艳红"
_YOUNG_BOYS_FIRST = "子梓宇浩俊嘉文睿博思家志一天佳明晨泽奕"
_YOUNG_BOYS_SECOND = "轩涵豪宇杰辰阳翔晨瑞航泽睿博然龙俊熙恒诚"
_YOUNG_GIRLS_FIRST = "梓欣雨思诗紫子佳可语雅依婉若一晨心静"
_YOUNG_GIRLS_SECOND = "涵怡萱彤琪妍琳欣雨瑶婷悦菲然诺蕊汐桐玥"
_RARE = "喆堃淼垚燚犇翀昇赟珺玥䶮㛃"
_HUI_MEN = "穆萨 哈麦 尤素福 伊布拉欣 哈三 侯赛尼 阿丹 尔利 奴海 苏莱曼 达吾德 依斯玛 舍木苏 克力木"
_HUI_WOMEN = "法图麦 海者 阿依舍 麦燕 索菲亚 阿西叶 哈丽买 则乃白 祖力哈 米勒彦"
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "皇甫")

_MID_MEN_LIST, _MID_WOMEN_LIST = _MID_MEN.split(), _MID_WOMEN.split()
_HUI_MEN_LIST, _HUI_WOMEN_LIST = _HUI_MEN.split(), _HUI_WOMEN.split()

GIVEN_CHARACTERS = "".join(
    sorted(
        set(
            _OLD_MEN_FIRST + _OLD_MEN_SECOND + _OLD_WOMEN_FIRST + _OLD_WOMEN_SECOND + _MID_MEN + _MID_WOMEN
            + _YOUNG_BOYS_FIRST + _YOUNG_BOYS_SECOND + _YOUNG_GIRLS_FIRST + _YOUNG_GIRLS_SECOND
        )
        - {" "}
    )
)  # fmt: skip


def surname(chance: Random, surnames: str) -> str:
    """A surname of the area; one in 700 is of two characters."""
    return chance.choice(_COMPOUND) if chance.random() < 0.0014 else chance.choice(surnames)


def given_name(chance: Random, sex: str, birth_year: int, clan_character: str | None) -> str:
    """A given name of its time. ``clan_character``: the generation's character that a clan gives its sons."""
    boy = sex == "男"
    if clan_character and boy and chance.random() < 0.55:
        second = _YOUNG_BOYS_SECOND if birth_year >= 1995 else _OLD_MEN_SECOND
        return clan_character + chance.choice(second)
    if birth_year < 1968:
        firsts, seconds = (_OLD_MEN_FIRST, _OLD_MEN_SECOND) if boy else (_OLD_WOMEN_FIRST, _OLD_WOMEN_SECOND)
        return (chance.choice(firsts) if chance.random() < 0.85 else "") + chance.choice(seconds)
    if birth_year < 1996:
        if chance.random() < 0.35:
            firsts, seconds = (_OLD_MEN_FIRST, _OLD_MEN_SECOND) if boy else (_OLD_WOMEN_FIRST, _OLD_WOMEN_SECOND)
            return chance.choice(firsts) + chance.choice(seconds)
        return chance.choice(_MID_MEN_LIST if boy else _MID_WOMEN_LIST)
    if chance.random() < 0.012:
        return chance.choice(_RARE)
    firsts, seconds = (_YOUNG_BOYS_FIRST, _YOUNG_BOYS_SECOND) if boy else (_YOUNG_GIRLS_FIRST, _YOUNG_GIRLS_SECOND)
    return (chance.choice(firsts) if chance.random() < 0.9 else "") + chance.choice(seconds)


def hui_name(chance: Random, sex: str, family_name: str) -> str | None:
    """A name with a Hui given name, now and then written whole with a middle dot; None for a usual name."""
    luck = chance.random()
    if luck > 0.16:
        return None
    given = chance.choice(_HUI_MEN_LIST if sex == "男" else _HUI_WOMEN_LIST)
    return f"{given}·{family_name}" if luck < 0.015 else family_name + given


VILLAGE_OF_STRANGERS = words("河口 大营 石佛 周湾 东升 上坪 南关 双河 沙坝 王岗")
