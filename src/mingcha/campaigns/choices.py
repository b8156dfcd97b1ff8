"""States and kinds of the campaign floor."""

from django.db.models import TextChoices


class ParticipantKind(TextChoices):
    """In which capacity a unit takes part (参加单位类型)."""

    CITY = "CITY", "市（地）"
    DEPARTMENT = "DEPARTMENT", "省直单位"
    OTHER = "OTHER", "其他单位"


class ProgrammeScope(TextChoices):
    """Whose special programme it is (专项层级): every unit inherits a provincial one; a local one has an owner."""

    PROVINCIAL = "PROVINCIAL", "全省"
    LOCAL = "LOCAL", "自行增加"
