"""The verbs of indicators."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.figures import words
from mingcha.indicators import access, queries, rules
from mingcha.indicators.models import Indicator, ReportedValue, Target
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity, whole or for one block, for the period from `since` (None: not told) to the day reported for."""

    quantity: int
    block: str = ""
    since: date | None = None
    source_note: str = ""
    is_reconstructed: bool = False


@transaction.atomic
def define_indicator(campaign: Campaign, *, actor: Post, code: str, name: str, word: str, says: str = "") -> Indicator:
    """Say what is collected (设立指标).

    Raises:
        Refused; BadValue: unknown counter word, a code that is taken or not of letters, digits and underscores.
    """
    if not access.may_define_indicator(actor):
        raise Refused("indicators.define_indicator")
    spelt = words.counter_word(word).word
    upper = code.upper()
    if not upper.replace("_", "").isalnum() or not upper.isascii():
        raise BadValue(gettext("指标代码只能用字母、数字和下划线：%(code)s") % {"code": code}, field="code")
    if Indicator.objects.filter(campaign=campaign, code=upper).exists():
        raise BadValue(gettext("指标代码“%(code)s”已有") % {"code": code}, field="code")
    indicator = Indicator.objects.create(campaign=campaign, code=upper, name=name, word=spelt, says=says)
    ledger.enter("indicators.define_indicator", actor=actor, on=indicator, after={"code": upper, "word": spelt})
    return indicator


@transaction.atomic
def set_target(
    indicator: Indicator, *, actor: Post, unit: Unit, amount: Amount, happened_on: date | None = None, reason: str = ""
) -> Target:
    """Set how much a unit is to reach; where there was a target, the new one is its successor (下达、调整任务量).

    Raises:
        Refused; BadValue: changed without a reason, negative, or a date in the future or outside the unit's validity.
    """
    if not access.may_set_target(actor):
        raise Refused("indicators.set_target")
    day = unit.in_being(clock.happened(happened_on))
    rules.sound_value(amount.quantity, None, day)
    old = queries.current_target(indicator, unit, amount.block)
    if old is not None:
        void_row(old, reason=reason)
    target = Target.objects.create(
        campaign_id=indicator.campaign_id,
        indicator=indicator,
        unit=unit,
        block=amount.block,
        quantity=amount.quantity,
        happened_on=day,
        succeeds=old,
        source_note=amount.source_note,
        is_reconstructed=amount.is_reconstructed,
    )
    before = {"quantity": old.quantity} if old else None
    ledger.enter(
        "indicators.set_target",
        actor=actor,
        on=target,
        before=before,
        after={"quantity": amount.quantity},
        reason=reason,
    )
    return target


@transaction.atomic
def report_value(
    indicator: Indicator, *, actor: Post, unit: Unit, amount: Amount, happened_on: date | None = None
) -> ReportedValue:
    """Report a value for the period that ends on `happened_on` (报送).

    Raises:
        Refused; BadValue: negative, a period backwards, reported already (correct it), a date in the future or outside
        the unit's validity.
    """
    if not access.may_report_value(actor, unit):
        raise Refused("indicators.report_value")
    day = unit.in_being(clock.happened(happened_on))
    rules.sound_value(amount.quantity, amount.since, day)
    there = ReportedValue.objects.current().filter(indicator=indicator, unit=unit, block=amount.block, happened_on=day)
    if there.exists():
        words = {"unit": unit.name, "day": day, "name": indicator.name}
        raise BadValue(gettext("%(unit)s截至%(day)s的“%(name)s”已报，请用更正") % words, field="happened_on")
    value = _new_value(indicator, unit, amount, day, None)
    ledger.enter("indicators.report_value", actor=actor, on=value, after={"quantity": amount.quantity, "until": day})
    return value


@transaction.atomic
def correct_value(value: ReportedValue, *, actor: Post, quantity: int, reason: str) -> ReportedValue:
    """Correct a reported value: the old row is voided and stays readable (更正).

    Raises:
        Refused; BadValue: no reason or negative; NotInThisState: corrected by somebody else.
    """
    if not access.may_report_value(actor, value.unit):
        raise Refused("indicators.correct_value")
    rules.sound_value(quantity, value.since, value.happened_on)
    void_row(value, reason=reason)
    amount = Amount(quantity, value.block, value.since)
    successor = _new_value(value.indicator, value.unit, amount, value.happened_on, value)
    before, after = {"quantity": value.quantity}, {"quantity": quantity}
    ledger.enter("indicators.correct_value", actor=actor, on=successor, before=before, after=after, reason=reason)
    return successor


def _new_value(
    indicator: Indicator, unit: Unit, amount: Amount, day: date, succeeds: ReportedValue | None
) -> ReportedValue:
    return ReportedValue.objects.create(
        campaign_id=indicator.campaign_id,
        indicator=indicator,
        unit=unit,
        block=amount.block,
        quantity=amount.quantity,
        since=amount.since,
        happened_on=day,
        succeeds=succeeds,
        source_note=amount.source_note,
        is_reconstructed=amount.is_reconstructed,
    )
