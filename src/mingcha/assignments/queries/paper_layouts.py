"""The built-in look of assignments' papers (内置版式): forms for orders and receipts, letters for reminders."""

from mingcha.kernel.word.layouts import Form, Letter, Line, Pair, Rows

_PLAN = Rows(
    "plan", (("position", 3), ("title", 8), ("lead", 5), ("co", 5), ("leader", 5), ("due_on", 8), ("result_form", 4))
)
_MATTER = (
    Line("交办事项", "{title}"),
    Pair(Line("交办编号", "{reference}"), Line("交办日期", "{issued_on}")),
    Pair(Line("责任单位", "{unit}"), Line("办理期限", "{due_on}")),
    Line("依据", "{basis}"),
)

ORDER = Form(
    "交办单",
    (
        Line("交办事项", "{title}"),
        Pair(Line("办理期限", "{due_on}"), Line("预计用时", "{minutes_needed}分钟")),
        Line("依据", "{basis}"),
        Line("事由", "{why}"),
        Line("办理要求", "{asks}", height_mm=30),
        Line("成果形式", "{result_form}"),
        Line("承办单位", "{units}（共{unit_count}个）"),
        _PLAN,
        Line("领导批示", height_mm=22),
    ),
    note="请按期签收、办理和报送；确需延期的，在办理期限前提出申请。",
)
SUPERVISION = Form(
    "督办单",
    (
        *_MATTER,
        Line("办理要求", "{asks}", height_mm=30),
        Pair(Line("办理状态", "{state}"), Line("逾期天数", "{days_late}")),
        Pair(Line("原定期限", "{original_due_on}"), Line("已催次数", "{times_chased}")),
        Line("督办意见", height_mm=25),
        Line("办理情况", height_mm=26),
        Line("领导批示", height_mm=22),
    ),
    note="请收到本单后立即办理，并将办理情况书面回告。",
)
TRANSFER = Form(
    "转办单",
    (
        *_MATTER,
        Line("事由", "{why}"),
        Line("办理要求", "{asks}", height_mm=30),
        Line("成果形式", "{result_form}"),
        Line("转办意见", height_mm=25),
        Line("领导批示", height_mm=22),
    ),
    note="请按职责办理，并按期报送办理结果。",
)
URGING = Letter(
    "关于催报《{title}》的函",
    "{unit}",
    (
        "{issued_on}，我们以{reference}向你单位交办《{title}》，应于{due_on}前报送。截至{made_on}，尚未收到你单位的报送。",
        "请抓紧办理，按以下要求尽快报送：",
        "{asks}",
        "确有困难不能按期完成的，请说明原因并提出延期申请。",
    ),
)
REMINDER = Letter(
    "工作提醒函",
    "{unit}",
    (
        "截至{made_on}，你单位有{task_count}项交办事项逾期未报，情况如下：",
        Rows("tasks", (("position", 3), ("title", 10), ("reference", 9), ("due_on", 8), ("days_late", 5))),
        "请认真查找原因，抓紧办理并尽快报送；确有困难的，请说明情况并提出延期申请。",
    ),
)
RECEIPT = Form(
    "回执",
    (
        Line("交办事项", "{title}"),
        Pair(Line("交办编号", "{reference}"), Line("交办日期", "{issued_on}")),
        Pair(Line("签收单位", "{unit}"), Line("签收日期", "{signed_for_on}")),
        Pair(Line("办理期限", "{due_on}"), Line("报送日期", "{submitted_on}")),
        Pair(Line("办理状态", "{state}"), Line("办结日期", "{accepted_on}")),
        Line("存档备注", height_mm=20),
    ),
)
APPROVAL = Form(
    "审签单",
    (
        Line("交办事项", "{title}"),
        Pair(Line("交办编号", "{reference}"), Line("办理期限", "{due_on}")),
        Line("办理要求", "{asks}"),
        Line("报送内容", "{answer}", height_mm=20),
        Rows("values", (("position", 2), ("label", 6), ("value", 15))),
        Pair(Line("填报岗位", "{drafted_by}"), Line("填报日期", "{drafted_on}")),
        Line("领导审签", "签名：　　　　　　　　　　年　　月　　日", height_mm=35),
    ),
    note="审签后请将签字页拍照上传，或由领导在系统中直接审签。",
)
