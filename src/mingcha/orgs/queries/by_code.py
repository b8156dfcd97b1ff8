"""Units as people write them in sheets (按代码或名称找单位)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit


def units_named(actor: Post, words: Iterable[str], on: date | None = None) -> dict[str, Unit]:
    """Code, name or short name -> the unit the post may see that holds it on a day (today). One statement.

    A name that two units share means neither; a code goes before a name.
    """
    wanted = set(words)
    valid = Unit.objects.visible_to(actor).valid_on(on or clock.today())
    units = list(valid.filter(Q(code__in=wanted) | Q(name__in=wanted) | Q(short_name__in=wanted)).order_by("pk"))
    named: dict[str, set[int]] = {}
    for unit in units:
        for name in {unit.name, unit.short_name}:
            named.setdefault(name, set()).add(unit.pk)
    by_id = {unit.pk: unit for unit in units}
    found = {name: by_id[next(iter(ids))] for name, ids in named.items() if len(ids) == 1 and name in wanted}
    return found | {unit.code: unit for unit in units if unit.code in wanted}
