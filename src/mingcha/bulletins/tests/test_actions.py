"""The verbs of a bulletin: allowed, refused, wrong state, ledger."""

import threading
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from mingcha.bulletins import actions
from mingcha.bulletins.choices import BulletinState
from mingcha.bulletins.models import Bulletin, BulletinSeries, FrozenFigure, FrozenRow
from mingcha.bulletins.tests.factories import AS_OF, ISSUED_ON, a_draft, a_series, a_small_campaign, an_issued
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import ledger, numbering
from mingcha.kernel.errors import BadFile, BadValue, MingchaError, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DRAFT = actions.Draft(title="标题", source="没有数据。", as_of=AS_OF)
TOMORROW = date(2999, 1, 1)
RED = "查处酒驾22059起。"


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def series() -> BulletinSeries:
    return a_series()


def _entered() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _last() -> LedgerEntry:
    return LedgerEntry.objects.order_by("-sequence")[0]


# ---------------------------------------------------------------- refused
@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
@pytest.mark.parametrize(
    "verb",
    ["open_series", "register_issue", "draft_bulletin", "revise_bulletin", "sign_bulletin", "issue_bulletin"],
)
def test_all_but_the_office_are_refused(role: str, verb: str, series: BulletinSeries) -> None:
    draft, before = a_draft(series), len(_entered())
    given: dict[str, tuple[Any, dict[str, Any]]] = {
        "open_series": (series.campaign, {"name": "简报", "office_name": "办"}),
        "register_issue": (series, {"title": "往期", "issued_on": ISSUED_ON, "source_note": "原文"}),
        "draft_bulletin": (series, {"draft": DRAFT}),
        "revise_bulletin": (draft, {"draft": DRAFT}),
    }
    record, values = given.get(verb, (draft, {}))

    with pytest.raises(Refused) as raised:
        getattr(actions, verb)(record, actor=a_post(role=role), **values)

    assert raised.value.verb == f"bulletins.{verb}"
    assert (Bulletin.objects.count(), len(_entered())) == (1, before)


# ---------------------------------------------------------------- series and past issues
def test_open_series_opens_it_and_enters_the_ledger(office: Post) -> None:
    series = actions.open_series(a_campaign(), actor=office, name="情况通报", office_name="省整顿办", note="内部资料")

    assert (series.name, series.office_name, series.note) == ("情况通报", "省整顿办", "内部资料")
    assert (_entered(), _last().object_id) == (["bulletins.open_series"], series.pk)


def test_open_series_refuses_a_name_twice(office: Post, series: BulletinSeries) -> None:
    with pytest.raises(BadValue) as raised:
        actions.open_series(series.campaign, actor=office, name=series.name, office_name="办")

    assert raised.value.field == "name"


def test_register_issue_takes_the_next_number_of_its_year(office: Post, series: BulletinSeries) -> None:
    days = (date(2017, 12, 30), date(2018, 1, 3), date(2018, 2, 1))
    made = [
        actions.register_issue(series, actor=office, title="往期", issued_on=day, source_note="原文") for day in days
    ]

    assert [(one.year, one.number, one.issued_on, one.happened_on) for one in made] == [
        (2017, 1, days[0], days[0]), (2018, 1, days[1], days[1]), (2018, 2, days[2], days[2]),
    ]  # fmt: skip
    assert {(one.state, one.frozen, one.is_reconstructed, one.source_note) for one in made} == {
        ("ISSUED", None, True, "原文")
    }
    assert _entered() == ["bulletins.register_issue"] * 3


@pytest.mark.parametrize(("note", "day", "field"), [("", ISSUED_ON, "source_note"), ("原文", TOMORROW, "issued_on")])
def test_register_issue_needs_a_source_and_a_past_day(
    note: str, day: date, field: str, office: Post, series: BulletinSeries
) -> None:
    with pytest.raises(BadValue) as raised:
        actions.register_issue(series, actor=office, title="往期", issued_on=day, source_note=note)

    assert raised.value.field == field
    assert not Bulletin.objects.exists()


# ---------------------------------------------------------------- drafts
def test_draft_bulletin_keeps_the_text_even_with_a_faulty_mark(office: Post, series: BulletinSeries) -> None:
    draft = actions.draft_bulletin(series, actor=office, draft=replace(DRAFT, source="{{7*7}}", copies=300))

    draft.refresh_from_db()
    assert (draft.state, draft.source, draft.copies, draft.number) == ("DRAFT", "{{7*7}}", 300, None)
    assert (draft.campaign, draft.unit, draft.year) == (series.campaign, series.campaign.office, 2018)
    assert (_entered(), _last().object_id) == (["bulletins.draft_bulletin"], draft.pk)


