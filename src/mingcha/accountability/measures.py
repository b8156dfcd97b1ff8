"""Measures over accountability."""

from mingcha.figures.definitions import Measure

MEASURES = (
    Measure(
        "accountability.organisations",
        label="被问责的党组织",
        word="个",
        fact="accountability.organisations",
        dimensions=("organisation_level", "measure"),
        says="截至统计日有关机关已问责的党组织数；organisation_level=county 为县级党组织；部门和人员不在内",
    ),
    Measure(
        "accountability.persons",
        label="被问责处理的人员",
        word="人",
        fact="accountability.persons",
        dimensions=("treatment", "form", "disposal"),
        says="截至统计日有关机关已问责处理的人数，一人只计一次；form=first 为运用第一种形态的；仅移交未处理的不在内",
    ),
    Measure(
        "accountability.persons_transferred",
        label="移交的人员",
        word="人",
        fact="accountability.transfers",
        dimensions=("transferred_to", "matter"),
        says="截至统计日批量移交其他机关的人数，以移交单位上报的为准，不论是否已处理",
    ),
    Measure(
        "accountability.problems_found",
        label="查出的问题",
        word="个",
        fact="accountability.problems",
        dimensions=("field",),
        says="截至统计日各地各单位上报的自行查出问题数；办公室检查发现的不在内",
    ),
    Measure(
        "accountability.cases_read",
        label="通报的案例",
        word="个",
        fact="accountability.readings",
        dimensions=("case_kind",),
        not_for_scoring=True,
        says="截至统计日在会议等场合通报的案例数，同一案例通报几次计几次；case_kind=negative 为反面典型",
    ),
)
