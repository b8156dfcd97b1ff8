"""The office's own templates: uploaded, retired."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from mingcha.kernel import clock, evidence, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.word import MEDIA_TYPE, check
from mingcha.orgs.models import Post
from mingcha.papers import access, rules
from mingcha.papers.models import PaperTemplate
from mingcha.papers.rules import PaperKind


@transaction.atomic
def upload_template(
    kind: PaperKind, *, actor: Post, content: bytes, name: str, series: str = "", note: str = ""
) -> PaperTemplate:
    """Put a new version of a kind's template in force (上传模板). Papers already made keep their bytes.

    Args:
        series: the word its papers are numbered by; "" keeps the kind's own.

    Raises:
        Refused; BadWordFile: with every fault of the file; BadValue: a word that cannot name a series.
    """
    if not access.may_keep_templates(actor):
        raise Refused("papers.upload_template")
    word = series.strip() or kind.series
    if not rules.is_series(word):
        raise BadValue(gettext("编号用字为1至20个字，不含空格、数字、〔〕和/"), field="series")
    check(content, kind.specs)
    newest = PaperTemplate.objects.filter(kind=kind.key).aggregate(Max("version"))["version__max"] or 0
    template = PaperTemplate.objects.create(
        kind=kind.key,
        version=newest + 1,
        series=word,
        file=evidence.keep(content, name=name, media_type=MEDIA_TYPE),
        note=note.strip()[:200],
        uploaded_by=actor,
    )
    after = {"kind": kind.key, "version": template.version, "series": word, "digest": template.file.digest}
    ledger.enter("papers.upload_template", actor=actor, on=template, after=after)
    return template


@transaction.atomic
def retire_template(template: PaperTemplate, *, actor: Post, reason: str) -> None:
    """Take a version out of force (停用模板): the one before it counts again, or else the built-in one.

    Raises:
        Refused; BadValue: no reason; NotInThisState: retired already.
    """
    if not access.may_keep_templates(actor):
        raise Refused("papers.retire_template")
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadValue(gettext("停用须写明原因，不超过200字"), field="reason")
    standing = PaperTemplate.objects.filter(pk=template.pk, retired_at__isnull=True)
    if not standing.update(retired_at=clock.now(), retire_reason=words):
        raise NotInThisState(template)
    template.refresh_from_db()
    ledger.enter("papers.retire_template", actor=actor, on=template, reason=words)