@pytest.mark.parametrize(
    ("change", "field"), [({"title": " \n"}, "title"), ({"as_of": TOMORROW}, "as_of")], ids=["no title", "future"]
)
def test_draft_needs_a_title_and_a_past_as_of_day(
    change: dict[str, Any], field: str, office: Post, series: BulletinSeries
) -> None:
    draft, values = a_draft(series), replace(DRAFT, **change)

    for verb in (partial(actions.draft_bulletin, series), partial(actions.revise_bulletin, draft)):
        with pytest.raises(BadValue) as raised:
            verb(actor=office, draft=values)
        assert raised.value.field == field

    assert Bulletin.objects.count() == 1


def test_revise_bulletin_replaces_the_text(office: Post, series: BulletinSeries) -> None:
    draft = a_draft(series, "旧文。")

    actions.revise_bulletin(draft, actor=office, draft=replace(DRAFT, source="新文。"))

    draft.refresh_from_db()
    assert (draft.source, draft.copies) == ("新文。", None)
    assert (_last().verb, _last().object_id) == ("bulletins.revise_bulletin", draft.pk)


def test_revise_bulletin_leaves_a_signed_one_alone(office: Post) -> None:
    draft = a_draft(source="旧文。")
    actions.sign_bulletin(draft, actor=office)

    with pytest.raises(NotInThisState):
        actions.revise_bulletin(draft, actor=office, draft=DRAFT)

    draft.refresh_from_db()
    assert draft.source == "旧文。"


# ---------------------------------------------------------------- signing
def test_sign_bulletin_names_who_signed_and_when(office: Post) -> None:
    draft = a_draft()

    actions.sign_bulletin(draft, actor=office, happened_on=ISSUED_ON)

    assert (draft.state, draft.signed_by, draft.signed_on, draft.accepted_reason) == ("SIGNED", office, ISSUED_ON, "")
    assert (_last().verb, _last().reason) == ("bulletins.sign_bulletin", "")


def test_red_findings_stop_the_signing(office: Post) -> None:
    draft = a_draft(source=f"甲。\n\n{RED}")

    with pytest.raises(BadValue, match="第3行“22059起”是手写的数据") as raised:
        actions.sign_bulletin(draft, actor=office)

    draft.refresh_from_db()
    assert (raised.value.field, draft.state) == ("accepted_reason", "DRAFT")


def test_signing_with_open_findings_keeps_the_reason_here_and_in_the_ledger(office: Post) -> None:
    draft = a_draft(source=RED)

    actions.sign_bulletin(draft, actor=office, accepted_reason="公安厅已书面确认")

    assert (draft.state, draft.accepted_reason) == ("SIGNED", "公安厅已书面确认")
    assert (_last().verb, _last().reason) == ("bulletins.sign_bulletin", "公安厅已书面确认")


def test_yellow_findings_stop_nothing(office: Post) -> None:
    draft = a_draft(source="大部分单位已经安排。")

    actions.sign_bulletin(draft, actor=office)

    assert draft.state == BulletinState.SIGNED


def test_faulty_mark_stops_the_signing_with_its_line(office: Post) -> None:
    draft = a_draft(source="甲\n{plans.nothing}个")

    with pytest.raises(BadFile, match=rf"^bulletin-draft-{draft.pk}\.md:2: 没有数据口径"):
        actions.sign_bulletin(draft, actor=office, accepted_reason="无论如何")


def test_sign_bulletin_signs_once_and_not_in_the_future(office: Post) -> None:
    draft = a_draft()
    with pytest.raises(BadValue):
        actions.sign_bulletin(draft, actor=office, happened_on=TOMORROW)
    actions.sign_bulletin(draft, actor=office)

    with pytest.raises(NotInThisState):
        actions.sign_bulletin(draft, actor=office)

    assert _entered().count("bulletins.sign_bulletin") == 1


# ---------------------------------------------------------------- issuing
def test_issue_bulletin_numbers_and_freezes(office: Post) -> None:
    small = a_small_campaign()
    issued = an_issued(a_series(small.campaign), "报{plans.filed}个，过{plans.pass_share:pct1}。", actor=office)

    assert (issued.state, issued.number, issued.year, issued.issued_on) == ("ISSUED", 1, 2018, ISSUED_ON)
    assert (issued.happened_on, issued.statements) == (ISSUED_ON, 3)
    figures = list(issued.figures.order_by("index"))
    assert [(f.text, f.word, f.rows, f.fact, f.denominator_fact) for f in figures] == [
        ("2", "个", 2, "plans.filings", ""),
        ("60.0%", "%", 3, "plans.rounds", "campaigns.participants"),
    ]
    assert (_last().verb, _last().object_id) == ("bulletins.issue_bulletin", issued.pk)


def test_rows_behind_numerator_and_denominator_are_kept_with_their_digests(office: Post) -> None:
    small = a_small_campaign()

    an_issued(a_series(small.campaign), "过{plans.pass_share:pct1}。", actor=office)

    rows = FrozenRow.objects.order_by("is_denominator", "record_id")
    assert [row.is_denominator for row in rows] == [False] * 3 + [True] * 5
    assert {len(row.digest) for row in rows} == {64}
    assert len({row.digest for row in rows}) == 8


