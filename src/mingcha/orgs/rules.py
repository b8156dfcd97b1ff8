"""Decisions of the registry over plain values (单位登记规则): who holds a code, where a unit stands in the order."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from mingcha.kernel.errors import BadFile, BadValue
from mingcha.orgs.choices import ApiScope, Category, Certainty, Level, MemberRole, UnitKind

ORDER_STEPS = (10**15, 10**12, 10**9, 10**6, 10**3, 1)
"""What one place is worth at each depth of the territory line, province first: a unit sorts right after its parent."""

DELEGATION_DAYS = 90
PLACES = 999
"""Places a parent has for its children, so that the order of six levels fits 63 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit to add (一条待登记单位).

    Attributes:
        territory_parent: code of the unit above on the territory line (块); empty for a province.
        system_parent: code of the unit above on the system line (条); empty where there is none.
        position: official place among the parent's children, 1 to 999; None puts it after the last.
        file, line: where the row was read, so that an error can say so; empty and None for a row made by hand.
    """

    code: str
    name: str
    level: Level
    kind: UnitKind
    valid_from: date
    short_name: str = ""
    category: Category | None = None
    territory_parent: str = ""
    system_parent: str = ""
    position: int | None = None
    from_certainty: Certainty = Certainty.DAY
    valid_until: date | None = None
    until_certainty: Certainty = Certainty.DAY
    is_placeholder: bool = False
    source_note: str = ""
    file: str = ""
    line: int | None = None

    def error(self, message: str, *, field: str) -> BadValue:
        """Say what is wrong with this row, by file and line where it has them."""
        return BadFile(message, file=self.file, line=self.line) if self.file else BadValue(message, field=field)


class HasValidity(Protocol):
    """What the rules below ask of a unit."""

    @property
    def valid_from(self) -> date:
        """First day."""
        ...

    @property
    def from_certainty(self) -> str:
        """How exactly the first day is known."""
        ...

    @property
    def valid_until(self) -> date | None:
        """Last day; None: still there."""
        ...

    @property
    def until_certainty(self) -> str:
        """How exactly the last day is known."""
        ...


Held = TypeVar("Held", bound=HasValidity)


def may_exist_on(unit: HasValidity, day: date) -> bool:
    """Whether a record of that day may speak of the unit (当日可能存在).

    Wider than counting: a date known to the year leaves the whole year open, an unknown one sets no bound.
    So 漠河县 and 漠河市 are both right throughout 2018, while only one of them counts on any day.
    """
    began = {
        Certainty.DAY: unit.valid_from <= day,
        Certainty.YEAR: unit.valid_from.year <= day.year,
        Certainty.UNKNOWN: True,
    }
    if unit.valid_until is None:
        return began[Certainty(unit.from_certainty)]
    ended = {
        Certainty.DAY: unit.valid_until < day,
        Certainty.YEAR: unit.valid_until.year < day.year,
        Certainty.UNKNOWN: False,
    }
    return began[Certainty(unit.from_certainty)] and not ended[Certainty(unit.until_certainty)]


def is_valid_on(unit: HasValidity, day: date) -> bool:
    """Whether the unit counts on that day (当日有效); the same words as `UnitQuerySet.valid_on`."""
    has_begun = unit.valid_from <= day or unit.from_certainty == Certainty.UNKNOWN
    return has_begun and (unit.valid_until is None or day <= unit.valid_until)


def holder_on(units: Iterable[Held], day: date) -> Held | None:
    """Whose a code is on a day (代码当日归属): the unit that counts, else the latest that may exist."""
    possible = sorted((unit for unit in units if may_exist_on(unit, day)), key=lambda unit: unit.valid_from)
    counting = [unit for unit in possible if is_valid_on(unit, day)]
    best = counting or possible
    return best[-1] if best else None


def overlap(one: HasValidity, other: HasValidity) -> bool:
    """Whether two units would hold one code on the same day."""
    return (other.valid_until is None or one.valid_from <= other.valid_until) and (
        one.valid_until is None or other.valid_from <= one.valid_until
    )


def official_order_for(parent_order: int | None, *, depth: int, position: int) -> int:
    """Where a unit stands in the order of every list (规范顺序).

    Args:
        parent_order: the order of its territory parent; None for a unit without one.
        depth: its distance from the top of the territory line, 0 for a province.
        position: its place among its parent's children, 1 to 999.

    Raises:
        BadValue: a seventh level, or no such place.
    """
    if depth >= len(ORDER_STEPS):
        raise BadValue(f"单位层级最多 {len(ORDER_STEPS)} 级", field="territory_parent")
    if not 1 <= position <= PLACES:
        raise BadValue(f"位次须在 1 至 {PLACES} 之间，现为 {position}", field="position")
    return (parent_order or 0) + position * ORDER_STEPS[depth]


def place_of(official_order: int) -> int:
    """The place among its parent's children that an order was made from; 0 for the order 0."""
    while official_order and official_order % (PLACES + 1) == 0:
        official_order //= PLACES + 1
    return official_order % (PLACES + 1)


