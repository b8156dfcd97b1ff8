"""The verbs of a campaign: open it, add phases, programmes and participants."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns import access
from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Phase, Programme
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def open_campaign(name: str, *, actor: Post, short_name: str, office: Unit, began_on: date | None = None) -> Campaign:
    """Open a campaign run by `office` (启动集中整顿).

    Raises:
        Refused: the actor is not of the office. BadValue: short name taken or date in the future.
    """
    if not access.may_run_campaign(actor):
        raise Refused("campaigns.open_campaign")
    if Campaign.objects.filter(short_name=short_name).exists():
        raise BadValue(gettext("简称“%(name)s”已用于另一次集中整顿") % {"name": short_name}, field="short_name")
    day = clock.happened(began_on, field="began_on")
    campaign = Campaign.objects.create(name=name, short_name=short_name, office=office, began_on=day)
    ledger.enter("campaigns.open_campaign", actor=actor, on=campaign, after={"name": name, "began_on": day})
    return campaign


@transaction.atomic
def begin_phase(campaign: Campaign, *, actor: Post, name: str, began_on: date | None = None) -> Phase:
    """Begin the campaign's next phase and end the one before it the same day (进入下一阶段).

    Raises:
        Refused; BadValue: before the campaign, or before the phase before.
    """
    if not access.may_run_campaign(actor):
        raise Refused("campaigns.begin_phase")
    day = clock.happened(began_on, field="began_on")
    last = campaign.phases.order_by("-number").first()
    if day < (last.began_on if last else campaign.began_on):
        raise BadValue(gettext("阶段不能早于上一阶段或启动日期"), field="began_on")
    if last is not None:
        Phase.objects.filter(pk=last.pk).update(ended_on=day)
    phase = Phase.objects.create(campaign=campaign, number=last.number + 1 if last else 1, name=name, began_on=day)
    ledger.enter("campaigns.begin_phase", actor=actor, on=phase, after={"name": name, "began_on": day})
    return phase


@transaction.atomic
def enrol_units(
    campaign: Campaign, *, actor: Post, units: Mapping[Unit, ParticipantKind], happened_on: date | None = None
) -> list[Participation]:
    """Units take part: from now on they are the denominator (确定参加单位). One entry for all.

    Raises:
        Refused; BadValue: a unit not in being on that day, or enrolled already (both named).
    """
    if not access.may_run_campaign(actor):
        raise Refused("campaigns.enrol_units")
    day = clock.happened(happened_on)
    _all_in_being(units, day)
    there = Participation.objects.current().filter(campaign=campaign, unit__in=list(units)).select_related("unit")
    if there:
        names = "、".join(p.unit.name for p in there)
        raise BadValue(gettext("已参加：%(names)s") % {"names": names}, field="units")
    rows = [Participation(campaign=campaign, unit=u, kind=k, happened_on=day) for u, k in units.items()]
    made = Participation.objects.bulk_create(rows)
    ledger.enter("campaigns.enrol_units", actor=actor, on=campaign, after=[u.code for u in units], rows=len(rows))
    return made


def _all_in_being(units: Iterable[Unit], day: date) -> None:
    absent = [unit.name for unit in units if not unit.is_in_being(day)]
    if absent:
        words = {"day": day, "names": "、".join(absent)}
        raise BadValue(gettext("%(day)s不在存续期内：%(names)s") % words, field="units")


@transaction.atomic
def add_programme(
    campaign: Campaign, *, actor: Post, unit: Unit, name: str, happened_on: date | None = None, source_note: str = ""
) -> Programme:
    """Add a special clean-up (增加专项清理整治): the campaign's office owns provincial ones, another unit local ones.

    Raises:
        Refused; BadValue: a name the unit has already, or a date in the future.
    """
    if not access.may_run_campaign(actor):
        raise Refused("campaigns.add_programme")
    day = clock.happened(happened_on)
    if Programme.objects.current().filter(campaign=campaign, unit=unit, name=name).exists():
        raise BadValue(gettext("%(unit)s已有专项“%(name)s”") % {"unit": unit.name, "name": name}, field="name")
    scope = ProgrammeScope.PROVINCIAL if unit.pk == campaign.office_id else ProgrammeScope.LOCAL
    programme = Programme.objects.create(
        campaign=campaign,
        unit=unit,
        scope=scope,
        name=name,
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note),
    )
    ledger.enter("campaigns.add_programme", actor=actor, on=programme, after={"name": name, "scope": scope})
    return programme
