"""Decisions of plan review, as pure functions."""

from collections.abc import Collection, Mapping

from mingcha.kernel.errors import BadValue
from mingcha.plans.choices import Verdict


def verdict_for(answers: Mapping[str, bool], *, criteria: Collection[str]) -> Verdict:
    """Decide a round from its criteria (按审核要点逐项判断，一项为否即退回修改).

    Args:
        answers: criterion code -> whether the plan meets it.
        criteria: the codes of the set in force; every one must be answered. "Not judged yet" is not "no".

    Raises:
        BadValue: a criterion without an answer, or an answer to no criterion; both are named.

    Source: the criteria set the campaign has in force (a versioned record with its notice and article).
    """
    missing = [code for code in criteria if code not in answers]
    if missing or not criteria:
        raise BadValue("审核要点未逐项判断：" + ("、".join(missing) or "没有在用的审核要点"), field="answers")
    foreign = [code for code in answers if code not in criteria]
    if foreign:
        raise BadValue("不在本套审核要点内：" + "、".join(foreign), field="answers")
    return Verdict.PASSED if all(answers.values()) else Verdict.RETURNED


def next_round_number(last_number: int | None, last_verdict: str | None) -> int:
    """The number of the round that may be opened now (退回一次，轮次加一).

    Raises:
        BadValue: the last round is still open, or the plan has passed.
    """
    if last_number is None:
        return 1
    if last_verdict == Verdict.PENDING:
        raise BadValue(f"第{last_number}轮尚未审结", field="round")
    if last_verdict == Verdict.PASSED:
        raise BadValue(f"第{last_number}轮已通过，不再开新一轮", field="round")
    return last_number + 1


def next_verb(verdict: str, *, is_voided: bool) -> str:
    """What may be done with a round: an open one is closed, a closed one corrected; a voided one stays."""
    if is_voided:
        return ""
    return "close_round" if verdict == Verdict.PENDING else "correct_round"
