"""The lights of tasks that wait for their unit (亮灯): the scheme in force today says the colours."""

from datetime import date, timedelta
from functools import lru_cache, partial

from django.db import connection
from django.db.models import Case, CharField, Q, QuerySet, Value, When

from mingcha.assignments import access, rules
from mingcha.assignments.choices import Colour
from mingcha.assignments.models import Light, LightScheme, Task, TaskQuerySet
from mingcha.assignments.rules import LightRow
from mingcha.kernel import clock, workdays
from mingcha.kernel.kept import Statement
from mingcha.orgs.models import Post
from mingcha.ui.inbox import Lit, Tab


def light_schemes(actor: Post) -> QuerySet[LightScheme]:
    """Every version of every scheme, the newest first (亮灯办法)."""
    found: QuerySet[LightScheme] = LightScheme.objects.visible_to(actor)
    return found.order_by("-valid_from", "-pk")


def lights_of(scheme: LightScheme) -> QuerySet[Light]:
    """The colours of one version, the first to be shown first."""
    return Light.objects.filter(scheme=scheme).order_by("-days_before", "pk")


def lit_rows(day: date) -> list[tuple[Lit, int]]:
    """The colours in force on a day with their days, ready to be shown. One statement."""
    return [(Lit(row.colour, Colour(row.colour).label, row.says), row.days_before) for row in lights_on(day)]


def lights_on(day: date) -> list[LightRow]:
    """The colours in force on a day, the first to be shown first; none: nothing is lit. One statement."""
    return [LightRow(*row) for row in _asking(day, connection.vendor).rows()]


@lru_cache(maxsize=100)
def _asking(day: date, vendor: str) -> Statement:
    rows = Light.objects.filter(scheme__in=LightScheme.objects.valid_on(day)).order_by("-days_before", "pk")
    return Statement.of(rows.values_list("colour", "days_before", "says"))


def with_lights(rows: TaskQuerySet, today: date) -> TaskQuerySet:
    """Tasks with their colour as `light`, "" where they are not lit: answered, on pause, or far from due.

    One statement at once, for the scheme.
    """
    waits = Q(state__in=rules.UNANSWERED, paused_on__isnull=True)
    gravest_first = sorted(lights_on(today), key=lambda row: row.days_before)
    cases = [
        When(waits & Q(due_on__lte=today + timedelta(days=row.days_before)), then=Value(str(row.colour)))
        for row in gravest_first
    ]
    found: TaskQuerySet = rows.annotate(light=Case(*cases, default=Value(""), output_field=CharField()))
    return found


def turned_red(actor: Post) -> TaskQuerySet:
    """Tasks the actor's side asked that turned red after the last working day, up to today (新转红), oldest due first:
    what turned red on Sunday is seen on Monday. None of them where nothing ever turns red. Two statements at once.
    """
    today = clock.today()
    asked = Task.objects.current().visible_to(actor).filter(access.tasks_asked_by_visible_to(actor))
    reds = Light.objects.filter(scheme__in=LightScheme.objects.valid_on(today), colour=Colour.RED)
    first = reds.annotate(since=workdays.last_working_day_before(today)).order_by("-days_before", "pk")
    for days_before, since in first.values_list("days_before", "since")[:1]:
        shift = timedelta(days=days_before)
        found = asked.unanswered().filter(due_on__gt=since + shift, due_on__lte=today + shift)
        return with_lights(found.select_related("unit", "directive"), today).order_by("due_on", "pk")
    return asked.none()


def lit_by_days(tab: Tab) -> "partial[Lit | None] | None":
    """How a task under a tab of the workbench is lit, by the days left; None: those are answered. One statement."""
    return None if tab == Tab.TO_JUDGE else partial(_lit, lights_on(clock.today()))


def _lit(rows: list[LightRow], days_left: int) -> Lit | None:
    found = rules.light_for(days_left, rows)
    return Lit(found.colour, Colour(found.colour).label, found.says) if found else None
