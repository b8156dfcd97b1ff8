"""Measures over indicators: one for each counter word, so that 起, 人 and 副 are never added up."""

from mingcha.figures.definitions import Aggregate, Measure

_DIMENSIONS = ("indicator", "block")
_NEEDS = ("indicator",)
_WORDS = (("cases", "起", "案件行为"), ("persons", "人", "人数"), ("sets", "副", "号牌"), ("things", "个", "个数"))

MEASURES = (
    *(
        Measure(
            f"indicators.{name}",
            label=f"报送的{label}",
            word=word,
            fact="indicators.values",
            where={"word": (word,)},
            dimensions=_DIMENSIONS,
            needs=_NEEDS,
            says=f"单位报送、以“{word}”计的指标数值合计；用 indicator= 指明哪一项指标，按时段最后一天统计",
        )
        for name, word, label in _WORDS
    ),
    Measure(
        "indicators.achieved",
        label="指标完成量",
        word="个",
        fact="indicators.values",
        dimensions=_DIMENSIONS,
        needs=_NEEDS,
        says="指定指标报送数值合计，量词随指标，只用于计算完成比例",
    ),
    Measure(
        "indicators.target",
        label="指标任务量",
        word="个",
        fact="indicators.targets",
        dimensions=_DIMENSIONS,
        needs=_NEEDS,
        says="指定指标在用的任务量合计，量词随指标，只用于计算完成比例",
    ),
    Measure(
        "indicators.completion",
        label="指标完成比例",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="indicators.achieved",
        denominator="indicators.target",
        needs=_NEEDS,
        says="指定指标报送数值合计除以在用任务量合计，两个数都留存；任务量调整过的按调整后的计",
    ),
)
