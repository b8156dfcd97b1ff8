"""The office's looks of lists on paper: saved in versions, put back, taken out (台账样式)."""

from dataclasses import replace

from django.db import IntegrityError, transaction

from mingcha.kernel import ledger
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.kernel.models import SheetLayout
from mingcha.orgs.models import Post
from mingcha.papers import access
from mingcha.ui import layouts
from mingcha.ui.layouts import Layout


@transaction.atomic
def save_layout(layout: Layout, *, actor: Post) -> SheetLayout:
    """Save a look as a new version (保存样式); `layout.version` is the newest the writer had before them.

    Raises:
        Refused; BadValue: it cannot be printed like that; NotInThisState: somebody saved meanwhile.
    """
    if not access.may_keep_layouts(actor):
        raise Refused("papers.save_layout")
    sound = layouts.checked(layout)
    row = _next(sound, _newest(sound.key, sound.name), expected=layout.version)
    after = {"name": row.name, "version": row.version, "columns": row.columns}
    ledger.enter("papers.save_layout", actor=actor, on=(row.key, None), after=after)
    return row


@transaction.atomic
def restore_layout(row: SheetLayout, *, actor: Post) -> SheetLayout:
    """Put an earlier version back, as the newest (恢复样式); versions between stay.

    Raises:
        Refused; NotInThisState: it is the newest.
    """
    if not access.may_keep_layouts(actor):
        raise Refused("papers.restore_layout")
    newest = _newest(row.key, row.name)
    if newest == row.version:
        raise NotInThisState(row)
    made = _next(replace(layouts.from_row(row), version=newest), newest, expected=newest)
    after = {"name": row.name, "version": made.version, "restored": row.version}
    ledger.enter("papers.restore_layout", actor=actor, on=(row.key, None), after=after)
    return made


@transaction.atomic
def take_out_layout(layout: Layout, *, actor: Post) -> None:
    """Take a look out (撤下样式): the built-in of the name, where there is one, is in force again; versions stay.

    Raises:
        Refused; NotInThisState: a built-in one, or somebody changed it meanwhile.
    """
    if not access.may_keep_layouts(actor):
        raise Refused("papers.take_out_layout")
    newest = _newest(layout.key, layout.name)
    if not layout.version or newest != layout.version:
        raise NotInThisState(layout.name)
    _next(layout, newest, expected=newest, is_taken_out=True)
    ledger.enter("papers.take_out_layout", actor=actor, on=(layout.key, None), before=layout.name)


def _newest(key: str, name: str) -> int:
    versions = SheetLayout.objects.filter(key=key, name=name).values_list("version", flat=True)
    return max(versions, default=0)


def _next(layout: Layout, newest: int, *, expected: int, is_taken_out: bool = False) -> SheetLayout:
    """The next version of a name; of two at once, one wins."""
    if newest != expected:
        raise NotInThisState(layout.name)
    try:
        with transaction.atomic():
            return SheetLayout.objects.create(
                key=layout.key,
                name=layout.name,
                version=newest + 1,
                title=layout.title,
                columns=layouts.as_kept(layout.columns),
                paper=layout.paper,
                is_landscape=layout.is_landscape,
                is_taken_out=is_taken_out,
            )
    except IntegrityError as error:
        raise NotInThisState(layout.name) from error
