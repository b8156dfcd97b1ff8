import pytest

from mingcha.notices import access
from mingcha.notices.choices import Channel
from mingcha.notices.models import Message, Notice, SendingHours, Wording
from mingcha.notices.tests.factories import a_notice, the_wordings
from mingcha.orgs.choices import PostRole
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = pytest.mark.django_db


def test_notices_are_seen_by_the_office_the_receiving_and_the_sending_unit_alone() -> None:
    city, county, other = a_unit("甲市"), a_unit("乙县"), a_unit("丙市")
    notice = a_notice(county, sent_by=a_post(city, role="CLERK"))

    seen = {
        role: list(Notice.objects.visible_to(a_post(unit, role=role)))
        for role, unit in (("OFFICE", None), ("CLERK", city), ("HEAD", county), ("REVIEWER", None), ("AUDITOR", None))
    }

    assert seen == {"OFFICE": [notice], "CLERK": [notice], "HEAD": [notice], "REVIEWER": [], "AUDITOR": []}
    assert not Notice.objects.visible_to(a_post(other, role="CLERK"))


def test_messages_are_seen_by_the_unit_they_were_sent_to_alone() -> None:
    city, other = a_unit("甲市"), a_unit("乙市")
    a_notice(city, channel=Channel.IN_APP)
    a_notice(city, channel=Channel.SMS)

    counts = [
        Message.objects.visible_to(a_post(unit, role=role)).count()
        for unit, role in ((city, "CLERK"), (city, "HEAD"), (other, "CLERK"), (None, "OFFICE"), (city, "AUDITOR"))
    ]

    assert counts == [1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("role", "sees"), [("OFFICE", True), ("OFFICE_HEAD", True), ("SYSTEM_ADMIN", True), ("CLERK", False)]
)
def test_wordings_and_hours_are_for_the_office_and_the_system_administrator(role: str, sees: bool) -> None:
    the_wordings()
    actor = a_post(role=role)

    assert Wording.objects.visible_to(actor).exists() is sees
    assert SendingHours.objects.visible_to(actor).exists() is sees


def test_who_may_do_what() -> None:
    city = a_unit("甲市")
    posts = {role: a_post(city, role=role) for role in PostRole.values if role != "SYSTEM"}
    posts["SYSTEM"] = a_system_post()
    notice = a_notice(a_unit("乙市"), sent_by=posts["CLERK"])

    def those(may: object) -> set[str]:
        assert callable(may)
        return {role for role, post in posts.items() if may(post)}

    assert those(access.may_send_notices) == {"OFFICE", "OFFICE_HEAD", "CLERK", "SYSTEM"}
    assert those(access.may_record_deliveries) == {"SYSTEM"}
    assert those(lambda post: access.may_retry_notice(post, notice)) == {"OFFICE", "OFFICE_HEAD", "CLERK"}
    assert those(access.may_read_messages) == {"OFFICE", "OFFICE_HEAD", "CLERK", "HEAD"}
    assert those(access.may_approve_wording) == {"OFFICE_HEAD"}
    assert not access.may_retry_notice(a_post(a_unit("丙市"), role="CLERK"), notice)
