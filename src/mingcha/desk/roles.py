"""Roles (岗位角色): what each sees and may do, asked of the access rules themselves, and how many hold it."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Count
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel import clock
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Post
from mingcha.ui import navigation, records

SAYS: dict[str, Any] = {
    PostRole.OFFICE: gettext_lazy("办公室的日常工作：登记、交办、审核、催办、出具文书、起草通报"),
    PostRole.OFFICE_HEAD: gettext_lazy("办公室工作人员能办的，另加签发和超量交办的批准"),
    PostRole.REVIEWER: gettext_lazy("看全部业务记录；审核方案，不审本人所在单位的"),
    PostRole.INSPECTOR: gettext_lazy("明查暗访的检查员"),
    PostRole.CASE_OFFICER: gettext_lazy("线索的承办人，只看交给本人的"),
    PostRole.LEADER: gettext_lazy("看全部业务记录，不办理"),
    PostRole.CLERK: gettext_lazy("本单位及所属单位：签收、填报、二次交办、登记联络方式"),
    PostRole.HEAD: gettext_lazy("本单位及所属单位：审签报送的内容，让本单位的人代办"),
    PostRole.SYSTEM_ADMIN: gettext_lazy("三员之一：开通、停用、解锁账号，重置密码；不看业务，不给岗位"),
    PostRole.SECURITY_ADMIN: gettext_lazy("三员之一：授予、撤销岗位，清除第二因素，停用令牌；不看业务，不开账号"),
    PostRole.AUDITOR: gettext_lazy("三员之一：看操作台账；不看业务，不写任何东西"),
}
Rule = Callable[[Any], bool]


@dataclass(frozen=True)
class RoleRow:
    """One role (一个角色).

    Attributes:
        kinds: labels of the records in its menu. verbs: what it may do without regard to a certain record.
        holders: posts held today.
    """

    role: PostRole
    says: str
    kinds: list[str]
    verbs: list[str]
    holders: int


def roles() -> list[RoleRow]:
    """All roles that a post can have (角色表). One statement."""
    held = Post.objects.valid_on(clock.today()).filter(person__isnull=False)
    counts = dict(held.values_list("role").annotate(held=Count("pk")))
    return [_row(role, counts.get(role, 0)) for role in PostRole if role != PostRole.SYSTEM]


def _row(role: PostRole, holders: int) -> RoleRow:
    actor = Post(role=role)
    seen = [kind for kind in records.all_kinds() if kind.in_menu and navigation.list_url(kind) and kind.is_for(actor)]
    verbs = [name for name, rule in _rules() if rule(actor)]
    return RoleRow(role, str(SAYS[role]), [gettext(kind.label) for kind in seen], verbs, holders)


@cache
def _rules() -> tuple[tuple[str, Rule], ...]:
    """The access rules that ask for the actor alone, by the verb they decide."""
    return tuple(sorted(_found()))


def _found() -> Iterator[tuple[str, Rule]]:
    for config in apps.get_app_configs():
        if not config.name.startswith("mingcha.") or find_spec(f"{config.name}.access") is None:
            continue
        room = import_module(f"{config.name}.access")
        for name, rule in inspect.getmembers(room, inspect.isfunction):
            if rule.__module__ == room.__name__ and name.startswith("may_") and _asks_for_the_actor_alone(rule):
                yield f"{config.label}.{name.removeprefix('may_')}", rule


def _asks_for_the_actor_alone(rule: Rule) -> bool:
    asked = inspect.signature(rule).parameters.values()
    return [name.name for name in asked if name.default is name.empty] == ["actor"]
