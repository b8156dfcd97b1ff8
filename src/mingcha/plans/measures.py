"""Measures over plans."""

from mingcha.figures.definitions import Aggregate, Measure

MEASURES = (
    Measure(
        "plans.filed",
        label="已备案的实施方案",
        word="个",
        fact="plans.filings",
        aggregate=Aggregate.DISTINCT,
        of="unit_id",
        says="截至统计日实施方案已备案的单位数，每单位计一次",
    ),
    Measure(
        "plans.passed",
        label="审核通过的实施方案",
        word="个",
        fact="plans.rounds",
        where={"verdict": ("PASSED",)},
        dimensions=("round",),
        says="截至统计日审核通过的实施方案数；round=2 为第二轮通过的，同一单位只在通过的那一轮计一次",
    ),
    Measure(
        "plans.returned",
        label="退回修改的实施方案",
        word="个",
        fact="plans.rounds",
        where={"verdict": ("RETURNED",)},
        dimensions=("round",),
        says="截至统计日退回修改的方案数，按轮次分别计",
    ),
    Measure(
        "plans.rounds_held",
        label="开展的审核轮次",
        word="轮",
        fact="plans.rounds",
        aggregate=Aggregate.DISTINCT,
        of="round",
        says="截至统计日至少审结过一个方案的轮次数",
    ),
    Measure(
        "plans.pass_share",
        label="审核通过比例",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="plans.passed",
        denominator="campaigns.participants",
        says="审核通过的实施方案数除以参加单位数，两个数都留存；市（地）只备案，省直单位的比例用 level=province 取",
    ),
)
