"""Plans: criteria, filings and three rounds of review; target problems."""

from datetime import date

from mingcha.cli.loading.context import Context
from mingcha.kernel.numerals import to_chinese
from mingcha.plans import actions
from mingcha.problems import actions as problems
from mingcha.problems.choices import FindingMethod


def load(context: Context) -> None:
    """Criteria, then filings, then rounds in their order."""
    _filings(context)
    _rounds(context)
    _problems(context)


def _filings(context: Context) -> None:
    for line in context.folder.lines("plans/filings.csv", ("unit", "happened_on", "title", "note")):
        day = line.day("happened_on")
        with context.at(line):
            actions.file_plan(
                context.unit(line.text("unit"), day, line),
                actor=context.actor,
                campaign=context.campaign,
                title=line.text("title"),
                happened_on=day,
                source_note=line.cells["note"],
            )


def _rounds(context: Context) -> None:
    given = context.folder.toml("campaign.toml").section("criteria")
    codes = [str(number) for number in range(1, given.get("count", int) + 1)]
    with context.at(given):
        criteria_set = actions.adopt_criteria(
            context.campaign,
            actor=context.actor,
            name=given.get("name", str),
            criteria={code: given.get("text", str).replace("%s", to_chinese(int(code))) for code in codes},
            source=given.text("source"),
            in_force_on=given.get("in_force_on", date),
        )
    columns = ("unit", "number", "received_on", "due_on", "closed_on", "unmet", "note")
    for line in context.folder.lines("plans/rounds.csv", columns):
        received_on, unmet = line.day("received_on"), [code for code in line.cells["unmet"].split("+") if code]
        if strange := [code for code in unmet if code not in codes]:
            raise line.error(f"unmet 应为 1 至 {len(codes)} 中的编号，用 + 连接，现有“{'+'.join(strange)}”")
        with context.at(line):
            review = actions.open_round(
                context.unit(line.text("unit"), received_on, line),
                actor=context.actor,
                criteria_set=criteria_set,
                due_on=line.day("due_on"),
                happened_on=received_on,
                source_note=line.cells["note"],
            )
            if review.number != line.whole("number", least=1):
                raise line.error(f"number 应为 {review.number}：上一轮退回后才有下一轮")
            if line.cells["closed_on"]:
                answers = {code: code not in unmet for code in codes}
                actions.close_round(review, actor=context.actor, answers=answers, happened_on=line.day("closed_on"))


def _problems(context: Context) -> None:
    for line in context.folder.lines("problems/problems.csv", ("unit", "happened_on", "method", "title", "note")):
        day = line.day("happened_on")
        with context.at(line):
            problems.register_problem(
                context.unit(line.text("unit"), day, line),
                actor=context.actor,
                campaign=context.campaign,
                values={"title": line.text("title"), "method": line.choice("method", FindingMethod)},
                happened_on=day,
                source_note=line.cells["note"],
            )
