"""The verbs of publicity."""

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit
from mingcha.publicity import access, queries, rules
from mingcha.publicity.models import Article, Interview, Material, MediaColumn


@transaction.atomic
def open_column(
    unit: Unit, *, actor: Post, campaign: Campaign, row: rules.ColumnRow, parent: MediaColumn | None = None
) -> MediaColumn:
    """Register a column, or a sub-column of `parent` (开设专栏、子栏目).

    Raises:
        Refused; BadValue: no name or one the unit has already, a parent of another unit or itself a sub-column, a date
        in the future or outside the unit's validity; NotInThisState: the parent is voided.
    """
    if not access.may_report_publicity(actor, unit):
        raise Refused("publicity.open_column")
    if not row.name.strip():
        raise BadValue(gettext("名称不能为空"), field="name")
    if parent is not None:
        _held(parent, unit, campaign)
        if parent.parent_id is not None:
            raise BadValue(gettext("子栏目下不再设子栏目"), field="parent")
    if MediaColumn.objects.current().filter(campaign=campaign, unit=unit, name=row.name).exists():
        raise BadValue(gettext("专栏“%(name)s”已登记") % {"name": row.name}, field="name")
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    column = MediaColumn.objects.create(campaign=campaign, unit=unit, parent=parent, **columns)
    after = {"unit": unit.code, "parent": parent, **columns}
    ledger.enter("publicity.open_column", actor=actor, on=column, after=after)
    return column


@transaction.atomic
def publish_article(
    unit: Unit, *, actor: Post, campaign: Campaign, row: rules.ArticleRow, column: MediaColumn | None = None
) -> Article:
    """Register an article, or a total of articles over a period (登记稿件、稿件总数).

    Args:
        unit: whose publicity it is: the campaign's office for what the whole province's media published.
        column: the column it appeared in.

    Raises:
        Refused; BadValue: see `rules.sound_article`; a total that counts a day and level twice, a column of another
        unit, a date in the future or outside the unit's validity; NotInThisState: the column is voided.
    """
    if not access.may_report_publicity(actor, unit):
        raise Refused("publicity.publish_article")
    day = unit.in_being(clock.happened(row.happened_on))
    rules.sound_article(row, last_on=day)
    if column is not None:
        _held(column, unit, campaign)
    if row.counted_since_on is not None:
        levels = rules.levels_counted_with(row.medium_level)
        if queries.totals_meeting(campaign, unit, levels=levels, since=row.counted_since_on, until=day).exists():
            raise BadValue(gettext("与已登记的稿件总数重复统计"), field="counted_since_on")
    columns = row.columns(day)
    article = Article.objects.create(campaign=campaign, unit=unit, column=column, **columns)
    after = {"unit": unit.code, "column": column, **columns}
    ledger.enter("publicity.publish_article", actor=actor, on=article, after=after)
    return article


@transaction.atomic
def hold_interview(unit: Unit, *, actor: Post, campaign: Campaign, row: rules.InterviewRow) -> Interview:
    """Register heads interviewed (登记一把手专访).

    Raises:
        Refused; BadValue: negative, a date in the future or outside the unit's validity.
    """
    if not access.may_report_publicity(actor, unit):
        raise Refused("publicity.hold_interview")
    rules.sound_quantity(row.quantity)
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    interview = Interview.objects.create(campaign=campaign, unit=unit, **columns)
    ledger.enter("publicity.hold_interview", actor=actor, on=interview, after={"unit": unit.code, **columns})
    return interview


@transaction.atomic
def put_up_material(unit: Unit, *, actor: Post, campaign: Campaign, row: rules.MaterialRow) -> Material:
    """Register boards or banners put up (登记宣传品).

    Raises:
        Refused; BadValue: negative, a date in the future or outside the unit's validity.
    """
    if not access.may_report_publicity(actor, unit):
        raise Refused("publicity.put_up_material")
    rules.sound_quantity(row.quantity)
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    material = Material.objects.create(campaign=campaign, unit=unit, **columns)
    ledger.enter("publicity.put_up_material", actor=actor, on=material, after={"unit": unit.code, **columns})
    return material


@transaction.atomic
def void_column(column: MediaColumn, *, actor: Post, reason: str) -> None:
    """Take back a column entered in error (作废专栏); its articles and sub-columns must be voided before.

    Raises:
        Refused; BadValue: no reason, or something current belongs to it; NotInThisState: voided already.
    """
    if not access.may_void_publicity(actor, column):
        raise Refused("publicity.void_column")
    void_row(column, reason=reason)
    belonging = (Article.objects.filter(column=column), MediaColumn.objects.filter(parent=column))
    if any(rows.filter(voided_at__isnull=True).exists() for rows in belonging):
        raise BadValue(gettext("专栏下还有稿件或子栏目"), field="column")
    ledger.enter("publicity.void_column", actor=actor, on=column, reason=reason)


@transaction.atomic
def void_article(article: Article, *, actor: Post, reason: str) -> None:
    """Take back an article or total entered in error (作废稿件).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_publicity(actor, article):
        raise Refused("publicity.void_article")
    void_row(article, reason=reason)
    ledger.enter("publicity.void_article", actor=actor, on=article, reason=reason)


@transaction.atomic
def void_interview(interview: Interview, *, actor: Post, reason: str) -> None:
    """Take back interviews entered in error (作废专访).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_publicity(actor, interview):
        raise Refused("publicity.void_interview")
    void_row(interview, reason=reason)
    ledger.enter("publicity.void_interview", actor=actor, on=interview, reason=reason)


@transaction.atomic
def void_material(material: Material, *, actor: Post, reason: str) -> None:
    """Take back materials entered in error (作废宣传品).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_publicity(actor, material):
        raise Refused("publicity.void_material")
    void_row(material, reason=reason)
    ledger.enter("publicity.void_material", actor=actor, on=material, reason=reason)


def _held(column: MediaColumn, unit: Unit, campaign: Campaign) -> None:
    """Hold a column until the end of the transaction, so that nobody voids it under what is being added to it."""
    if column.unit_id != unit.pk or column.campaign_id != campaign.pk:
        raise BadValue(gettext("专栏不属于%(unit)s或不属于同一次集中整顿") % {"unit": unit.name}, field="column")
    if not MediaColumn.objects.current().filter(pk=column.pk).update(voided_at=None):
        raise NotInThisState(column)
