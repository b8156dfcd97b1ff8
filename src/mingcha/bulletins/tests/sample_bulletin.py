"""A whole bulletin for the renderers' tests (样张): every block, about eighty figures, names and numbers made up."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from mingcha.bulletins.tree import (
    Block,
    Document,
    FigureText,
    Heading,
    Inline,
    Masthead,
    Paragraph,
    Table,
    Tail,
    Text,
    plain,
)

FIXED_AT = datetime(2018, 4, 9, 8, 30, tzinfo=UTC)
_MARK = re.compile(r"\{([^{}]*)\}|\*\*([^*]*)\*\*")

_SOURCE = """
入春以来，全省各地围绕窗口服务质量开展专项整顿，工作面逐步铺开。截至3月31日，{13}个市（地）、{97}个省直单位全部建立工作专班，
{110}个责任单位报送实施方案，其中{57}个一轮审核即获通过，占{51.8%}；{30}个经两轮修改后通过，{23}个经三轮以上修改后通过。
累计开展明查暗访{216}次，查看办事窗口{10236}个，受理群众反映{22059}件，已经办结{20874}件，办结率{94.6%}。现将有关情况通报如下。
# 一、动员部署情况
各地各单位把统一思想摆在前面，先后召开动员会{428}场次，参加{31650}人次，主要负责同志到会讲话{386}次。
领导小组组织专题培训{9}期，培训业务骨干{1240}人，{128}个县（市、区）实现全覆盖。从文件下发到县级传达，平均用时{3—5}个工作日，
最短的{1}个工作日，最长的{11}个工作日。
## （一）压实责任的做法
甲市由主要负责同志牵头，把任务拆成{46}项，逐项明确牵头单位和完成时限；乙市建立周调度机制，已经调度{7}次，督促解决难点问题{19}个。
丙市把窗口单位分成{4}类，分类制定整顿标准{62}条，向社会公开承诺事项{315}项。
## （二）需要注意的问题
**工作进展不够平衡。**仍有{6}个县（市、区）动员层次偏低，{12}个单位的方案照抄照转，问题清单缺少责任人和完成时限。
# 二、实施方案审核情况
办公室按照审核要点逐项把关，共审核方案{204}轮次，提出修改意见{873}条，采纳{851}条，采纳率{97.5%}。分类看，党政综合类{31}个、
经济管理类{24}个、执法监督类{18}个、管理服务类{24}个。各类单位审核情况见下表。
| 单位类别 | 应报（个） | 一轮通过 | 两轮通过 | 三轮以上 | 通过率 |
| 党政综合类 | {31} | {17} | {9} | {5} | {100%} |
| 经济管理类 | {24} | {11} | {8} | {5} | {100%} |
| 执法监督类 | {18} | {8} | {5} | {5} | {100%} |
| 管理服务类 | {24} | {14} | {6} | {4} | {100%} |
| 市（地） | {13} | {7} | {2} | {4} | {100%} |
### 1．共性问题
一是目标写得笼统，{38}个单位没有写明年底前要达到的具体标准；二是措施缺少抓手，{27}个单位的措施与上年雷同；三是督查考核环节薄弱，
{15}个单位没有安排自查。
#### （1）整改要求
上述单位应当在收到审核意见后{5}个工作日内重新报送，逾期未报的由办公室提级督办。
# 三、明查暗访情况
办公室组成{8}个检查组，采取随机抽取、现场体验、查阅台账等方式，检查政务服务大厅{64}个、基层窗口{1172}个，发现问题{1287}个，
当场纠正{409}个，移交属地办理{878}个。从问题类型看，服务态度类{302}个，占{23.5%}；超期办理类{418}个，占{32.5%}；
一次性告知不到位{367}个，占{28.5%}；其他{200}个，占{15.5%}。
## （一）问题比较集中的窗口
不动产登记、车辆管理、社会保险三类窗口共发现问题{611}个，接近总数的一半。某区不动产登记窗口存在取号难、材料反复补的情况，
{2}次抽查均未整改到位，已经约谈负责人{3}人。
## （二）整改进展
截至通报印发之日，移交问题办结{790}个，其余{88}个正在办理，其中超过时限的{14}个。姓名中含有生僻字的群众，如王喆、李镕，
在{5}个窗口遇到系统无法录入的情况，有关单位已经完成字库升级。
# 四、问责处理情况
各级纪检监察机关和主管部门依据职责，对查实的问题作出处理，共处理{143}人次，涉及单位{71}个。运用第一种形态处理{96}人次，
第二种形态{38}人次，第三种形态{7}人次，第四种形态{2}人次。在全省会议上通报典型案例{6}起，涉及{11}人。
# 五、宣传引导情况
省级主要媒体刊播稿件{152}篇（条），开设专栏{9}个、子栏目{4}个，{21}名单位负责人接受专访；各地设置展板{640}块，悬挂标语{1503}条。
公开栏目更新{88}期，群众留言{3120}条，回复{3064}条，回复率{98.2%}。
# 六、下一步工作要求
各地各单位要对照本期通报，于{10}个工作日内完成自查，把整改情况报送办公室。办公室将对{14}个超期问题逐一回访，对弄虚作假的严肃处理。
各级不得以整顿为名增加基层报表，同一数据一季度内不得重复索取。
"""


def a_bulletin() -> Document:
    """Number 7 of a made-up series, issued on 2018-04-09."""
    return Document(
        masthead=Masthead(
            series="全省窗口服务质量整顿情况通报",
            number=7,
            office="全省窗口服务质量整顿领导小组办公室",
            issued_on=date(2018, 4, 9),
            note="内部资料　注意保存",
        ),
        title_lines=("全省窗口服务质量整顿工作", "起步扎实推进有序", "问题整改仍需持续用力"),
        body=_blocks(_SOURCE),
        tail=Tail(
            report_to=("省委办公厅", "省政府办公厅", "领导小组组长、副组长"),
            send_to=("省人大常委会办公厅", "省政协办公厅", "省纪委监委机关"),
            issue_to=("各市（地）委、人民政府（行署）", "领导小组各成员单位", "省直各单位"),
            copies=300,
        ),
    )


def a_short_bulletin(*inlines: Inline) -> Document:
    """One paragraph of the given words, with no tail: a draft."""
    head = Masthead(series="情况通报", number=None, office="办公室", issued_on=None)
    return Document(masthead=head, title_lines=("标题",), body=(Paragraph(inlines),), tail=Tail())


def with_paragraph(document: Document, said: str) -> Document:
    """The document with one more paragraph of plain words."""
    return replace(document, body=(*document.body, Paragraph((Text(said),))))


def words_of(document: Document) -> str:
    """All words of the body, in order."""
    return "".join(
        "".join(plain(cell) for row in block.rows for cell in row) if isinstance(block, Table) else plain(block.inlines)
        for block in document.body
    )


def _blocks(source: str) -> tuple[Block, ...]:
    indexes, blocks = count(), list[Block]()
    for kind, said in _joined(source):
        if kind == "|":
            cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.split("\n")]
            blocks.append(Table(tuple(tuple(_inlines(cell, indexes) for cell in row) for row in cells)))
        elif kind == "#":
            marks, words = said.split(" ", 1)
            blocks.append(Heading(len(marks), _inlines(words, indexes)))
        else:
            blocks.append(Paragraph(_inlines(said, indexes)))
    return tuple(blocks)


def _joined(source: str) -> list[tuple[str, str]]:
    """Lines of one table or one paragraph put together; a paragraph ends in 。 at the end of a line."""
    pieces: list[tuple[str, str]] = []
    is_open = False
    for line in source.strip().split("\n"):
        kind = line[0] if line[0] in "#|" else "p"
        if kind == "|" and pieces[-1][0] == "|":
            pieces[-1] = ("|", pieces[-1][1] + "\n" + line)
        elif kind == "p" and is_open:
            pieces[-1] = ("p", pieces[-1][1] + line)
        else:
            pieces.append((kind, line))
        is_open = kind == "p" and not line.endswith("。")
    return pieces


def _inlines(said: str, indexes: "count[int]") -> tuple[Inline, ...]:
    parts: list[Inline] = []
    end = 0
    for mark in _MARK.finditer(said):
        parts += [Text(said[end : mark.start()])] if mark.start() > end else []
        is_figure = mark[1] is not None
        parts.append(FigureText(mark[1], next(indexes)) if is_figure else Text(mark[2], strong=True))
        end = mark.end()
    return tuple(parts + ([Text(said[end:])] if end < len(said) else []))
