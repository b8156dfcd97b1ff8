"""The administrators: one opens accounts, one gives posts, one reads the ledger; none sees business."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from mingcha.accounts import actions, queries
from mingcha.accounts.actions import _guard
from mingcha.accounts.models import SignIn, Tries
from mingcha.accounts.tests.test_signing import a_browser, is_in, try_as
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs.models import Account, Person, Post
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


class House:
    """The three administrators with accounts, and somebody of the office."""

    def __init__(self) -> None:
        roles = {"keeper": "SYSTEM_ADMIN", "guard": "SECURITY_ADMIN", "auditor": "AUDITOR", "office": "OFFICE"}
        self.posts = {name: a_post(role=role) for name, role in roles.items()}
        self.accounts = {name: an_account(post) for name, post in self.posts.items()}

    def browser(self, name: str) -> Client:
        client = Client(headers={"Accept-Language": "zh-CN"})
        client.force_login(self.accounts[name])
        return client


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def account() -> Account:
    return an_account(a_post(a_unit("甲市"), role="CLERK"))


def _last() -> tuple[str, int | None]:
    entry = LedgerEntry.objects.latest("sequence")
    return entry.verb, entry.object_id


# ---------------------------------------------------------------- what each may
def test_verbs_are_refused_to_everybody_else(house: House, account: Account) -> None:
    tries = Tries.objects.create(kind="NAME", key="#1", account=account, began_at=clock.now(), locked_until=clock.now())
    verbs: list[tuple[Any, Any, set[str]]] = [
        (actions.open_account, ("张三", "zhang"), {"keeper"}),
        (actions.close_account, (account,), {"keeper"}),
        (actions.reset_password, (account,), {"keeper"}),
        (actions.unlock_sign_in, (tries,), {"keeper"}),
        (actions.clear_second_factors, (account,), {"guard"}),
    ]
    for act, given, allowed in verbs:
        for name in set(house.posts) - allowed:
            with pytest.raises(Refused):
                act(*given, actor=house.posts[name])


def test_nobody_keeps_his_own_account_or_gives_himself_a_post(house: House) -> None:
    keeper, guard = house.accounts["keeper"], house.accounts["guard"]

    for act in (actions.close_account, actions.reopen_account, actions.reset_password):
        with pytest.raises(Refused):
            act(keeper, actor=house.posts["keeper"])
    with pytest.raises(Refused):
        actions.clear_second_factors(guard, actor=house.posts["guard"])
    client = house.browser("guard")
    assert client.get(f"/accounts/all/{guard.pk}/post").status_code == 403
    assert client.post(f"/accounts/posts/{house.posts['guard'].pk}/", {"happened_on": "2018-06-30"}).status_code == 403


def test_password_of_an_administrator_is_not_reset_by_another(house: House) -> None:
    page = house.browser("keeper").get(f"/accounts/all/{house.accounts['guard'].pk}/").content.decode()

    assert "重置密码" not in page
    with pytest.raises(Refused):
        actions.reset_password(house.accounts["guard"], actor=house.posts["keeper"])


def test_administrators_see_no_business_and_others_no_accounts(house: House, account: Account) -> None:
    for name in ("keeper", "guard", "auditor"):
        client = house.browser(name)
        assert "审核轮次" not in client.get("/roles/").content.decode().partition("<main")[0]
        assert client.get("/plans/rounds/").content.decode().count("<tr") <= 1
    for name in ("office", "auditor"):
        client = house.browser(name)
        pages = ["/accounts/all/", "/accounts/posts/", f"/accounts/all/{account.pk}/"]
        assert [client.get(url).status_code for url in pages] == [404, 404, 404]


def test_home_of_an_administrator_is_what_he_keeps(house: House) -> None:
    homes = {name: house.browser(name).get("/").headers["Location"] for name in ("keeper", "guard", "auditor")}

    assert homes == {"keeper": "/accounts/all/", "guard": "/accounts/all/", "auditor": "/ledger/"}


def test_posts_of_an_account_are_not_taken_for_the_reader_s_own(house: House, account: Account) -> None:
    a_post(a_unit("乙市"), role="HEAD", person=account.person)

    page = house.browser("guard").get(f"/accounts/all/{account.pk}/").content.decode()

    assert "post-switch" not in page
    assert 'class="table table-vcenter' in house.browser("guard").get("/accounts/all/").content.decode()


# ---------------------------------------------------------------- accounts
def test_open_account_gives_a_password_that_must_be_changed(house: House) -> None:
    client = house.browser("keeper")
    assert client.get("/accounts/all/open").status_code == 200

    page = client.post("/accounts/all/open", {"name": "张三", "username": "zhang"}).content.decode()

    password = re.findall(r"data-one-time>([^<]+)<", page)[0]
    made = Account.objects.get(username="zhang")
    assert (made.check_password(password), made.must_change_password, made.person.name) == (True, True, "张三")
    assert _last() == ("accounts.open_account", made.pk)
    assert password not in str(list(LedgerDetail.objects.values()))
    newcomer = a_browser()
    try_as(newcomer, "zhang", password)
    assert newcomer.get("/").headers["Location"] == "/accounts/password"


@pytest.mark.parametrize(
    ("name", "username", "says"),
    [
        (" ", "zhang", "必填"),
        ("张三", "zhang san", "不能有空格"),
        ("张三", "\u200b", "不能有空格"),
        ("张三", "", "必填"),
    ],
)
def test_open_account_says_what_is_wrong(house: House, name: str, username: str, says: str) -> None:
    before = Person.objects.count()

    answer = house.browser("keeper").post("/accounts/all/open", {"name": name, "username": username})

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert Person.objects.count() == before


def test_open_account_with_a_used_name_or_none_writes_nothing(house: House, account: Account) -> None:
    before = Person.objects.count()

    for name, username in (("张三", account.username), (" ", "zhang")):
        with pytest.raises(BadValue):
            actions.open_account(name, username, actor=house.posts["keeper"])
    assert Person.objects.count() == before


def test_close_account_signs_it_out_and_reopen_lets_it_in(house: House, account: Account) -> None:
    theirs, client = a_browser(), house.browser("keeper")
    try_as(theirs, account.username, PASSWORD)

    client.post(f"/accounts/all/{account.pk}/close")
    closed = _last()
    was = (theirs.get("/accounts/").status_code, SignIn.objects.filter(account=account).count())
    client.post(f"/accounts/all/{account.pk}/reopen")
    try_as(theirs, account.username, PASSWORD)

    assert (closed, was) == (("accounts.close_account", account.pk), (302, 0))
    assert LedgerEntry.objects.filter(verb="accounts.reopen_account", object_id=account.pk).exists()
    assert is_in(theirs)
    with pytest.raises(NotInThisState):
        actions.reopen_account(account, actor=house.posts["keeper"])
    actions.close_account(account, actor=house.posts["keeper"])
    with pytest.raises(NotInThisState):
        actions.close_account(account, actor=house.posts["keeper"])


def test_reset_password_ends_sessions_and_gives_one_for_once(house: House, account: Account) -> None:
    theirs = a_browser()
    try_as(theirs, account.username, PASSWORD)

    page = house.browser("keeper").post(f"/accounts/all/{account.pk}/reset-password").content.decode()

    password = re.findall(r"data-one-time>([^<]+)<", page)[0]
    account.refresh_from_db()
    assert (account.check_password(password), account.must_change_password) == (True, True)
    assert theirs.get("/accounts/").status_code == 302
    assert _last() == ("accounts.reset_password", account.pk)


def test_locked_name_and_address_are_listed_and_unlocked(house: House, account: Account) -> None:
    for _ in range(5):
        try_as(a_browser(), account.username)
        try_as(a_browser(), "nobody")
    client, theirs = house.browser("keeper"), a_browser()

    page = client.get("/accounts/all/").content.decode()
    tries = Tries.objects.get(account=account)
    client.post(f"/accounts/locks/{tries.pk}/unlock")
    try_as(theirs, account.username, PASSWORD)

    assert page.count("解锁</button>") == 1
    assert is_in(theirs)
    assert LedgerEntry.objects.filter(verb="accounts.unlock_sign_in", object_id=account.pk).exists()


def test_unlock_sign_in_that_is_not_locked_is_too_late(house: House) -> None:
    _guard.take_try("somebody", None, "10.0.0.1")

    with pytest.raises(NotInThisState):
        actions.unlock_sign_in(Tries.objects.get(kind="ADDRESS"), actor=house.posts["keeper"])
    assert not queries.locks(house.posts["office"]).exists()


def test_locked_address_is_unlocked_without_naming_anybody(house: House) -> None:
    for number in range(30):
        _guard.take_try(f"name{number}", None, "10.0.0.1")
    [tries] = queries.locks(house.posts["keeper"])

    actions.unlock_sign_in(tries, actor=house.posts["keeper"])

    assert _guard.take_try("name", None, "10.0.0.1") is None


def test_clear_second_factors_by_the_security_administrator(house: House, account: Account) -> None:
    actions.add_totp(account, actor=None, secret="JBSWY3DPEHPK3PXP")
    client = house.browser("guard")

    assert "清除第二因素" in client.get(f"/accounts/all/{account.pk}/").content.decode()
    client.post(f"/accounts/all/{account.pk}/clear-second-factors")

    assert not Authenticator.objects.exists()
    assert _last() == ("accounts.clear_second_factors", account.pk)
    with pytest.raises(NotInThisState):
        actions.clear_second_factors(account, actor=house.posts["guard"])


# ---------------------------------------------------------------- posts
def test_post_is_given_and_ended_by_page(house: House, account: Account) -> None:
    unit, client = a_unit("乙市", code="T77777"), house.browser("guard")
    yesterday = clock.today() - timedelta(days=1)

    assert client.get(f"/accounts/all/{account.pk}/post").status_code == 200
    client.post(f"/accounts/all/{account.pk}/post", {"unit": "T77777", "role": "HEAD", "title": "局长"})
    made = Post.objects.get(title="局长")
    Post.objects.filter(pk=made.pk).update(valid_from=yesterday)
    listed = client.get("/accounts/posts/?role=HEAD").content.decode()
    client.post(f"/accounts/posts/{made.pk}/", {"happened_on": yesterday})

    assert (made.unit, made.person, made.role) == (unit, account.person, "HEAD")
    assert "局长" in listed
    made.refresh_from_db()
    assert made.valid_until == yesterday
    assert "撤销岗位</button>" not in client.get(f"/accounts/posts/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"unit": "nowhere"}, "没有这个代码"),
        ({"role": "SYSTEM"}, "SYSTEM"),
        ({"role": "AUDITOR"}, "不能与本人的其他岗位兼任"),
        ({"title": ""}, "必填"),
    ],
)
def test_give_post_says_what_is_wrong(house: House, account: Account, given: dict[str, str], says: str) -> None:
    a_unit("乙市", code="T77777")
    plain = {"unit": "乙市", "role": "CLERK", "title": "x"}

    answer = house.browser("guard").post(f"/accounts/all/{account.pk}/post", plain | given)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not Post.objects.filter(title="x").exists()


def test_end_post_in_the_future_is_refused_at_its_field(house: House) -> None:
    post = a_post(a_unit("乙市"), role="CLERK")
    tomorrow = clock.today() + timedelta(days=1)

    answer = house.browser("guard").post(f"/accounts/posts/{post.pk}/", {"happened_on": tomorrow})

    assert (answer.status_code, "不能晚于今天" in answer.content.decode()) == (422, True)


def test_system_administrator_gives_no_post(house: House, account: Account) -> None:
    client = house.browser("keeper")
    post = a_post(a_unit("乙市"), role="CLERK")

    assert "授予岗位" not in client.get(f"/accounts/all/{account.pk}/").content.decode()
    assert client.get(f"/accounts/all/{account.pk}/post").status_code == 403
    assert "撤销岗位</button>" not in client.get(f"/accounts/posts/{post.pk}/").content.decode()
    assert client.post(f"/accounts/posts/{post.pk}/", {"happened_on": "2018-06-30"}).status_code == 403
    assert house.browser("guard").get("/accounts/all/open").status_code == 403


def test_second_administrator_in_one_hand_is_stopped_by_the_database(house: House) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_post(role="AUDITOR", person=house.posts["keeper"].person)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("url", ["/accounts/all/", "/accounts/posts/"])
def test_lists_cost_the_same(house: House, count: int, url: str, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        an_account(a_post(a_unit("甲市"), role="CLERK"))
    client = house.browser("guard")

    with django_assert_num_queries(6 if url.endswith("all/") else 5):
        assert client.get(url).status_code == 200


def test_roles_say_what_each_may_and_how_many_hold_it(house: House) -> None:
    page = house.browser("guard").get("/roles/").content.decode()
    rows = dict(re.findall(r'class="text-nowrap">([^<]+)</td>(.*?)</tr>', page, re.DOTALL))

    assert "<code>assignments.issue_directive</code>" in rows["领导小组办公室工作人员"]
    assert "<code>orgs.add_post</code>" in rows["安全管理员"]
    assert "<code>orgs.add_post</code>" not in rows["系统管理员"]
    assert "审核轮次" in rows["方案审核员"]
    assert 'role=AUDITOR">1</a>' in rows["审计管理员"]
    assert house.browser("office").get("/roles/").status_code == 200


def test_roles_are_not_there_for_a_unit(account: Account) -> None:
    client = Client()
    client.force_login(account)

    assert client.get("/roles/").status_code == 404
