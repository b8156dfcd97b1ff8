"""Registration of the registry."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from mingcha.orgs.models import Contact, LeadingGroupMember
    from mingcha.ui.records import RecordKind


class OrgsConfig(AppConfig):
    """单位."""

    name = "mingcha.orgs"
    label = "orgs"
    verbose_name = "单位"

    def ready(self) -> None:
        """Register record kinds."""
        from mingcha.orgs.models import Contact, LeadingGroup, LeadingGroupMember, Responsibility, Unit
        from mingcha.orgs.sheets import kinds, people
        from mingcha.ui import sheets
        from mingcha.ui.records import RecordKind, register

        sheets.register(*kinds.KINDS, *people.KINDS)

        register(
            RecordKind(
                key="orgs.unit",
                model=Unit,
                label="单位",
                headline="name",
                order=90,
                unit_field="",
                date_field="valid_from",
                searched=("name", "short_name", "code"),
                initials="initials",
            ),
            RecordKind(
                "orgs.leading_group", LeadingGroup, "领导小组", headline="name", order=91, date_field="founded_on"
            ),
            RecordKind(
                "orgs.responsibility", Responsibility, "责任", headline="title", order=92, date_field="valid_from"
            ),
            RecordKind(
                key="orgs.seat",
                model=LeadingGroupMember,
                label="领导小组成员",
                headline="title",
                order=92,
                in_menu=False,
                unit_field="",  # the group itself stands on the unit's page
                address=_group_page,
            ),
            RecordKind(
                key="orgs.contact",
                model=Contact,
                label="联络方式",
                headline="kind",
                order=93,
                in_menu=False,
                unit_field="",  # stands on the unit's page of contacts
                date_field="valid_from",
                address=_contacts_page,
            ),
        )
        register(_delegations())


def _delegations() -> "RecordKind":
    from mingcha.orgs.models import Delegation
    from mingcha.ui.records import RecordKind

    return RecordKind(
        "orgs.delegation",
        Delegation,
        "代办",
        headline="post__title",
        order=94,
        unit_field="",  # stands in the list of who may see it
        date_field="valid_from",
    )


def _contacts_page(contact: "Contact") -> str:
    from django.urls import reverse

    return reverse("orgs:unit_contacts", args=[contact.unit_id])


def _group_page(seat: "LeadingGroupMember") -> str:
    from django.urls import reverse

    return reverse("orgs:leading_group_detail", args=[seat.group_id])
