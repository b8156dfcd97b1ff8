"""The verbs of a bulletin: draft, revise, sign, issue. An issue appears in one commit: number, freeze, digests."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.bulletins import access, freeze, live, queries, rules, tree
from mingcha.bulletins.choices import BulletinState
from mingcha.bulletins.models import Bulletin, BulletinSeries
from mingcha.bulletins.proofreader.check import Level
from mingcha.bulletins.render import words
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Post

WRITTEN = ("title", "source", "as_of", "report_to", "send_to", "issue_to", "copies")
"""What a clerk writes of a bulletin."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a clerk writes of a bulletin. Lists are one recipient a line, in official order."""

    title: str
    source: str
    as_of: date
    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: int | None = None


@transaction.atomic
def open_series(campaign: Campaign, *, actor: Post, name: str, office_name: str, note: str = "") -> BulletinSeries:
    """Open a numbered series of bulletins (设立刊物).

    Raises:
        Refused; BadValue: the campaign has a series of that name.
    """
    if not access.may_draft_bulletin(actor):
        raise Refused("bulletins.open_series")
    if BulletinSeries.objects.filter(campaign=campaign, name=name).exists():
        raise BadValue(gettext("《%(name)s》已有") % {"name": name}, field="name")
    series = BulletinSeries.objects.create(campaign=campaign, name=name, office_name=office_name, note=note)
    ledger.enter("bulletins.open_series", actor=actor, on=series, after={"name": name})
    return series


@transaction.atomic
def register_issue(series: BulletinSeries, *, actor: Post, title: str, issued_on: date, source_note: str) -> Bulletin:
    """Register an issue that was printed before the system (补登往期): number and day alone, no figures.

    Raises:
        Refused; BadValue: no note saying where it is known from, or a date in the future.
    """
    if not access.may_issue_bulletin(actor):
        raise Refused("bulletins.register_issue")
    if not source_note:
        raise BadValue(gettext("补登往期须写明依据"), field="source_note")
    day = clock.happened(issued_on, field="issued_on")
    bulletin = Bulletin(campaign_id=series.campaign_id, unit_id=series.campaign.office_id, series=series, year=day.year)
    bulletin.title, bulletin.as_of, bulletin.happened_on, bulletin.issued_on = title, day, day, day
    bulletin.source_note, bulletin.is_reconstructed = source_note, True
    bulletin.number = numbering.take(f"{series.pk}《{series.name}》", year=day.year, on=series)
    bulletin.state = BulletinState.ISSUED
    bulletin.save(force_insert=True)
    ledger.enter(
        "bulletins.register_issue", actor=actor, on=bulletin, after={"number": bulletin.number, "issued_on": day}
    )
    return bulletin


@transaction.atomic
def draft_bulletin(series: BulletinSeries, *, actor: Post, draft: Draft) -> Bulletin:
    """Begin a bulletin (起草通报). Figures are bound when it is read; a faulty mark does not stop a draft.

    Raises:
        Refused; BadValue: no title, or an as-of date in the future.
    """
    if not access.may_draft_bulletin(actor):
        raise Refused("bulletins.draft_bulletin")
    values = _checked(draft)
    bulletin = Bulletin.objects.create(
        campaign_id=series.campaign_id,
        unit_id=series.campaign.office_id,
        series=series,
        year=draft.as_of.year,
        happened_on=draft.as_of,
        **values,
    )
    ledger.enter("bulletins.draft_bulletin", actor=actor, on=bulletin, after=values)
    return bulletin


@transaction.atomic
def revise_bulletin(bulletin: Bulletin, *, actor: Post, draft: Draft) -> None:
    """Replace a draft's text (修改底稿).

    Raises:
        Refused; NotInThisState: signed or issued already; BadValue as in `draft_bulletin`.
    """
    if not access.may_draft_bulletin(actor):
        raise Refused("bulletins.revise_bulletin")
    values = _checked(draft)
    _held(bulletin)
    if not Bulletin.objects.filter(pk=bulletin.pk, state=BulletinState.DRAFT).update(**values):
        raise NotInThisState(bulletin)
    ledger.enter(
        "bulletins.revise_bulletin", actor=actor, on=bulletin, before={"source": bulletin.source}, after=values
    )


