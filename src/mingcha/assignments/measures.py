"""Measures over tasks (应报、已报、未报、迟报、逾期) and over what the units wrote.

Source: domain.md 1 (应报/已报/未报, quantifiers stand on a named denominator) and 4.2 (the original time limit is
kept for statistics when it is extended). 应报 = 已报 + 未报 + 暂停, as on the page of a directive.
"""

from mingcha.assignments import rules
from mingcha.figures.definitions import Aggregate, Measure
from mingcha.figures.words import WORDS

_DIRECTIVE = ("directive", "year")
_TASK = (*_DIRECTIVE, "state")
_ANSWERED = tuple(state.value for state in rules.ANSWERED)
_UNANSWERED = tuple(state.value for state in rules.UNANSWERED)
_CLASSES = {word.kind: [w.word for w in WORDS.values() if w.kind == word.kind] for word in WORDS.values()}

_TASKS = (
    Measure(
        "assignments.directives",
        label="交办事项",
        word="件",
        fact="assignments.tasks",
        aggregate=Aggregate.DISTINCT,
        of="directive_id",
        dimensions=("year",),
        says="截至统计日办公室交办的事项数；各单位二次交办的不计",
    ),
    Measure(
        "assignments.tasks",
        label="交办任务（应报）",
        word="个",
        fact="assignments.tasks",
        dimensions=_TASK,
        says="办公室交办到单位的任务数，每事项每单位计一个；各单位二次交办的不计；directive= 指明哪一号交办",
    ),
    Measure(
        "assignments.submitted",
        label="已报送的交办任务（已报）",
        word="个",
        fact="assignments.tasks",
        where={"state": _ANSWERED},
        dimensions=_TASK,
        says="单位已报送的任务数，办结的计入；被退回、待单位领导审签的不计；按交办日期统计",
    ),
    Measure(
        "assignments.unsubmitted",
        label="未报送的交办任务（未报）",
        word="个",
        fact="assignments.tasks",
        where={"state": _UNANSWERED, "is_paused": (False,)},
        dimensions=_TASK,
        says="单位尚未报送的任务数，被退回、待单位领导审签的计入；暂停办理的不计；用 names 格式列出单位",
    ),
    Measure(
        "assignments.paused",
        label="暂停办理的交办任务",
        word="个",
        fact="assignments.tasks",
        where={"state": _UNANSWERED, "is_paused": (True,)},
        dimensions=_TASK,
        says="尚未报送、经批准暂停办理的任务数；应报等于已报、未报、暂停办理之和",
    ),
    Measure(
        "assignments.submitted_share",
        label="交办任务报送比例",
        word="%",
        aggregate=Aggregate.RATIO,
        numerator="assignments.submitted",
        denominator="assignments.tasks",
        says="已报送的任务数除以交办的任务数，两个数都留存",
    ),
    Measure(
        "assignments.late",
        label="迟报的交办任务",
        word="个",
        fact="assignments.tasks",
        where={"state": _ANSWERED, "is_late": (True,)},
        dimensions=_TASK,
        says="已报送、最近一次报送日期晚于原定期限的任务数；经批准延期的仍按原定期限计",
    ),
    Measure(
        "assignments.overdue",
        label="逾期未报的交办任务",
        word="个",
        fact="assignments.tasks",
        where={"state": _UNANSWERED, "is_paused": (False,)},
        date="due_on",
        before=True,
        dimensions=_TASK,
        says="尚未报送、办理期限在统计日之前的任务数，批准延期的按延期后的期限；暂停办理的不计；"
        "期限当天不算逾期；未写 until 时以当天为统计日",
    ),
    Measure(
        "assignments.accepted",
        label="已办结的交办任务",
        word="个",
        fact="assignments.tasks",
        where={"state": ("ACCEPTED",)},
        dimensions=_DIRECTIVE,
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
_TERMS = (
    Measure(
        "assignments.extensions",
        label="延期申请",
        word="次",
        fact="assignments.extensions",
        dimensions=_TASK,
        says="单位提出的延期申请次数，按申请日期统计；state=granted 为同意的，state=asked 为待批的",
    ),
    Measure(
        "assignments.handed_on",
        label="二次交办任务",
        word="个",
        fact="assignments.handed_on",
        dimensions=("state",),
        says="各单位向下二次交办的任务数，每单位计一个；不计入办公室的应报",
    ),
)
_VALUES = tuple(
    Measure(
        f"assignments.values_{kind}",
        label=f"填报数字合计（{'、'.join(words)}）",
        word=words[0],
        fact="assignments.values",
        where={"word": tuple(words)},
        dimensions=(*_DIRECTIVE, "field"),
        needs=("directive", "field"),
        says=f"一号交办的一个填报项、以“{'”“'.join(words)}”计的已报数字合计；用 directive= 和 field= 指明，"
        "被退回的、小数项和表格内的不计；按报送日期统计",
    )
    for kind, words in _CLASSES.items()
    if kind != "percent"
)
_CHASING = (
    Measure(
        "assignments.chases",
        label="催办",
        word="次",
        fact="assignments.chases",
        dimensions=(*_DIRECTIVE, "channel"),
        says="对办公室交办任务催办的次数，每个任务每次计一次；每日自动提醒和函件不计；channel= 指明催办方式",
    ),
    Measure(
        "assignments.escalations",
        label="提级督办",
        word="次",
        fact="assignments.chases",
        where={"channel": ("ESCALATION",)},
        dimensions=_DIRECTIVE,
        says="提级到分管领导、主要负责同志的次数，按提级日期统计",
    ),
    Measure(
        "assignments.calls",
        label="电话记录",
        word="次",
        fact="assignments.calls",
        dimensions=("direction",),
        says="登记的往来电话次数，按通话日期统计；direction=in 为来电，direction=out 为去电",
    ),
)
MEASURES = (*_TASKS, *_TERMS, *_VALUES, *_CHASING)
