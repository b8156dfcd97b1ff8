"""Light schemes in versions, each with its basis (亮灯办法)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.choices import Colour
from mingcha.assignments.models import Light, LightScheme
from mingcha.assignments.rules import LightRow
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.workdays import ONE_DAY
from mingcha.orgs.models import Post

MOST_DAYS = 366


@transaction.atomic
def add_light_scheme(
    name: str, *, actor: Post, basis: str, lights: Sequence[LightRow], valid_from: date | None = None
) -> LightScheme:
    """Put a light scheme into force (起用亮灯办法): the next version of its name. The one before ends the day before.

    Args:
        valid_from: today unless said; may lie ahead.

    Raises:
        Refused; BadValue: no name or basis, colours that contradict each other, a first day not after the last one's.
    """
    if not access.may_keep_lights(actor):
        raise Refused("assignments.add_light_scheme")
    words = {"name": (name.strip(), 50), "basis": (basis.strip(), 200)}
    for field, (text, most) in words.items():
        if not 0 < len(text) <= most:
            raise BadValue(gettext("须填写，不超过%(most)d字") % {"most": most}, field=field)
    _sound(lights)
    since = valid_from or clock.today()
    _end_last(since)
    last = LightScheme.objects.filter(name=name.strip()).aggregate(n=Max("version"))["n"]
    scheme: LightScheme = LightScheme.objects.create(
        name=name.strip(), version=(last or 0) + 1, basis=basis.strip(), valid_from=since
    )
    Light.objects.bulk_create(
        Light(scheme=scheme, colour=row.colour, days_before=row.days_before, says=row.says.strip()) for row in lights
    )
    after = {"name": scheme.name, "version": scheme.version, "since": since,
             "lights": [[row.colour, row.days_before, row.says] for row in lights]}  # fmt: skip
    ledger.enter("assignments.add_light_scheme", actor=actor, on=scheme, after=after)
    return scheme


def _sound(lights: Sequence[LightRow]) -> None:
    for row in lights:
        if row.colour not in Colour or abs(row.days_before) > MOST_DAYS or not 0 < len(row.says.strip()) <= 50:
            raise BadValue(gettext("每种灯色都要写明提前天数（一年以内）和含义（50字以内）"), field="lights")
    if fault := rules.lights_fault(lights):
        raise BadValue(gettext(fault), field="lights")


def _end_last(since: date) -> None:
    """End the scheme that is open, the day before another begins."""
    last = LightScheme.objects.filter(valid_until__isnull=True).order_by("-valid_from", "-pk").first()
    if last is None:
        return
    if since <= last.valid_from:
        told = {"scheme": last, "day": last.valid_from}
        raise BadValue(gettext("%(scheme)s自%(day)s起用，新办法须晚于这一天") % told, field="valid_from")
    LightScheme.objects.filter(pk=last.pk).update(valid_until=since - ONE_DAY)