def _checked(draft: Draft) -> dict[str, object]:
    if not draft.title.strip():
        raise BadValue(gettext("标题不能为空"), field="title")
    clock.happened(draft.as_of, field="as_of")
    values = {name: getattr(draft, name) for name in WRITTEN}
    for name, value in values.items():
        if isinstance(value, str) and any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise BadValue(gettext("含有无法保存的字符（半个代理对）"), field=name)
    return values


def _held(bulletin: Bulletin) -> None:
    """Hold the bulletin until the transaction ends, and refuse where it says something else than the caller read.

    Raises:
        NotInThisState: somebody revised it meanwhile; what was not read is neither signed nor issued.
    """
    read = [getattr(bulletin, name) for name in WRITTEN]
    bulletin.refresh_from_db(from_queryset=Bulletin.objects.select_for_update())
    if read != [getattr(bulletin, name) for name in WRITTEN]:
        raise NotInThisState(bulletin)


def _printable(document: tree.Document) -> None:
    """Refuse before it is too late: an issued text that cannot be printed could never be mended.

    Raises:
        BadValue: nothing to read, or a character that no reader can see.
    """
    if not document.body:
        raise BadValue(gettext("正文不能为空"), field="source")
    words.refuse_unprintable(document)


@transaction.atomic
def sign_bulletin(
    bulletin: Bulletin, *, actor: Post, accepted_reason: str = "", happened_on: date | None = None
) -> None:
    """Sign a draft (签发). Red findings of the proofreader stop it unless a named head gives a reason (带病签发).

    Raises:
        Refused; NotInThisState; BadValue: red findings without a reason; BadFile: a faulty mark.
    """
    if not access.may_sign_bulletin(actor):
        raise Refused("bulletins.sign_bulletin")
    _held(bulletin)
    composed = live.composed(bulletin)
    _printable(queries.document(bulletin, composed.blocks, number=None, issued_on=None))
    found = composed.findings
    red = [f"第{finding.line}行{finding.says}" for finding in found if finding.level is Level.RED]
    state = rules.state_after_signing(red, accepted_reason)
    day = clock.happened(happened_on)
    unsigned = Bulletin.objects.filter(pk=bulletin.pk, state=BulletinState.DRAFT)
    if not unsigned.update(state=state, signed_by=actor, signed_on=day, accepted_reason=accepted_reason):
        raise NotInThisState(bulletin)
    after = {"signed_on": day, "findings": red}
    ledger.enter("bulletins.sign_bulletin", actor=actor, on=bulletin, after=after, reason=accepted_reason)
    bulletin.refresh_from_db()


@transaction.atomic
def issue_bulletin(bulletin: Bulletin, *, actor: Post, issued_on: date | None = None) -> int:
    """Number and freeze a signed bulletin (印发): values, definitions, row digests. Gives the issue number.

    Raises:
        Refused; BadValue: issued before its as-of date; BadFile: a faulty mark. NotInThisState: not signed, issued by
        somebody else, or records behind its figures came or went meanwhile.
    """
    if not access.may_issue_bulletin(actor):
        raise Refused("bulletins.issue_bulletin")
    _held(bulletin)
    day = clock.happened(issued_on, field="issued_on")
    if day < bulletin.as_of:
        raise BadValue(gettext("印发日期不能早于统计截止日"), field="issued_on")
    composed = live.composed(bulletin)
    behind = freeze.rows_behind(bulletin, composed)
    number = numbering.take(f"{bulletin.series_id}《{bulletin.series.name}》", year=day.year, on=bulletin)
    document = queries.document(bulletin, composed.blocks, number=number, issued_on=day)
    _printable(document)
    signed = Bulletin.objects.filter(pk=bulletin.pk, state=BulletinState.SIGNED)
    fixed = {
        "number": number,
        "year": day.year,
        "issued_on": day,
        "happened_on": day,
        "statements": composed.statements,
    }
    if not signed.update(state=BulletinState.ISSUED, frozen=freeze.kept(document, composed), **fixed):
        raise NotInThisState(bulletin)
    digest = freeze.freeze_figures(bulletin, composed, behind)
    ledger.enter("bulletins.issue_bulletin", actor=actor, on=bulletin, after={"number": number, "digest": digest})
    bulletin.refresh_from_db()
    return number
