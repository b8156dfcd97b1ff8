"""Tables of the kernel: the working-day calendar, the ledger, the number series."""

from django.db import models
from django.db.models import Q

from mingcha.kernel import clock


class CalendarYear(models.Model):
    """A year whose working days are known (年度工作日历), by the State Council's notice or provisionally."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据文件", max_length=300)
    is_provisional = models.BooleanField("暂定", default=False)

    class Meta:
        verbose_name = "年度工作日历"


class CalendarDay(models.Model):
    """One day of a known year (工作日历): make-up days (调休上班) are working days whatever the weekday."""

    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days", verbose_name="年份")
    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("工作日")
    note = models.CharField("说明", max_length=100, blank=True, help_text="节日名称或调休")

    class Meta:
        verbose_name = "工作日历"


class Outcome(models.TextChoices):
    """What became of an act (结果)."""

    DONE = "DONE", "已办"
    REFUSED = "REFUSED", "拒绝"
    FAILED = "FAILED", "未成"


class LedgerEntry(models.Model):
    """One act in the book (台账条目). Written by `ledger.enter` alone; triggers forbid change and deletion."""

    sequence = models.PositiveBigIntegerField("序号", primary_key=True, help_text="从 1 起，无空号")
    at = models.DateTimeField("时间")
    actor_kind = models.CharField("办理人类别", max_length=60, blank=True)
    actor_id = models.BigIntegerField("办理人", null=True)
    session = models.CharField("会话", max_length=64, blank=True)
    verb = models.CharField("动作", max_length=80)
    object_kind = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.BigIntegerField("对象", null=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    reason = models.CharField("理由", max_length=500, blank=True)
    rows = models.PositiveIntegerField("行数", null=True, help_text="批量动作写入的行数；单项动作为空")
    suite = models.PositiveSmallIntegerField("密码套件", default=1, help_text="1：SHA-256")
    commitment = models.CharField("内容承诺", max_length=64, blank=True, help_text="前后内容的带密摘要；无内容为空")
    previous_hash = models.CharField("上一条摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "台账条目"
        indexes = (models.Index(fields=("object_kind", "object_id"), name="kernel_ledger_object"),)


class LedgerDetail(models.Model):
    """What an act changed (前后内容), apart from the chain, so that it can be erased and the chain still holds."""

    entry = models.OneToOneField(
        LedgerEntry, primary_key=True, on_delete=models.PROTECT, related_name="detail", verbose_name="台账条目"
    )
    nonce = models.CharField("随机数", max_length=64)
    before = models.TextField("之前", help_text="规范 JSON")
    after = models.TextField("之后", help_text="规范 JSON")

    class Meta:
        verbose_name = "台账前后内容"


class LedgerHead(models.Model):
    """The end of the chain (链头): one row, which every writer locks, so entries have one order and no gaps."""

    sequence = models.PositiveBigIntegerField("序号", default=0)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "台账链头"
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="kernel_ledgerhead_single"),)


class NumberSeries(models.Model):
    """How far a series of numbers has come in a year (编号序列)."""

    series = models.CharField("序列", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = "编号序列"
        constraints = (models.UniqueConstraint(fields=("series", "year"), name="kernel_series_once"),)


class NumberState(models.TextChoices):
    """What a number of a series is (编号状态); a voided one keeps the state it had."""

    USED = "USED", "已用"
    RESERVED = "RESERVED", "预留"
    GAP = "GAP", "空号"


class NumberTaken(models.Model):
    """A number that is not free (已用、预留、空号). A voided one keeps its place and its reason; none is given twice.

    `reason`: what a number is or was reserved for, or why one was never given.
    """

    series = models.CharField("序列", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("号")
    object_kind = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.BigIntegerField("对象", null=True)
    state = models.CharField("状态", max_length=10, choices=NumberState, default=NumberState.USED)
    reason = models.CharField("用途或说明", max_length=200, blank=True)
    reserved_until = models.DateField("预留至", null=True)
    taken_at = models.DateTimeField("取号时间", default=clock.now)
    voided_at = models.DateTimeField("作废时间", null=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "已用编号"
        constraints = (
            models.UniqueConstraint(fields=("series", "year", "number"), name="kernel_number_once"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="kernel_numbertaken_void_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=NumberState.USED)
                | Q(state=NumberState.RESERVED, reserved_until__isnull=False) & ~Q(reason="")
                | Q(state=NumberState.GAP, reserved_until__isnull=True) & ~Q(reason=""),
                name="kernel_numbertaken_explained",
            ),
        )


class LoadedFolder(models.Model):
    """A folder of data files that was loaded whole (已载入的数据目录); loading it again writes nothing."""

    name = models.CharField("目录", max_length=100, unique=True)
    digest = models.CharField("内容摘要", max_length=64, help_text="全部文件的 SHA-256")
    records = models.PositiveIntegerField("记录数")
    loaded_at = models.DateTimeField("载入时间", default=clock.now)

    class Meta:
        verbose_name = "已载入的数据目录"


class TakenFile(models.Model):
    """A file whose rows were taken in (已导入的文件): the same content is not taken twice."""

    key = models.CharField("种类", max_length=80)
    digest = models.CharField("内容摘要", max_length=64, help_text="SHA-256")
    name = models.CharField("文件名", max_length=200)
    rows = models.PositiveIntegerField("行数")
    taken_at = models.DateTimeField("导入时间", default=clock.now)

    class Meta:
        verbose_name = "已导入的文件"
        constraints = (models.UniqueConstraint(fields=("key", "digest"), name="kernel_file_taken_once"),)


class SheetLayout(models.Model):
    """How the office has a list put on paper (表格样式): which columns in which order, how wide, under which heads.

    `columns`: a list of `{path, label, width, group, is_totalled}`. Versions of a name stay; the newest counts, and one
    that says `is_taken_out` ends it.
    """

    key = models.CharField("记录种类", max_length=80)
    name = models.CharField("样式名称", max_length=30)
    title = models.CharField("表题", max_length=60, blank=True)
    columns = models.JSONField("列")
    paper = models.PositiveSmallIntegerField("纸张", choices=((8, "A3"), (9, "A4")), default=8)
    is_landscape = models.BooleanField("横向", default=True)
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_taken_out = models.BooleanField("已撤下", default=False)
    saved_at = models.DateTimeField("保存时间", default=clock.now)

    class Meta:
        verbose_name = "表格样式"
        constraints = (models.UniqueConstraint(fields=("key", "name", "version"), name="kernel_layout_version_once"),)

    def __str__(self) -> str:
        return self.name


class StoredFile(models.Model):
    """A file kept as it came (附件原件): its digest is taken before anything else reads it. Who may open it is decided
    by the record it hangs on."""

    digest = models.CharField("摘要", max_length=64, db_index=True, help_text="SHA-256")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    path = models.CharField("存放位置", max_length=200)
    stored_at = models.DateTimeField("存入时间", default=clock.now)

    class Meta:
        verbose_name = "附件"

    def __str__(self) -> str:
        return self.name


class JobSchedule(models.Model):
    """When a recurring task was last enqueued (定时任务的上次时间)."""

    name = models.CharField("任务", max_length=100, unique=True)
    last_at = models.DateTimeField("上次时间")

    class Meta:
        verbose_name = "定时任务"
