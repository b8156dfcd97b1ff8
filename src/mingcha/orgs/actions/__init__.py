"""The verbs of the registry.

Files: `units` (单位), `changes` (沿革、排序), `posts` (人员、岗位、账号), `groups` (领导小组), `contacts` (联络方式),
`responsibilities` (责任), `tokens` (接口令牌), `delegations` (代办).
"""

from mingcha.orgs.actions.changes import NewUnit, merge_units, place_unit, rename_unit, split_unit
from mingcha.orgs.actions.contacts import ContactValues, end_contact, set_contact
from mingcha.orgs.actions.delegations import end_delegation, make_delegation
from mingcha.orgs.actions.groups import GroupValues, MemberRow, correct_leading_group, found_leading_group
from mingcha.orgs.actions.links import add_link_post
from mingcha.orgs.actions.posts import add_account, add_person, add_post, close_post
from mingcha.orgs.actions.responsibilities import (
    ResponsibilityValues,
    assign_responsibility,
    correct_responsibility,
    end_responsibility,
)
from mingcha.orgs.actions.tokens import make_token, revoke_token
from mingcha.orgs.actions.units import add_unit, add_units, close_unit, succeed_unit
from mingcha.orgs.rules import UnitRow

__all__ = [
    "ContactValues",
    "GroupValues",
    "MemberRow",
    "NewUnit",
    "ResponsibilityValues",
    "UnitRow",
    "add_account",
    "add_link_post",
    "add_person",
    "add_post",
    "add_unit",
    "add_units",
    "assign_responsibility",
    "close_post",
    "close_unit",
    "correct_leading_group",
    "correct_responsibility",
    "end_contact",
    "end_delegation",
    "end_responsibility",
    "found_leading_group",
    "make_delegation",
    "make_token",
    "merge_units",
    "place_unit",
    "rename_unit",
    "revoke_token",
    "set_contact",
    "split_unit",
    "succeed_unit",
]
