"""Measures over tasks."""

from mingcha.figures.definitions import Aggregate, Measure

_DIMENSIONS = ("directive", "state")

MEASURES = (
    Measure(
        "assignments.directives",
        label="交办事项",
        word="件",
        fact="assignments.tasks",
        aggregate=Aggregate.DISTINCT,
        of="directive",
        says="截至统计日交办的事项数，按编号计",
    ),
    Measure(
        "assignments.tasks",
        label="交办任务（应报）",
        word="个",
        fact="assignments.tasks",
        dimensions=_DIMENSIONS,
        says="交办到单位的任务数，每事项每单位计一个；directive= 指明哪一号交办",
    ),
    Measure(
        "assignments.accepted",
        label="已办结的交办任务",
        word="个",
        fact="assignments.tasks",
        where={"state": ("ACCEPTED",)},
        dimensions=("directive",),
        says="经办公室审核办结的任务数，按交办日期统计",
    ),
    Measure(
        "assignments.accepted_share",
        label="交办任务办结比例",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="assignments.accepted",
        denominator="assignments.tasks",
        says="已办结的任务数除以交办的任务数，两个数都留存",
    ),
)
