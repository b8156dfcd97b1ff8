"""Tasks for the tests of background work, found by name as a mechanism's are."""

from django_tasks import task

from mingcha.kernel import jobs
from mingcha.kernel.errors import BadValue
from mingcha.kernel.models import NumberSeries


@task()
def note(series: str) -> str:
    """Leave a row."""
    NumberSeries.objects.create(series=series, year=2018)
    return series


@task()
def fail() -> None:
    """As a gateway that is away."""
    raise OSError("away")


@task()
def refuse() -> None:
    """As bad input, which no second try mends."""
    raise BadValue("never")


@task()
def count_to_three() -> None:
    """Tell how far it has come, then break off."""
    jobs.report(2, 3)
    raise KeyboardInterrupt
