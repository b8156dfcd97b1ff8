"""Units, their two lines and their succession (单位、条块关系、沿革)."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.kernel.pinyin import InitialsField
from mingcha.orgs import access, rules
from mingcha.orgs.choices import Category, Certainty, Level, Line, SuccessionKind, UnitKind

if TYPE_CHECKING:
    from mingcha.orgs.models.posts import Post


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units with the registry's own words."""

    def visible_to(self, actor: "Post | None") -> Self:
        """Units the post may see."""
        return self.filter(access.units_visible_to(actor))

    def valid_on(self, day: date) -> Self:
        """Units that count on that day (当日有效). An unknown beginning sets no bound."""
        return self.filter(
            Q(valid_from__lte=day) | Q(from_certainty=Certainty.UNKNOWN),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def in_official_order(self) -> Self:
        """In the order of every list (规范顺序): a county directly after its prefecture."""
        return self.order_by("official_order", "id")


class Unit(models.Model):
    """A body that stands under a territory and perhaps under a system (单位).

    Its parents never change: a move, merger, split or renaming makes a new unit, tied by a `Succession`.
    `valid_from` and `valid_until` are inclusive days in China; `valid_until` empty: still there.
    """

    code = models.CharField(
        "代码", max_length=32, help_text="GB/T 2260 代码或登记册自编代码；代码会被重用，须与日期同看"
    )
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("规范化简称", max_length=50)
    initials = InitialsField(of="name")
    level = models.CharField("层级", max_length=20, choices=Level)
    kind = models.CharField("单位性质", max_length=20, choices=UnitKind)
    category = models.CharField("单位分类", max_length=20, choices=Category, blank=True)
    territory_parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="territory_children",
        verbose_name="所属地区（块）",
    )
    system_parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="system_children",
        verbose_name="上级主管（条）",
    )
    official_order = models.BigIntegerField("规范顺序", help_text="全省统一排序值，由上级的值和本级位次得出")
    valid_from = models.DateField("设立日期")
    from_certainty = models.CharField("设立日期确定程度", max_length=10, choices=Certainty, default=Certainty.DAY)
    valid_until = models.DateField("终止日期", null=True, blank=True)
    until_certainty = models.CharField("终止日期确定程度", max_length=10, choices=Certainty, default=Certainty.DAY)
    is_placeholder = models.BooleanField("占位单位", default=False, help_text="原文只有数量，名称待补")
    source_note = models.CharField("来源", max_length=300, blank=True)
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        indexes = (models.Index(fields=("official_order", "id"), name="orgs_unit_order"),)
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="orgs_unit_code_once_a_day"),
            models.UniqueConstraint(
                fields=("code",), condition=Q(valid_until__isnull=True), name="orgs_unit_code_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="orgs_unit_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name="") & ~Q(short_name=""), name="orgs_unit_named"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values)
                & Q(kind__in=UnitKind.values)
                & Q(category__in=["", *Category.values]),
                name="orgs_unit_known_kinds",
            ),
            models.CheckConstraint(
                condition=Q(from_certainty__in=Certainty.values) & Q(until_certainty__in=Certainty.values),
                name="orgs_unit_known_certainty",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_in_being(self, day: date) -> bool:
        """Whether a record of that day may speak of the unit (当日存续): wider than `valid_on`, see the rule."""
        return rules.may_exist_on(self, day)

    def in_being(self, day: date, *, field: str = "happened_on") -> date:
        """The day itself, if a record of that day may speak of the unit.

        Raises:
            BadValue: it may not; names the unit and its validity.
        """
        if not self.is_in_being(day):
            says = gettext("%(unit)s在%(day)s不在存续期内（%(since)s—%(until)s）")
            given = {"unit": self.name, "day": day, "since": self.valid_from, "until": self.valid_until or ""}
            raise BadValue(says % given, field=field)
        return day


class UnitClosure(models.Model):
    """Who stands above whom on a line (条块关系闭包), every unit above itself at depth 0.

    `unit.below`: rows in which the unit is the ancestor; `unit.above`: rows in which it is the descendant.
    """

    line = models.CharField("条块", max_length=10, choices=Line)
    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="below", verbose_name="上级")
    descendant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="above", verbose_name="下级")
    depth = models.PositiveSmallIntegerField("相隔级数")

    class Meta:
        verbose_name = "条块关系"
        verbose_name_plural = "条块关系"
        indexes = (models.Index(fields=("descendant", "line", "depth"), name="orgs_closure_upwards"),)
        constraints = (
            models.UniqueConstraint(fields=("ancestor", "line", "descendant"), name="orgs_closure_once"),
            models.CheckConstraint(condition=Q(line__in=Line.values), name="orgs_closure_known_line"),
            models.CheckConstraint(
                condition=Q(depth=0, ancestor=F("descendant")) | (Q(depth__gt=0) & ~Q(ancestor=F("descendant"))),
                name="orgs_closure_self_at_zero",
            ),
        )


class Succession(models.Model):
    """One unit follows another (沿革): two rows for a merger of two, two for a split in two."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="原单位")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions", verbose_name="继任单位")
    kind = models.CharField("沿革类型", max_length=10, choices=SuccessionKind)
    happened_on = models.DateField("发生日期")
    certainty = models.CharField("日期确定程度", max_length=10, choices=Certainty, default=Certainty.DAY)
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = "沿革"
        verbose_name_plural = "沿革"
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="orgs_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="orgs_succession_of_another"),
            models.CheckConstraint(
                condition=Q(kind__in=SuccessionKind.values) & Q(certainty__in=Certainty.values),
                name="orgs_succession_known_kinds",
            ),
        )
