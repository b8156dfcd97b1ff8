"""Kinds of publicity: media, articles, materials put up."""

from django.db.models import TextChoices


class Medium(TextChoices):
    """Sort of medium (媒体类型)."""

    NEWSPAPER = "NEWSPAPER", "报刊"
    RADIO = "RADIO", "电台"
    TELEVISION = "TELEVISION", "电视台"
    WEBSITE = "WEBSITE", "网站"
    NEW_MEDIA = "NEW_MEDIA", "新媒体"
    SEVERAL = "SEVERAL", "多种媒体"


class MediumLevel(TextChoices):
    """Level of a medium (媒体级别): the media's own, not the unit's that the article is about."""

    CENTRAL = "CENTRAL", "中央级"
    PROVINCIAL = "PROVINCIAL", "省级"
    PROVINCIAL_UP = "PROVINCIAL_UP", "省级以上（含中央级，合计数）"
    CITY = "CITY", "市（地）级"
    COUNTY = "COUNTY", "县（市、区）级"


class ArticleKind(TextChoices):
    """What is registered (稿件种类): single pieces of weight, or a total of all news over a period."""

    COMMENTARY = "COMMENTARY", "评论员文章"
    REPORT = "REPORT", "重点报道"
    TOTAL = "TOTAL", "稿件总数"


class MaterialKind(TextChoices):
    """What is put up (宣传品)."""

    BOARD = "BOARD", "展板"
    BANNER = "BANNER", "标语"
