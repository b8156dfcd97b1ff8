"""Measures over target problems."""

from mingcha.figures.definitions import Aggregate, Measure

MEASURES = (
    Measure(
        "problems.registered",
        label="确定的靶向问题",
        word="个",
        fact="problems.problems",
        dimensions=("method", "state"),
        says="截至统计日各单位确定的突出问题数",
    ),
    Measure(
        "problems.units",
        label="确定靶向问题的单位",
        word="个",
        fact="problems.problems",
        aggregate=Aggregate.DISTINCT,
        of="unit_id",
        dimensions=("method",),
        says="截至统计日至少确定一个突出问题的单位数，每单位计一次",
    ),
    Measure(
        "problems.per_unit",
        label="每个单位确定的问题数",
        word="个",
        fact="problems.problems",
        aggregate=Aggregate.RANGE,
        says="已确定问题的单位中，问题最少的单位与最多的单位各有几个；没有确定问题的单位不在其内",
    ),
    Measure(
        "problems.unit_share",
        label="确定靶向问题的单位比例",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="problems.units",
        denominator="campaigns.participants",
        says="确定突出问题的单位数除以参加单位数，两个数都留存",
    ),
)
