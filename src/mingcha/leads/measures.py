"""Measures over leads."""

from mingcha.figures.definitions import Aggregate, Measure

MEASURES = (
    Measure(
        "leads.opened",
        label="登记的线索",
        word="个",
        fact="leads.leads",
        dimensions=("source_kind", "issue_group", "state"),
        says="截至统计日登记的线索数，按登记日期计，不论是否核实、办结；source_kind=inspection 为明查暗访发现的",
    ),
    Measure(
        "leads.closed",
        label="办结的线索",
        word="个",
        fact="leads.leads",
        where={"state": ("CLOSED",)},
        date="closed_on",
        dimensions=("source_kind", "issue_group", "result"),
        says="截至统计日办结的线索数，按办结日期计，不论是否属实",
    ),
    Measure(
        "leads.proved",
        label="查实的线索",
        word="个",
        fact="leads.leads",
        where={"state": ("CLOSED",), "result": ("PROVED", "PARTLY")},
        date="closed_on",
        dimensions=("source_kind", "issue_group", "result"),
        says="截至统计日办结且核查结果为属实或部分属实的线索数，按办结日期计",
    ),
    Measure(
        "leads.proved_share",
        label="线索查实率",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="leads.proved",
        denominator="leads.closed",
        says="查实的线索数除以办结的线索数，两个数都留存；未办结的不在分母内",
    ),
)
