"""What every part of a load shares: the folder, who acts, the campaign, the units by code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import DataError, IntegrityError

from mingcha.campaigns.models import Campaign
from mingcha.cli.loading.folder import Folder
from mingcha.kernel.errors import BadFile, MingchaError
from mingcha.kernel.files import Line, Section
from mingcha.orgs import rules
from mingcha.orgs.models import Post, Unit

Place = Line | Section


@dataclass
class Context:
    """One load.

    Attributes:
        tick: called with the number of records written, for the progress bar.
        written: how many records so far.
    """

    folder: Folder
    actor: Post
    tick: Callable[[int], None]
    written: int = 0
    campaign_: Campaign | None = None
    units: dict[str, list[Unit]] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        """The campaign being loaded; set by the first part."""
        if self.campaign_ is None:
            raise BadFile("campaign.toml 未载入", file=self.folder.name)
        return self.campaign_

    def know_units(self) -> None:
        """Read the registry once; every later look-up costs nothing."""
        self.units = {}
        for unit in Unit.objects.order_by("valid_from", "id"):
            self.units.setdefault(unit.code, []).append(unit)

    def unit(self, code: str, on: date, place: Place) -> Unit:
        """The unit that held a code on a day.

        Raises:
            BadFile: nobody did; names file and line.
        """
        found = rules.holder_on(self.units.get(code, []), on)
        if found is None:
            raise place.error(f"{on}没有代码为“{code}”的单位")
        return found

    @contextmanager
    def at(self, place: Place) -> Iterator[None]:
        """Write one record; what an action refuses is told with file and line."""
        try:
            yield
        except BadFile:
            raise
        except MingchaError as error:
            raise place.error(str(error)) from error
        except (IntegrityError, DataError, OverflowError) as error:
            raise place.error(f"有数值超出范围或不符合约束：{error}") from error
        self.count()

    def count(self, records: int = 1) -> None:
        """Count records written by one action."""
        self.written += records
        self.tick(records)
