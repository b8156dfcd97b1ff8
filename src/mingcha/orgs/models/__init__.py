"""Tables of the registry.

Files: `units` (单位), `posts` (人员、岗位、账号), `groups` (领导小组), `contacts` (联络方式),
`responsibilities` (责任), `tokens` (接口令牌), `delegations` (代办).
"""

from mingcha.orgs.models.contacts import Contact
from mingcha.orgs.models.delegations import Delegation
from mingcha.orgs.models.groups import LeadingGroup, LeadingGroupMember
from mingcha.orgs.models.posts import Account, Person, Post
from mingcha.orgs.models.responsibilities import Responsibility
from mingcha.orgs.models.tokens import ApiToken
from mingcha.orgs.models.units import Succession, Unit, UnitClosure

__all__ = [
    "Account",
    "ApiToken",
    "Contact",
    "Delegation",
    "LeadingGroup",
    "LeadingGroupMember",
    "Person",
    "Post",
    "Responsibility",
    "Succession",
    "Unit",
    "UnitClosure",
]
