"""The first three administrators of a site (三员): nobody could give them their posts."""

from django.db import transaction

from mingcha.accounts.actions import open_account
from mingcha.kernel import clock
from mingcha.orgs import actions
from mingcha.orgs import queries as orgs
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Post

ADMINISTRATORS = (
    ("sysadmin", PostRole.SYSTEM_ADMIN),
    ("secadmin", PostRole.SECURITY_ADMIN),
    ("auditor", PostRole.AUDITOR),
)


@transaction.atomic
def make_administrators(code: str) -> list[tuple[str, str, str]]:
    """Make those whose role nobody holds today; gives user name, one-time password and title of each.

    Raises:
        NotThere: no unit of that code.
        BadValue: a user name is taken by somebody else.
    """
    system, unit = orgs.post_by_system_name("system"), orgs.unit_by_code(code)
    held = set(Post.objects.valid_on(clock.today()).values_list("role", flat=True))
    made = []
    for username, role in ADMINISTRATORS:
        if role in held:
            continue
        title = str(role.label)
        account, password = open_account(title, username, actor=system)
        actions.add_post(unit, actor=system, title=title, role=role, person=account.person)
        made.append((username, password, title))
    return made
