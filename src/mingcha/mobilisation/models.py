"""Meetings with agenda and relays, instructions, training courses and their sessions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.mobilisation import access
from mingcha.mobilisation.choices import AgendaKind, Coverage, MeetingKind, Purpose
from mingcha.orgs.models import Post

CURRENT = Q(voided_at__isnull=True)


class MobilisationQuerySet(CampaignRecordQuerySet):
    """Meetings, relays, courses and sessions."""

    def visible_to(self, actor: Post) -> "MobilisationQuerySet":
        """Those the post may see."""
        return self.filter(access.meetings_visible_to(actor))


class InstructionQuerySet(CampaignRecordQuerySet):
    """Instructions."""

    def visible_to(self, actor: Post) -> "InstructionQuerySet":
        """Those the post may see."""
        return self.filter(access.instructions_visible_to(actor))


class Meeting(CampaignRecord):
    """A unit's meeting about the campaign (会议). Agenda and relays carry its unit and day, and are voided along."""

    kind = models.CharField("会议形式", max_length=30, choices=MeetingKind)
    purpose = models.CharField("会议目的", max_length=20, choices=Purpose)
    title = models.CharField("会议名称", max_length=200, blank=True)

    objects: ClassVar[Any] = MobilisationQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "happened_on", "kind", "purpose", "title"),
                condition=CURRENT,
                name="mobilisation_meeting_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values) & Q(purpose__in=Purpose.values),
                name="mobilisation_meeting_known",
            ),
        )

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()}（{self.get_purpose_display()}）"


class AgendaPoint(CampaignRecord):
    """One point of a meeting's agenda (会议议程), with how many units or cases it was about where that is counted."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, verbose_name="会议", related_name="agenda")
    kind = models.CharField("议程", max_length=20, choices=AgendaKind)
    text = models.CharField("内容", max_length=200, blank=True)
    quantity = models.PositiveIntegerField("数量", null=True, blank=True)
    word = models.CharField("量词", max_length=10, blank=True)

    objects: ClassVar[Any] = MobilisationQuerySet.as_manager()

    class Meta:
        verbose_name = "会议议程"
        constraints = (
            void_rule(),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True, word="") | Q(Q(quantity__isnull=False) & ~Q(word="")),
                name="mobilisation_agenda_quantity_with_word",
            ),
            models.CheckConstraint(condition=Q(kind__in=AgendaKind.values), name="mobilisation_agenda_known"),
        )


class Instruction(CampaignRecord):
    """Something from above that units pass on (部署要求): `happened_on` is the day of issue, `unit` who issued it."""

    title = models.CharField("名称", max_length=200)

    objects: ClassVar[Any] = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = "部署要求"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "title"), condition=CURRENT, name="mobilisation_instruction_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="mobilisation_instruction_named"),
        )

    def __str__(self) -> str:
        return self.title


class Relay(CampaignRecord):
    """A unit passes an instruction on at a meeting (传达学习); `lag_days` natural days after it was issued."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, verbose_name="会议", related_name="relays")
    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, verbose_name="部署要求", related_name="relays"
    )
    lag_days = models.PositiveIntegerField("间隔天数", help_text="部署当天传达为 0")

    objects: ClassVar[Any] = MobilisationQuerySet.as_manager()

    class Meta:
        verbose_name = "传达学习"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("meeting", "instruction"), condition=CURRENT, name="mobilisation_relay_once"
            ),
        )


class TrainingCourse(CampaignRecord):
    """A training course of a unit (培训班), its audience and how much of it is reached; `happened_on` when it opened.

    Numbers of persons are None where not reported. Coverage is counted where both are, else as the unit tells.
    """

    name = models.CharField("名称", max_length=100)
    audience = models.CharField("培训对象", max_length=100, blank=True)
    target_persons = models.PositiveIntegerField("应培训人数", null=True, blank=True)
    covered_persons = models.PositiveIntegerField("已培训人数", null=True, blank=True)
    coverage = models.CharField("覆盖情况", max_length=20, choices=Coverage, default=Coverage.NOT_REPORTED)
    covered_on = models.DateField("覆盖情况统计日期", null=True, blank=True)

    objects: ClassVar[Any] = MobilisationQuerySet.as_manager()

    class Meta:
        verbose_name = "培训班"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "name"), condition=CURRENT, name="mobilisation_course_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="mobilisation_course_named"),
            models.CheckConstraint(
                condition=Q(covered_persons__isnull=True)
                | Q(target_persons__isnull=True)
                | Q(covered_persons__lte=F("target_persons")),
                name="mobilisation_course_within_target",
            ),
            models.CheckConstraint(
                condition=Q(coverage=Coverage.NOT_REPORTED, covered_on__isnull=True)
                | Q(
                    coverage__in=(Coverage.PARTIAL, Coverage.FULL),
                    covered_on__isnull=False,
                    covered_on__gte=F("happened_on"),
                ),
                name="mobilisation_course_covered_with_date",
            ),
        )

    def __str__(self) -> str:
        return self.name


class TrainingSession(CampaignRecord):
    """One session of a course (培训期次). Persons enrolled, started, attended, passed; None where not reported."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, verbose_name="培训班", related_name="sessions")
    number = models.PositiveSmallIntegerField("期次")
    enrolled = models.PositiveIntegerField("报名人数", null=True, blank=True)
    started = models.PositiveIntegerField("报到人数", null=True, blank=True)
    attended = models.PositiveIntegerField("参训人数", null=True, blank=True)
    passed = models.PositiveIntegerField("结业人数", null=True, blank=True)

    objects: ClassVar[Any] = MobilisationQuerySet.as_manager()

    class Meta:
        verbose_name = "培训期次"
        constraints = (
            void_rule(),
            models.UniqueConstraint(fields=("course", "number"), condition=CURRENT, name="mobilisation_session_once"),
        )
