"""Counter words (量词): each with what it counts. 起, 人 and 人次 are never mixed.

Source: domain.md 1 and 8; words of one class may stand for each other in prose (个 for 家), never across classes.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue


@dataclass(frozen=True, slots=True)
class CounterWord:
    """One counter word; `kind` is its class: words of one class count the same sort of thing."""

    word: str
    kind: str
    counts: str


WORDS = {
    word.word: word
    for word in (
        CounterWord("个", "thing", "单位、文件、问题、大厅等个体"),
        CounterWord("家", "thing", "单位、企业"),
        CounterWord("起", "case", "案件、行为"),
        CounterWord("件", "piece", "案件、来信、事项"),
        CounterWord("人", "person", "不重复的人"),
        CounterWord("名", "person", "不重复的人"),
        CounterWord("人次", "attendance", "参加或受理的人次，可重复"),
        CounterWord("次", "time", "活动次数"),
        CounterWord("期", "issue", "培训班、刊物的期数"),
        CounterWord("轮", "round", "审核、检查的轮次"),
        CounterWord("类", "class", "分类"),
        CounterWord("项", "item", "任务、专项"),
        CounterWord("副", "set", "号牌"),
        CounterWord("篇", "article", "文章"),
        CounterWord("条", "strip", "信息、标语"),
        CounterWord("条(篇)", "article", "新闻稿件"),
        CounterWord("块", "board", "展板"),
        CounterWord("%", "percent", "百分比，由两个数据相除"),
        CounterWord("天", "day", "日数"),
        CounterWord("分钟", "minute", "分钟"),
    )
}


def spelt(word: str) -> str:
    """The house spelling of a counter word: full-width brackets become half-width."""
    return word.replace("（", "(").replace("）", ")")


def counter_word(word: str, *, field: str = "word") -> CounterWord:
    """The counter word of that spelling.

    Raises:
        BadValue: no such counter word; the message lists those there are.
    """
    found = WORDS.get(spelt(word))
    if found is None:
        words = {"word": word, "known": " ".join(WORDS)}
        raise BadValue(gettext("没有量词“%(word)s”，可用：%(known)s") % words, field=field)
    return found


def may_stand_for(word: str, other: str) -> bool:
    """Whether prose may write `word` after a figure counted in `other` (同一类量词)."""
    given, wanted = WORDS.get(spelt(word)), WORDS.get(spelt(other))
    return given is not None and wanted is not None and given.kind == wanted.kind
