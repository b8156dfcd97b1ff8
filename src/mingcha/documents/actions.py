"""The verbs of the register of documents."""

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.documents import access, rules
from mingcha.documents.models import IssuedDocument
from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def issue_document(unit: Unit, *, actor: Post, campaign: Campaign, row: rules.DocumentRow) -> IssuedDocument:
    """Register a document that was issued (登记发文), taking its number where the series is our own.

    Args:
        unit: who drafted it: mostly the campaign's office, whoever's name it bears.

    Raises:
        Refused; BadValue: a title marked secret or empty, number and series that do not fit (`rules.takes_number`), a
        number that is taken, a date in the future or outside the unit's validity.
    """
    if not access.may_issue_document(actor):
        raise Refused("documents.issue_document")
    title = rules.open_title(row.title)
    day = unit.in_being(clock.happened(row.happened_on))
    number = row.number
    if rules.takes_number(row):
        number = numbering.take(row.series, year=day.year, on=("documents.issueddocument", None))
    same = IssuedDocument.objects.current().filter(series=row.series, year=day.year, number=number)
    if number is not None and same.exists():
        reference = numbering.reference(row.series, day.year, number)
        raise BadValue(gettext("%(reference)s已登记") % {"reference": reference}, field="number")
    columns = row.columns(day) | {"title": title, "number": number, "year": day.year}
    document = IssuedDocument.objects.create(campaign=campaign, unit=unit, **columns)
    ledger.enter("documents.issue_document", actor=actor, on=document, after={"unit": unit.code, **columns})
    return document


@transaction.atomic
def void_document(document: IssuedDocument, *, actor: Post, reason: str) -> None:
    """Take back a document entered in error (作废发文); a number of our own stays taken and is voided with it.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_issue_document(actor):
        raise Refused("documents.void_document")
    void_row(document, reason=reason)
    if document.number is not None and document.authority in rules.OWN_SERIES:
        numbering.void(document.series, document.year, document.number, reason=reason)
    ledger.enter("documents.void_document", actor=actor, on=document, reason=reason)
