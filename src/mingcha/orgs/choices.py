"""States and kinds of the registry (单位登记册的类别)."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Level of a unit (层级). A provincial department is of level PROVINCE and kind DEPARTMENT."""

    PROVINCE = "PROVINCE", "省级"
    PREFECTURE = "PREFECTURE", "市（地）级"
    COUNTY = "COUNTY", "县（市、区）级"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）级"
    HALL = "HALL", "办事大厅"
    WINDOW = "WINDOW", "办事窗口"


class UnitKind(TextChoices):
    """What sort of body a unit is (单位性质)."""

    TERRITORY = "TERRITORY", "行政区域"
    DEPARTMENT = "DEPARTMENT", "部门"
    HALL = "HALL", "大厅"
    WINDOW = "WINDOW", "窗口"
    PARTY_COMMITTEE = "PARTY_COMMITTEE", "党委（党组）"
    OTHER = "OTHER", "其他"


class Category(TextChoices):
    """The five categories of units in the 2018 sample (单位分类)."""

    PARTY_GOV = "PARTY_GOV", "党政综合"
    ECONOMY = "ECONOMY", "经济管理"
    ENFORCEMENT = "ENFORCEMENT", "执法监督"
    SERVICE = "SERVICE", "管理服务"
    OTHER = "OTHER", "其他"


class Certainty(TextChoices):
    """How exactly a date of validity is known (日期的确定程度).

    DAY: the day itself. YEAR: some day of that year; the stored day is where the office draws the line when it counts.
    UNKNOWN: the stored day is only when the unit was first (or last) attested; it began earlier (or ended later).
    """

    DAY = "DAY", "到日"
    YEAR = "YEAR", "到年"
    UNKNOWN = "UNKNOWN", "不详"


class Line(TextChoices):
    """The two lines of subordination (块、条)."""

    TERRITORY = "TERRITORY", "块"
    SYSTEM = "SYSTEM", "条"


class SuccessionKind(TextChoices):
    """Why one unit follows another (沿革)."""

    RENAMED = "RENAMED", "更名"
    MERGED = "MERGED", "合并"
    SPLIT = "SPLIT", "拆分"
    UPGRADED = "UPGRADED", "升格（撤县设市等）"


class PostRole(TextChoices):
    """What a post may do (岗位角色)."""

    OFFICE = "OFFICE", "领导小组办公室工作人员"
    OFFICE_HEAD = "OFFICE_HEAD", "领导小组办公室负责人"
    REVIEWER = "REVIEWER", "方案审核员"
    INSPECTOR = "INSPECTOR", "检查员"
    CASE_OFFICER = "CASE_OFFICER", "线索承办人"
    LEADER = "LEADER", "领导（只读）"
    CLERK = "CLERK", "单位联络员"
    HEAD = "HEAD", "单位负责人"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDITOR = "AUDITOR", "审计管理员"
    SYSTEM = "SYSTEM", "系统内置"


class MemberRole(TextChoices):
    """Role in a leading group (领导小组职务). Several leaders are double leaders (双组长)."""

    LEADER = "LEADER", "组长"
    DEPUTY = "DEPUTY", "副组长"
    MEMBER = "MEMBER", "成员"


class ContactKind(TextChoices):
    """Whom to turn to in a unit (联络方式), from the clerk up to the head: the order of escalation."""

    LIAISON = "LIAISON", "联络员"
    BACKUP = "BACKUP", "备用联络员"
    DEPUTY_IN_CHARGE = "DEPUTY_IN_CHARGE", "分管领导"
    PRINCIPAL = "PRINCIPAL", "主要负责同志"


class ApiScope(TextChoices):
    """What a token may be used for (令牌权限范围): reading or writing in one mechanism, never more than its post."""

    ORGS_READ = "ORGS_READ", "查看单位登记册"
    CAMPAIGNS_READ = "CAMPAIGNS_READ", "查看集中整顿"
    ASSIGNMENTS_READ = "ASSIGNMENTS_READ", "查看交办"
    ASSIGNMENTS_WRITE = "ASSIGNMENTS_WRITE", "办理交办"
    FIGURES_READ = "FIGURES_READ", "查看数据"
    BULLETINS_READ = "BULLETINS_READ", "查看情况通报"
    NOTICES_READ = "NOTICES_READ", "查看通知"


class ResponsibilityKind(TextChoices):
    """How a leader answers for a unit (责任类型)."""

    FIRST = "FIRST", "第一责任人"
    DIRECT = "DIRECT", "直接责任人"
    PAIRED = "PAIRED", "包保责任人"