def test_numbers_follow_each_other_without_a_gap(office: Post, series: BulletinSeries) -> None:
    actions.register_issue(series, actor=office, title="往期", issued_on=date(2018, 3, 1), source_note="原文")

    numbers = [an_issued(series, actor=office).number for _ in range(3)]

    assert numbers == [2, 3, 4]
    assert numbering.gaps(f"{series.pk}《情况通报》", 2018) == []


def test_bulletin_is_not_issued_twice(office: Post) -> None:
    issued = an_issued(actor=office)

    with pytest.raises(NotInThisState):
        actions.issue_bulletin(issued, actor=office)

    assert numbering.gaps(f"{issued.series_id}《情况通报》", 2018) == []
    assert an_issued(issued.series).number == 2


def test_draft_is_not_issued(office: Post) -> None:
    draft = a_draft()

    with pytest.raises(NotInThisState):
        actions.issue_bulletin(draft, actor=office)

    assert not FrozenFigure.objects.exists()


@pytest.mark.parametrize("day", [date(2018, 3, 30), TOMORROW])
def test_bulletin_is_not_issued_before_its_as_of_day_nor_in_the_future(day: date, office: Post) -> None:
    draft = a_draft()
    actions.sign_bulletin(draft, actor=office)

    with pytest.raises(BadValue) as raised:
        actions.issue_bulletin(draft, actor=office, issued_on=day)

    draft.refresh_from_db()
    assert (raised.value.field, draft.state, draft.number) == ("issued_on", "SIGNED", None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_at_once_one_wins(office: Post) -> None:
    draft = a_draft(a_series(a_small_campaign().campaign), "报{plans.filed}个。")
    actions.sign_bulletin(draft, actor=office)
    ready, came = threading.Barrier(2), list[str]()

    def issue() -> None:
        own = Bulletin.objects.get(pk=draft.pk)
        ready.wait()
        try:
            came.append(f"number {actions.issue_bulletin(own, actor=office, issued_on=ISSUED_ON)}")
        except MingchaError as error:
            came.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["NotInThisState", "number 1"]
    assert FrozenFigure.objects.count() == 1
    assert ledger.verify().ok


# ---------------------------------------------------------------- what nobody read, and what nobody can print
def test_text_revised_since_it_was_read_is_neither_signed_nor_issued_nor_overwritten(office: Post) -> None:
    stale = a_draft()
    fresh = Bulletin.objects.get(pk=stale.pk)
    actions.revise_bulletin(fresh, actor=office, draft=replace(DRAFT, source="新正文。"))

    with pytest.raises(NotInThisState):
        actions.sign_bulletin(stale, actor=office, happened_on=ISSUED_ON)
    stale.source = "旧正文。"
    with pytest.raises(NotInThisState):
        actions.revise_bulletin(stale, actor=office, draft=DRAFT)
    actions.sign_bulletin(Bulletin.objects.get(pk=fresh.pk), actor=office, happened_on=ISSUED_ON)
    signed = Bulletin.objects.get(pk=fresh.pk)
    signed.title = "别的标题"
    with pytest.raises(NotInThisState):
        actions.issue_bulletin(signed, actor=office, issued_on=ISSUED_ON)

    kept = Bulletin.objects.get(pk=fresh.pk)
    assert (kept.state, kept.source, kept.number) == ("SIGNED", "新正文。", None)


@pytest.mark.parametrize(
    ("title", "source", "says"),
    [
        ("标题", "正文\u202e反。", "不可打印的字符 U\\+202E"),
        ("标\u202e题", "正文。", "不可打印的字符 U\\+202E"),
        ("标题", "\n", "正文不能为空"),
    ],
)
def test_sign_of_what_cannot_be_printed_is_refused_before_it_is_frozen(
    title: str, source: str, says: str, office: Post
) -> None:
    draft = a_draft(source=source, title=title)

    with pytest.raises(BadValue, match=says):
        actions.sign_bulletin(draft, actor=office, happened_on=ISSUED_ON)

    assert Bulletin.objects.get(pk=draft.pk).state == BulletinState.DRAFT


def test_issue_of_what_cannot_be_printed_takes_no_number(office: Post) -> None:
    draft = a_draft()
    actions.sign_bulletin(draft, actor=office, happened_on=ISSUED_ON)
    Bulletin.objects.filter(pk=draft.pk).update(title="标\u202e题")

    with pytest.raises(BadValue, match="不可打印"):
        actions.issue_bulletin(Bulletin.objects.get(pk=draft.pk), actor=office, issued_on=ISSUED_ON)

    assert Bulletin.objects.get(pk=draft.pk).number is None


@pytest.mark.parametrize("field", ["title", "source", "report_to"])
def test_draft_with_half_a_surrogate_pair_is_refused_at_its_field(
    field: str, office: Post, series: BulletinSeries
) -> None:
    changed: dict[str, Any] = {field: "坏\ud800字"}
    spoilt = replace(DRAFT, **changed)

    with pytest.raises(BadValue) as error:
        actions.draft_bulletin(series, actor=office, draft=spoilt)

    assert error.value.field == field
