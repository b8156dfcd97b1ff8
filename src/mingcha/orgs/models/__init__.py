"""Tables of the registry: `units` (单位), `posts` (人员、岗位、账号), `groups` (领导小组)."""

from mingcha.orgs.models.groups import LeadingGroup, LeadingGroupMember
from mingcha.orgs.models.posts import Account, Person, Post
from mingcha.orgs.models.units import Succession, Unit, UnitClosure

__all__ = [
    "Account",
    "LeadingGroup",
    "LeadingGroupMember",
    "Person",
    "Post",
    "Succession",
    "Unit",
    "UnitClosure",
]
