"""Where the invented towns lie: their county, townships, villages, surnames and the habits of their registry.

Belongs here: what differs between the four places of the notices. Given names are ``names.py``; nothing here is a
number with policy meaning. Townships are real geography of the county, every village and person is invented.
"""

from dataclasses import dataclass

from pipelines.model.errors import UsageError

_COMMON = "王王王李李李张张张刘刘陈陈杨杨黄赵周吴徐孙朱马胡林郭何高罗"


@dataclass(frozen=True)
class Place:
    """One place: ``code`` as in ``--place``; ``surnames`` is a string to draw from, so repeats are weights."""

    code: str
    county: str
    county_code: str
    neighbour_codes: tuple[str, ...]
    townships: tuple[str, ...]
    village_tails: str
    surnames: str
    minority: str
    minority_share: float
    ordinary_class: str
    former_poor_class: str
    watched_classes: tuple[str, ...]
    has_household_no: bool
    has_person_no: bool
    has_grid_list: bool
    registry_style: str  # flat | village_sheets | two_level | merged_households
    allowance_share: float
    former_poor_share: float

    @property
    def has_hui_names(self) -> bool:
        return self.minority == "回族"


_ANHUI_TOWNSHIPS = (
    "干汉河镇 桃溪镇 千人桥镇 百神庙镇 杭埠镇 舒茶镇 南港镇 张母桥镇 五显镇 山七镇 河棚镇 汤池镇 晓天镇 万佛湖镇 "
    "阙店乡 棠树乡 春秋乡 高峰乡 庐镇乡 柏林乡 城关镇"
)
_HUOQIU_TOWNSHIPS = (
    "马店镇 河口镇 周集镇 临水镇 新店镇 石店镇 孟集镇 花园镇 扈胡镇 长集镇 乌龙镇 高塘镇 龙潭镇 岔路镇 冯井镇 众兴集镇 夏店镇 "
    "曹庙镇 范桥镇 潘集镇 城关镇"
)
_XIJI_TOWNSHIPS = (
    "偏城乡 将台堡镇 兴隆镇 平峰镇 新营乡 红耀乡 田坪乡 马建乡 震湖乡 兴坪乡 西滩乡 王民乡 什字乡 马莲乡 硝河乡 沙沟乡 白崖乡 "
    "火石寨乡 吉强镇"
)
_DACHUAN_TOWNSHIPS = (
    "赵家镇 石桥镇 管村镇 石梯镇 亭子镇 福善镇 麻柳镇 檀木镇 大树镇 南岳镇 万家镇 景市镇 百节镇 赵固镇 渡市镇 堡子镇 双庙镇 "
    "桥湾镇 平滩镇 罐子镇 米城乡"
)

PLACES: dict[str, Place] = {
    place.code: place
    for place in (
        Place(
            code="ganhanhe",
            county="舒城县",
            county_code="341523",
            neighbour_codes=("341502", "341503", "340124", "341525", "340881"),
            townships=tuple(_ANHUI_TOWNSHIPS.split()),
            village_tails="塘桥庙岗冲畈店圩湾墩",
            surnames=_COMMON + "汪汪汪程程方方潘潘余束鲍江谢沈朱朱胡查陶宋韦卫褚解翟单",
            minority="汉族",
            minority_share=0.0,
            ordinary_class="一般农户",
            former_poor_class="脱贫户",
            watched_classes=("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
            has_household_no=True,
            has_person_no=True,
            has_grid_list=True,
            registry_style="flat",
            allowance_share=0.062,
            former_poor_share=0.14,
        ),
        Place(
            code="xiji",
            county="西吉县",
            county_code="640422",
            neighbour_codes=("640402", "640423", "640522", "620825", "620422"),
            townships=tuple(_XIJI_TOWNSHIPS.split()),
            village_tails="湾沟岔堡川梁滩塬岘洼",
            surnames=_COMMON + "马马马马马马马马马马马马哈哈苏苏穆海虎丁田摆者金白撒杨杨安单袁谢蒙",
            minority="回族",
            minority_share=0.58,
            ordinary_class="一般农户",
            former_poor_class="脱贫户",
            watched_classes=("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
            has_household_no=True,
            has_person_no=True,
            has_grid_list=True,
            registry_style="village_sheets",
            allowance_share=0.085,
            former_poor_share=0.27,
        ),
        Place(
            code="madian",
            county="霍邱县",
            county_code="341522",
            neighbour_codes=("341503", "341504", "341226", "411525", "341521"),
            townships=tuple(_HUOQIU_TOWNSHIPS.split()),
            village_tails="圩庄集岗楼湖台郢墩店",
            surnames=_COMMON + "许许许邵邵裴台窦窦段臧庞葛时田陶冯曾韩丁翟仇",
            minority="汉族",
            minority_share=0.0,
            ordinary_class="一般农户",
            former_poor_class="脱贫户",
            watched_classes=("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
            has_household_no=True,
            has_person_no=False,
            has_grid_list=False,
            registry_style="two_level",
            allowance_share=0.068,
            former_poor_share=0.16,
        ),
        Place(
            code="zhaojia",
            county="达川区",
            county_code="511703",
            neighbour_codes=("511702", "511723", "511724", "511725", "513021"),
            townships=tuple(_DACHUAN_TOWNSHIPS.split()),
            village_tails="坝沟湾寨岩垭梁坪溪桥",
            surnames=_COMMON + "唐唐冉向向庞苟苟覃蒲牟符龙邓邓廖彭谭赵赵赵蹇曾盖",
            minority="土家族",
            minority_share=0.03,
            ordinary_class="一般农户",
            former_poor_class="建档立卡户",
            watched_classes=("脱贫监测户", "边缘户"),
            has_household_no=False,
            has_person_no=False,
            has_grid_list=True,
            registry_style="merged_households",
            allowance_share=0.07,
            former_poor_share=0.17,
        ),
    )
}

# Village names are a head and a tail of the landscape, or a clan and its seat, or one of these found everywhere.
VILLAGE_HEADS = [
    "龙",
    "凤",
    "石",
    "柳",
    "杨",
    "新",
    "长",
    "大",
    "双",
    "黄",
    "青",
    "白",
    "高",
    "金",
    "红",
    "桃",
    "梨",
    "枣",
    "竹",
    "松",
    "清",
    "板",
    "马",
    "三",
    "五",
    "上",
    "下",
    "前",
    "后",
    "东",
    "西",
    "老",
    "烟",
    "茶",
    "荷",
    "莲",
]
VILLAGES_EVERYWHERE = ["新民", "团结", "红旗", "幸福", "光明", "胜利", "和平", "永兴", "联合", "东风"]
CLAN_SEATS = {
    "湾": "家湾",
    "沟": "家沟",
    "桥": "家桥",
    "岗": "家岗",
    "坝": "家坝",
    "圩": "家圩",
    "塘": "家塘",
    "庄": "家庄",
}


def place_of(code: str) -> Place:
    """The place known as ``code``. Raises UsageError ``unknown_place``."""
    if code not in PLACES:
        raise UsageError("unknown_place", place=code, known=" ".join(PLACES))
    return PLACES[code]
