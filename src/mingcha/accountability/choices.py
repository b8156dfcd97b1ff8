"""Measures and forms of accountability. Source: domain.md 6."""

from django.db.models import TextChoices


class OrganisationMeasure(TextChoices):
    """What was done to an organisation (对党组织的问责方式). Source: 问责条例 2019, organisations."""

    SELF_CHECK = "SELF_CHECK", "书面检查"
    CIRCULAR = "CIRCULAR", "通报"
    REORGANISED = "REORGANISED", "改组"
    UNSPECIFIED = "UNSPECIFIED", "严肃问责（原文未细分）"


class PersonTreatment(TextChoices):
    """问责 is for leaders; all others are 处理 (domain.md 1)."""

    ACCOUNTABILITY = "ACCOUNTABILITY", "问责"
    HANDLING = "HANDLING", "处理"


class Form(TextChoices):
    """Which of the four forms was used (四种形态). Source: 纪律处分条例 art. 5."""

    FIRST = "FIRST", "第一种形态"
    SECOND = "SECOND", "第二种形态"
    THIRD = "THIRD", "第三种形态"
    FOURTH = "FOURTH", "第四种形态"


class Disposal(TextChoices):
    """What was done to a person (处理方式)."""

    EDUCATED = "EDUCATED", "谈话提醒、批评教育"
    ADMONISHED = "ADMONISHED", "诫勉"
    ORGANISATIONAL = "ORGANISATIONAL", "组织处理"
    PARTY_DISCIPLINE = "PARTY_DISCIPLINE", "党纪处分"
    GOV_SANCTION = "GOV_SANCTION", "政务处分"
    UNSPECIFIED = "UNSPECIFIED", "处理（原文未细分）"


class CaseKind(TextChoices):
    """What sort of case was read out (案例类型)."""

    TYPICAL = "TYPICAL", "典型案例"
    NEGATIVE = "NEGATIVE", "反面典型案例"
