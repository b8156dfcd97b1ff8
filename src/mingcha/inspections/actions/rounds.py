"""Rounds of inspection and the teams sent out in them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.inspections import access
from mingcha.inspections.actions._checks import not_before, standing
from mingcha.inspections.models import InspectionRound, Team, Visit
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post


@transaction.atomic
def open_round(
    campaign: Campaign,
    *,
    actor: Post,
    scope: str,
    happened_on: date | None = None,
    source_note: str = "",
    is_reconstructed: bool = True,
) -> InspectionRound:
    """Begin the office's next round of inspection (启动一轮明查暗访).

    Args:
        source_note: where the row comes from.
        is_reconstructed: with a note: made up from a count. False where the source names the round.

    Raises:
        Refused; BadValue: no scope, a date in the future.
    """
    if not access.may_open_round(actor):
        raise Refused("inspections.open_round")
    day = clock.happened(happened_on)
    if not scope.strip():
        raise BadValue(gettext("检查范围不能为空"), field="scope")
    last = InspectionRound.objects.current().filter(campaign=campaign).order_by("-number").first()
    opened: InspectionRound = InspectionRound.objects.create(
        campaign=campaign,
        unit_id=campaign.office_id,
        number=last.number + 1 if last else 1,
        scope=scope,
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note) and is_reconstructed,
    )
    after = {"number": opened.number, "scope": scope, "happened_on": day}
    ledger.enter("inspections.open_round", actor=actor, on=opened, after=after)
    return opened


@transaction.atomic
def form_team(
    round_: InspectionRound,
    *,
    actor: Post,
    name: str = "",
    happened_on: date | None = None,
    source_note: str = "",
    is_reconstructed: bool = True,
) -> Team:
    """Form the next team of a round (成立检查组).

    Args:
        name: "" means 第N组.
        happened_on: None means the round's first day.
        source_note, is_reconstructed: as in `open_round`.

    Raises:
        Refused; NotInThisState: the round is voided. BadValue: a date before the round or in the future.
    """
    if not access.may_open_round(actor):
        raise Refused("inspections.form_team")
    standing(round_)
    day = not_before(clock.happened(happened_on or round_.happened_on), round_)
    last = Team.objects.current().filter(round=round_).order_by("-number").first()
    number = last.number + 1 if last else 1
    team: Team = Team.objects.create(
        campaign_id=round_.campaign_id,
        unit_id=round_.unit_id,
        round=round_,
        number=number,
        name=name or f"第{number}组",
        happened_on=day,
        source_note=source_note,
        is_reconstructed=bool(source_note) and is_reconstructed,
    )
    ledger.enter("inspections.form_team", actor=actor, on=team, after={"round": round_.number, "name": team.name})
    return team


@transaction.atomic
def void_round(round_: InspectionRound, *, actor: Post, reason: str) -> None:
    """Void a round with a reason (作废轮次).

    Raises:
        Refused; BadValue: no reason, or teams that stand on it; NotInThisState: voided already.
    """
    if not access.may_open_round(actor):
        raise Refused("inspections.void_round")
    if Team.objects.current().filter(round=round_).exists():
        raise BadValue(gettext("先作废该轮的检查组"), field="round")
    void_row(round_, reason=reason)
    ledger.enter("inspections.void_round", actor=actor, on=round_, reason=reason)


@transaction.atomic
def void_team(team: Team, *, actor: Post, reason: str) -> None:
    """Void a team with a reason (作废检查组).

    Raises:
        Refused; BadValue: no reason, or visits that stand on it; NotInThisState: voided already.
    """
    if not access.may_open_round(actor):
        raise Refused("inspections.void_team")
    if Visit.objects.current().filter(team=team).exists():
        raise BadValue(gettext("先作废该组的检查"), field="team")
    void_row(team, reason=reason)
    ledger.enter("inspections.void_team", actor=actor, on=team, reason=reason)
