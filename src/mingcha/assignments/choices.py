"""States and kinds of assignments."""

from django.db.models import TextChoices


class DirectiveState(TextChoices):
    """交办事项状态."""

    DRAFT = "DRAFT", "拟稿"
    ISSUED = "ISSUED", "已交办"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class TaskState(TextChoices):
    """交办任务状态."""

    ISSUED = "ISSUED", "待签收"
    SIGNED_FOR = "SIGNED_FOR", "办理中"
    WITH_HEAD = "WITH_HEAD", "待领导审签"
    SUBMITTED = "SUBMITTED", "已报送"
    RETURNED = "RETURNED", "被退回"
    ACCEPTED = "ACCEPTED", "已办结"


class Part(TextChoices):
    """A unit's part in a numbered task of a work plan (牵头、配合)."""

    LEAD = "LEAD", "牵头"
    CO = "CO", "配合"


class LimitUnit(TextChoices):
    """What a time limit is counted in (期限单位)."""

    WORKING_DAYS = "WORKING_DAYS", "个工作日"
    DAYS = "DAYS", "日"
    HOURS = "HOURS", "小时"


class FieldKind(TextChoices):
    """What a field of a form takes (填报项类型)."""

    TEXT = "TEXT", "文字"
    NUMBER = "NUMBER", "数字"
    DATE = "DATE", "日期"
    CHOICE = "CHOICE", "选项"
    TABLE = "TABLE", "表格"
    FILE = "FILE", "附件"


class Way(TextChoices):
    """How an answer came in (报送方式)."""

    PAGE = "PAGE", "网页"
    PAPER = "PAPER", "纸质"
    WORKBOOK = "WORKBOOK", "电子表"
    MAIL = "MAIL", "邮件"
    LINK = "LINK", "短信链接"
    API = "API", "接口"
    REUSED = "REUSED", "沿用已报"
    ROLLED_UP = "ROLLED_UP", "下级汇总"


class SubmissionState(TextChoices):
    """What became of an answer (报送状态)."""

    WITH_HEAD = "WITH_HEAD", "待领导审签"
    REFUSED_BY_HEAD = "REFUSED_BY_HEAD", "领导退回"
    SUBMITTED = "SUBMITTED", "已报送"
    RETURNED = "RETURNED", "被退回"
    ACCEPTED = "ACCEPTED", "已审核"


class ReturnedState(TextChoices):
    """What became of a workbook that came back (填报表的处理结果)."""

    WAITING = "WAITING", "待核对"
    TAKEN = "TAKEN", "已报送"
    REFUSED = "REFUSED", "有误未收"


class ExtensionState(TextChoices):
    """延期申请状态."""

    ASKED = "ASKED", "待批"
    GRANTED = "GRANTED", "同意"
    REFUSED = "REFUSED", "不同意"


class ChaseChannel(TextChoices):
    """How a unit was chased (催办方式)."""

    PHONE = "PHONE", "电话"
    SMS = "SMS", "短信"
    MESSAGE = "MESSAGE", "站内消息"
    LETTER = "LETTER", "催办函"
    REMINDER = "REMINDER", "工作提醒函"
    DIGEST = "DIGEST", "每日提醒"
    ESCALATION = "ESCALATION", "提级督办"


class CallDirection(TextChoices):
    """电话来去."""

    IN = "IN", "来电"
    OUT = "OUT", "去电"


class Colour(TextChoices):
    """Colours of the lights (灯色)."""

    GREEN = "GREEN", "绿"
    BLUE = "BLUE", "蓝"
    YELLOW = "YELLOW", "黄"
    ORANGE = "ORANGE", "橙"
    RED = "RED", "红"


class LinkState(TextChoices):
    """What a one-time link can still be used for (链接状态)."""

    OPEN = "OPEN", "有效"
    USED = "USED", "已使用"
    EXPIRED = "EXPIRED", "已过期"
    WITHDRAWN = "WITHDRAWN", "已撤回"
