"""The series, the issues printed before, and the bulletins of the folder: drafted, signed, issued."""

from datetime import date
from pathlib import Path

from mingcha.bulletins import actions
from mingcha.bulletins.models import BulletinSeries
from mingcha.cli.loading.context import Context
from mingcha.kernel.errors import BadFile


def load(context: Context) -> None:
    """Past issues take their numbers first, so that the folder's own follow without a gap."""
    toml = context.folder.toml("campaign.toml")
    section = toml.section("series")
    with context.at(section):
        series = actions.open_series(
            context.campaign,
            actor=context.actor,
            name=section.get("name", str),
            office_name=section.get("office_name", str),
            note=section.text("note"),
        )
    for past in toml.sections("past_issue"):
        with context.at(past):
            actions.register_issue(
                series,
                actor=context.actor,
                title=past.get("title", str),
                issued_on=past.get("issued_on", date),
                source_note="原文称已编发《情况通报》6期；日期推定",
            )
    for file in sorted((context.folder.path / "bulletins").glob("*.toml")):
        _bulletin(context, series, file)


def _bulletin(context: Context, series: BulletinSeries, file: Path) -> None:
    section = context.folder.toml(f"bulletins/{file.name}").section("bulletin")
    draft = actions.Draft(
        title="\n".join(section.texts("title")),
        source=context.folder.text(f"bulletins/{section.get('source', str)}"),
        as_of=section.get("as_of", date),
        report_to="\n".join(section.texts("report_to")),
        send_to="\n".join(section.texts("send_to")),
        issue_to="\n".join(section.texts("issue_to")),
        copies=section.maybe("copies", int),
    )
    issued_on = section.get("issued_on", date)
    with context.at(section):
        bulletin = actions.draft_bulletin(series, actor=context.actor, draft=draft)
        try:
            actions.sign_bulletin(bulletin, actor=context.actor, happened_on=issued_on)
        except BadFile as error:
            raise BadFile(error.message, file=section.get("source", str), line=error.line) from error
        actions.issue_bulletin(bulletin, actor=context.actor, issued_on=issued_on)
