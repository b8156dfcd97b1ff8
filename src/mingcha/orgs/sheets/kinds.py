"""Units and contacts as tables, in and out (单位表、联络表)."""

from collections.abc import Sequence
from functools import partial

from mingcha.kernel.errors import BadFile, BadValue
from mingcha.kernel.workbooks.columns import Column, Kind
from mingcha.kernel.workbooks.intake import Intake
from mingcha.orgs import actions, queries, rules
from mingcha.orgs.actions.contacts import ContactValues
from mingcha.orgs.choices import Category, Certainty, ContactKind, Level, UnitKind
from mingcha.orgs.models import Contact, Post, Unit
from mingcha.orgs.queries.by_code import units_named
from mingcha.orgs.rules import UnitRow
from mingcha.ui.sheets import SheetKind
from mingcha.ui.values import choices_of

UNIT_PATHS = {
    "code": "code",
    "name": "name",
    "short_name": "short_name",
    "level": "level",
    "kind": "kind",
    "category": "category",
    "territory_parent": "territory_parent__code",
    "system_parent": "system_parent__code",
    "valid_from": "valid_from",
    "from_certainty": "from_certainty",
    "valid_until": "valid_until",
    "source_note": "source_note",
}
CONTACT_PATHS = {
    "unit": "unit__code",
    "unit_name": "unit__name",
    "kind": "kind",
    "name": "name",
    "title": "title",
    "mobile": "mobile",
    "phone": "phone",
    "mail": "mail",
    "since": "valid_from",
}


def unit_columns(actor: Post) -> Sequence[Column]:
    """What a table of units holds; parents stand above their children."""
    return (
        Column("code", "代码", is_required=True, most_letters=32),
        Column("name", "名称", is_required=True, most_letters=100),
        Column("short_name", "规范化简称", most_letters=50),
        Column("level", "层级", Kind.CHOICE, is_required=True, choices=choices_of(Level)),
        Column("kind", "单位性质", Kind.CHOICE, is_required=True, choices=choices_of(UnitKind)),
        Column("category", "单位分类", Kind.CHOICE, choices=choices_of(Category)),
        Column("territory_parent", "所属地区代码", also=("所属地区（块）",), most_letters=32),
        Column("system_parent", "上级主管代码", also=("上级主管（条）",), most_letters=32),
        Column("position", "位次", Kind.WHOLE, least=1, most=rules.PLACES, help_text="本级内的次序，不填排在最后"),
        Column("valid_from", "设立日期", Kind.DAY, is_required=True),
        Column("from_certainty", "设立日期确定程度", Kind.CHOICE, choices=choices_of(Certainty)),
        Column("valid_until", "终止日期", Kind.DAY),
        Column("source_note", "来源", most_letters=300),
    )


def take_units(intake: Intake) -> None:
    """Add the units of a table in one act."""
    rows = []
    for number, row in intake.rows():
        given = {name: value for name, value in row.items() if value is not None}
        rows.append(UnitRow(**given, file=intake.table.file, line=number))
    if intake.table.count_of_errors or not rows:
        return
    try:
        intake.written += len(actions.add_units(rows, actor=intake.actor))
    except BadFile as error:
        intake.table.error(error.line or 0, error.field, error.message)


def contact_columns(actor: Post) -> Sequence[Column]:
    """What a table of contacts holds; the unit by code or name."""
    return (
        Column("unit", "单位代码", Kind.CODE, is_required=True, also=("单位",), look_up=partial(units_named, actor)),
        Column("unit_name", "单位名称", help_text="只供阅读，导入时不用"),
        Column("kind", "类别", Kind.CHOICE, is_required=True, choices=choices_of(ContactKind)),
        Column("name", "姓名", most_letters=50),
        Column("title", "职务", most_letters=100),
        Column("mobile", "手机", most_letters=20),
        Column("phone", "办公电话", most_letters=30),
        Column("mail", "邮箱", most_letters=254),
        Column("since", "起始日期", Kind.DAY, help_text="不填为今天"),
    )


def take_contacts(intake: Intake) -> None:
    """Name the contacts of a table; those that say what is registered already are passed over."""
    rows = list(intake.rows())
    units = {row["unit"].pk for _, row in rows if row["unit"]}
    known = queries.contacts_seen_by(intake.actor, units)
    for number, row in rows:
        unit, kind = row["unit"], row["kind"]
        before = known[unit.pk].by_kind.get(kind) if unit else None
        row["mail"] = row["mail"] or (before.mail if before else "")  # older files have no such column
        values = ContactValues(**{name: row[name] for name in ("name", "title", "mobile", "phone", "mail")})
        if unit is None or _says_the_same(before, values):
            continue
        with intake.at(number):
            actions.set_contact(unit, kind, actor=intake.actor, values=values, happened_on=row["since"])


def _says_the_same(contact: Contact | None, values: ContactValues) -> bool:
    if contact is None:
        return False
    try:
        plain = (rules.mobile_for(values.mobile), rules.phone_for(values.phone), rules.mail_for(values.mail))
    except BadValue:
        return False
    said = (contact.name, contact.title, contact.mobile, contact.phone, contact.mail)
    return said == (values.name, values.title, *plain)


KINDS = (
    SheetKind(
        "units",
        "单位",
        Unit,
        unit_columns,
        take_units,
        says="登记单位，上级在前、下级在后，一次全部登记",
        paths=UNIT_PATHS,
        needs_campaign=False,
    ),
    SheetKind(
        "contacts",
        "联络方式",
        Contact,
        contact_columns,
        take_contacts,
        says="登记或更换各单位联络员和负责同志；与现有登记相同的不动",
        paths=CONTACT_PATHS,
        needs_campaign=False,
    ),
)
