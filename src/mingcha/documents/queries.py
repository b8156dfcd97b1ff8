"""Reads over issued documents."""

from mingcha.documents.models import IssuedDocument, IssuedDocumentQuerySet
from mingcha.orgs.models import Post


def documents(actor: Post) -> IssuedDocumentQuerySet:
    """Current documents the actor may see, newest first. One statement."""
    found: IssuedDocumentQuerySet = IssuedDocument.objects.current().visible_to(actor)
    return found.order_by("-happened_on", "series", "number", "pk")
