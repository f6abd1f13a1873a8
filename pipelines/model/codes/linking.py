"""Codes of who is who: how far a link may be trusted, and why two were put together."""

from pipelines.model.codes.labelled import Labelled


class LinkStatus(Labelled):
    """How far a link may be trusted."""

    AUTO = "auto", "自动对上"
    REVIEW = "review", "待人工复核"
    NONE = "none", "未对上"


class MatchLevel(Labelled):
    """Why a row and a person were put together, best first; the order is the rank."""

    SAME_ID_SAME_NAME = "same_id_same_name", "证件号、姓名都一致"
    SAME_ID_NAME_VARIANT = "same_id_name_variant", "证件号一致,姓名是同音、异体或缺字"
    SAME_ID_NO_NAME = "same_id_no_name", "证件号一致,名单没写姓名"
    OLD_ID_SAME_NAME = "old_id_same_name", "15位旧号与18位号相合,姓名一致"
    PARTIAL_ID_SAME_NAME = "partial_id_same_name", "证件号可见部分相合,姓名一致"
    DAMAGED_ID_SAME_NAME = "damaged_id_same_name", "证件号差一两处,姓名一致"
    DAMAGED_ID_NAME_VARIANT = "damaged_id_name_variant", "证件号差一两处或只见部分,姓名近似"
    RELATIVE_ID_NAME_IN_HOUSEHOLD = "relative_id_name_in_household", "证件号是家人的,姓名在该户内"
    NAME_BIRTH_VILLAGE = "name_birth_village", "姓名、出生日期、村一致"
    NAME_BIRTH = "name_birth", "姓名、出生日期一致"
    NAME_PHONE = "name_phone", "姓名、电话一致"
    NAME_RELATIVE = "name_relative", "姓名与监护人或户主一致"
    NAME_VILLAGE = "name_village", "姓名、村一致"
    NAME_VARIANT_BIRTH = "name_variant_birth", "姓名近似,出生日期一致"
    NAME_VARIANT_VILLAGE = "name_variant_village", "姓名近似,村一致"
    SAME_ID_OTHER_NAME = "same_id_other_name", "证件号一致,姓名不同"
    HOUSEHOLD_ONLY = "household_only", "本人未登记,户已确定"
    WEAK = "weak", "只有零散相合之处"
    NONE = "none", "没有找到"


class PersonStatus(Labelled):
    """Where a registered person stands."""

    PRESENT = "present", "在册"
    DEAD = "dead", "死亡"
    MOVED_OUT = "moved_out", "迁出"
