"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Programme
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit


def a_campaign(name: str = "整顿", *, office: Unit | None = None) -> Campaign:
    """A campaign that began on 2018-02-22."""
    office = office or a_unit(f"{name}办公室", level="PROVINCE", kind="OTHER")
    return Campaign.objects.create(name=name, short_name=name, office=office, began_on=date(2018, 2, 22))


def a_participation(campaign: Campaign, unit: Unit, kind: str = ParticipantKind.CITY) -> Participation:
    """The unit takes part since 2018-02-22."""
    return Participation.objects.create(campaign=campaign, unit=unit, kind=kind, happened_on=date(2018, 2, 22))


def a_programme(
    campaign: Campaign, unit: Unit, name: str = "窗口专项", *, scope: str = ProgrammeScope.PROVINCIAL
) -> Programme:
    """A programme since 2018-02-22."""
    programme: Programme = Programme.objects.create(
        campaign=campaign, unit=unit, name=name, scope=scope, happened_on=date(2018, 2, 22)
    )
    return programme
