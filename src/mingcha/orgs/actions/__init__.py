"""The verbs of the registry: `units` (单位), `posts` (人员、岗位、账号), `groups` (领导小组)."""

from mingcha.orgs.actions.groups import MemberRow, found_leading_group
from mingcha.orgs.actions.posts import add_account, add_person, add_post, close_post
from mingcha.orgs.actions.units import add_unit, add_units, close_unit, succeed_unit
from mingcha.orgs.rules import UnitRow

__all__ = [
    "MemberRow",
    "UnitRow",
    "add_account",
    "add_person",
    "add_post",
    "add_unit",
    "add_units",
    "close_post",
    "close_unit",
    "found_leading_group",
    "succeed_unit",
]
