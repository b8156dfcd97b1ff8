"""Measures over who takes part and over special programmes."""

from mingcha.figures.definitions import Aggregate, Measure

MEASURES = (
    Measure(
        "campaigns.participants",
        label="参加单位",
        word="个",
        fact="campaigns.participants",
        dimensions=("participant_kind",),
        says="截至统计日参加集中整顿的单位数，每单位计一次",
    ),
    Measure(
        "campaigns.categories",
        label="参加单位类别",
        word="类",
        fact="campaigns.participants",
        aggregate=Aggregate.DISTINCT,
        of="unit_category",
        dimensions=("participant_kind",),
        says="参加单位按登记的单位类别归并后的类数",
    ),
    Measure(
        "campaigns.programmes",
        label="专项清理整治",
        word="项",
        fact="campaigns.programmes",
        dimensions=("scope", "name"),
        says="在用的专项清理整治数；scope=provincial 为全省统一开展的专项，scope=local 为单位自行增加的专项",
    ),
    Measure(
        "campaigns.seats",
        label="领导小组成员",
        word="名",
        fact="campaigns.seats",
        dimensions=("seat",),
        says="参加单位为本次集中整顿成立的领导小组的席位数；seat=leader 为组长，seat=deputy 为副组长",
    ),
    Measure(
        "campaigns.groups",
        label="成立领导小组的单位",
        word="个",
        fact="campaigns.seats",
        aggregate=Aggregate.DISTINCT,
        of="unit_id",
        dimensions=("seat",),
        says="为本次集中整顿成立领导小组的参加单位数，每单位计一次",
    ),
)