def moved_places(places: Sequence[int], *, at: int, to: int) -> dict[int, int]:
    """Old place -> new place of those that change when one is put elsewhere (调整位次): the places stay, who has them
    changes.

    Args:
        places: the places taken, in order. at, to: where the one stands and shall stand, counted from 0.
    """
    order = list(range(len(places)))
    order.insert(to, order.pop(at))
    return {places[old]: places[new] for new, old in enumerate(order) if old != new}


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of the order that moves as a whole: a unit and all below it (连同下级移动)."""

    low: int
    high: int
    by: int


def shifts_for(places: Mapping[int, int], *, parent_order: int, depth: int) -> list[Shift]:
    """How the order changes when children of a parent change places; whoever stands below them moves along.

    Args:
        places: old place -> new place.
        parent_order: the order of the parent, 0 for units without one.
        depth: of the children.
    """
    step = ORDER_STEPS[depth]
    return [
        Shift(parent_order + old * step, parent_order + (old + 1) * step - 1, (new - old) * step)
        for old, new in sorted(places.items())
    ]


_HALF_WIDTH = str.maketrans("０１２３４５６７８９＋－—\u3000", "0123456789+-- ")
"""What an input method types for a telephone number; anything else, ² among it, is no digit."""


def mobile_for(text: str) -> str:
    """A mobile number of the mainland as eleven digits (手机号): spaces, dashes and full-width digits are accepted.

    Raises:
        BadValue: no such number.
    """
    digits = _plain(text).removeprefix("+86")
    if digits and not (len(digits) == 11 and digits[0] == "1" and digits.isascii() and digits.isdigit()):
        raise BadValue("手机号须为 1 开头的 11 位数字", field="mobile")
    return digits


def phone_for(text: str) -> str:
    """A telephone number (办公电话): area code, number and extension, digits and dashes.

    Raises:
        BadValue: something else stands in it, or fewer than 7 or more than 20 digits.
    """
    number = text.translate(_HALF_WIDTH).strip().replace(" ", "-")
    digits = number.replace("-", "")
    if number and not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 20):
        raise BadValue("办公电话只能由数字和短横线组成，如 0451-82620000", field="phone")
    return number


_MAIL = re.compile(r"[^@\s,;<>?&]{1,64}@[^@\s,;<>?&]+\.[^@\s,;<>?&]+")


def mail_for(text: str) -> str:
    """A mail address (邮箱) in small letters, as senders are compared.

    Raises:
        BadValue: no such address, or more than one.
    """
    found = text.strip().replace("＠", "@").lower()
    if found and not (_MAIL.fullmatch(found) and len(found) <= 254):
        raise BadValue("邮箱须如 lianluoyuan@example.cn，只填一个", field="mail")
    return found


def _plain(text: str) -> str:
    return "".join(char for char in text.translate(_HALF_WIDTH) if not char.isspace() and char != "-")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member as typed (一名成员): role in the group, office held, name where one is given."""

    role: MemberRole
    title: str
    name: str = ""


def members_in(text: str) -> list[MemberLine]:
    """Members of a leading group, one a line: role, office and name, apart by tabs, blanks or commas (成员名单).

    `组长 市委书记 某某`; the name may be missing, so a line may be pasted from a sheet of three columns.

    Raises:
        BadValue: a line without a known role or without an office; names the line.
    """
    roles = {str(role.label): role for role in MemberRole}
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.translate(_APART).split(maxsplit=2)
        if not words:
            continue
        if words[0] not in roles or len(words) < 2:
            raise BadValue(
                f"成员第 {number} 行应为“组长（副组长、成员） 职务 姓名”，现为“{line.strip()[:30]}”", field="members"
            )
        if max(map(len, words[1:])) > 50:
            raise BadValue(f"成员第 {number} 行的职务或姓名超过 50 字", field="members")
        found.append(MemberLine(roles[words[0]], words[1], "".join(words[2:])))
    return found


_APART = str.maketrans(dict.fromkeys(",，;；:：、\t\u3000", " "))


def nearest_common(one: Mapping[int, int], other: Mapping[int, int]) -> int | None:
    """The nearest superior two units share (最近共同上级); a unit counts as its own, so it may be one of the two.

    Args:
        one, other: superior -> how many steps above; itself at 0. Where two are as near, the one nearer to the first.
    """
    shared = one.keys() & other.keys()
    return min(shared, key=lambda unit: (one[unit] + other[unit], one[unit], unit), default=None)


TOKEN_DAYS = 366
"""The longest a token works: a year, and a leap day."""


def token_digest(secret: str) -> str:
    """What is kept of a token: its secret has 256 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_scopes(scopes: Sequence[str]) -> list[str]:
    """The scopes of a token, each once, in the order of their table.

    Raises:
        BadValue: none, or one that there is not.
    """
    if unknown := sorted(set(scopes) - set(ApiScope.values)):
        raise BadValue(f"没有这样的权限范围：{'、'.join(unknown)}", field="scopes")
    if not scopes:
        raise BadValue("请至少选择一项权限范围", field="scopes")
    return [scope for scope in ApiScope.values if scope in scopes]


def token_expiry(expires_on: date, *, today: date) -> date:
    """The last day of a token: not past, at most a year away.

    Raises:
        BadValue: another day.
    """
    if not today <= expires_on <= today + timedelta(days=TOKEN_DAYS):
        raise BadValue("有效期自今天起，最长一年", field="expires_on")
    return expires_on


def delegation_days(valid_from: date, valid_until: date, *, today: date) -> None:
    """The days of a delegation (代办期限): from today on, in order, at most `DELEGATION_DAYS`.

    Raises:
        BadValue: other days.
    """
    if valid_from < today:
        raise BadValue("代办不能从过去的日期起", field="valid_from")
    if not valid_from <= valid_until < valid_from + timedelta(days=DELEGATION_DAYS):
        raise BadValue("代办止须不早于代办起，最长90天", field="valid_until")
