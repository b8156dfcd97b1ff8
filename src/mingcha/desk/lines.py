"""The lines of the workbench: a template takes five times as long over as many (待办的行)."""

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from mingcha.desk.waiting import Waiting

LINE = """<li>
<a class="waiting-title" href="{}">{}</a>
<span class="waiting-of">{}</span>
<span class="waiting-due{}">{}<time datetime="{}">{}</time> {}</span>
</li>
"""


def lines(rows: Iterable[Waiting], *, with_unit: bool) -> SafeString:
    """Things that wait, as the items of a list; the unit is left out where the page is one unit's."""
    return mark_safe("".join(_line(row, with_unit=with_unit) for row in rows))  # noqa: S308  every part is escaped


def _line(row: Waiting, *, with_unit: bool) -> str:
    whose = [row.unit] if with_unit else []
    look = " is-late" if row.is_overdue else " is-today" if row.days_left == 0 else ""
    of = " · ".join([*whose, *filter(None, [row.asks])])
    return format_html(
        LINE, row.url, row.title, of, look, _lamp(row), row.due_on.isoformat(), _day(row.due_on), _left(row)
    )


def _lamp(row: Waiting) -> str:
    """The colour it shows, by name and lamp."""
    if row.lit is None:
        return ""
    look, label = row.lit.colour.lower(), gettext(row.lit.label)
    return format_html('<span class="lamp lamp-{}" title="{}">{}</span> ', look, row.lit.says, label)


def _day(day: date) -> str:
    return format_date(day, get_format("MONTH_DAY_FORMAT"))


def _left(row: Waiting) -> str:
    """How many days are left, or gone."""
    if row.is_overdue:
        return ngettext("逾期 %(counter)s 天", "逾期 %(counter)s 天", row.days_over) % {"counter": row.days_over}
    if row.days_left == 0:
        return gettext("今日到期")
    return ngettext("还有 %(counter)s 天", "还有 %(counter)s 天", row.days_left) % {"counter": row.days_left}
