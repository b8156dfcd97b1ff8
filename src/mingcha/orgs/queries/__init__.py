"""Reads of the registry.

Files: `units` (单位), `contacts` (联络方式), `chains` (责任链), `coverage` (成立情况), `tokens` (接口令牌).
"""

from mingcha.orgs.queries.chains import Chain, answerable_for, nearest_common_superior, responsibilities, unit_named
from mingcha.orgs.queries.contacts import (
    UnitContacts,
    contact_for,
    contact_history,
    contacts_of,
    contacts_seen_by,
    lacking_contact,
    units_with_contacts_open_to,
    with_contacts,
)
from mingcha.orgs.queries.coverage import Coverage, expected_units, group_coverage
from mingcha.orgs.queries.tokens import acting_token, api_tokens
from mingcha.orgs.queries.units import (
    acting_post,
    any_own,
    children,
    ids_by_code,
    is_own,
    leading_groups,
    named_units,
    names_in_official_order,
    own_units,
    post_by_system_name,
    posts_today,
    short_names,
    subtree,
    successions,
    superiors,
    unit_by_code,
    units_above,
    units_in_scope,
    units_on,
)

__all__ = [
    "Chain",
    "Coverage",
    "UnitContacts",
    "acting_post",
    "acting_token",
    "any_own",
    "answerable_for",
    "api_tokens",
    "children",
    "contact_for",
    "contact_history",
    "contacts_of",
    "contacts_seen_by",
    "expected_units",
    "group_coverage",
    "ids_by_code",
    "is_own",
    "lacking_contact",
    "leading_groups",
    "named_units",
    "names_in_official_order",
    "nearest_common_superior",
    "own_units",
    "post_by_system_name",
    "posts_today",
    "responsibilities",
    "short_names",
    "subtree",
    "successions",
    "superiors",
    "unit_by_code",
    "unit_named",
    "units_above",
    "units_in_scope",
    "units_on",
    "units_with_contacts_open_to",
    "with_contacts",
]
