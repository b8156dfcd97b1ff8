"""A checked template (模板): every fault named at once, then filled as often as wanted."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext
from lxml import etree

from mingcha.kernel.word.fields import FieldSpec, Place, W, ancestor, end_of, places, repeated, spec_of
from mingcha.kernel.word.package import BadWordFile, Fault, Package, open_package, parse
from mingcha.kernel.word.writing import write_bookmark, write_control

Element = Any
Row = Mapping[str, str]
Values = Mapping[str, str | Sequence[Row]]
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_FETCHING_CODES = ("DDE", "LINK", "INCLUDE", "DATABASE", "MACROBUTTON")


def check(content: bytes, specs: Sequence[FieldSpec]) -> None:
    """Check a template that somebody sent (检查模板).

    Raises:
        BadWordFile: with every fault that was found: of the file, or of its fields by name.
    """
    package = open_package(content)
    trees = [parse(package.parts[name]) for name in package.stories]
    faults = [fault for tree in trees for fault in (*_faults_of_text(tree), *_faults_of_fields(tree, specs))]
    if faults := [*faults, *_missing(trees, specs)]:
        raise BadWordFile(list(dict.fromkeys(faults)))


class Template:
    """A template read once, to be filled many times."""

    def __init__(self, content: bytes, specs: Sequence[FieldSpec]) -> None:
        self.specs = specs
        self.package: Package = open_package(content)
        self._trees = {name: parse(self.package.parts[name]) for name in self.package.stories}

    def fill(self, values: Values) -> bytes:
        """A file with the values written in (填写模板); the same values give the same bytes.

        Args:
            values: field name -> text; of a list, its rows (column name -> text). What is not given is left empty.
        """
        changed = {}
        for name, tree in self._trees.items():
            root = deepcopy(tree)
            _fill(root, self.specs, values)
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.package.packed(changed)


def _fill(root: Element, specs: Sequence[FieldSpec], values: Values) -> None:
    for place in list(places(root)):
        spec = spec_of(place, specs)
        if spec is not None and spec.columns and _is_under(place.element, root):
            _fill_list(place, spec, specs, values)
    for place in list(places(root)):
        spec = spec_of(place, specs)
        if spec is not None and not spec.columns:
            _write(place, values.get(spec.name, ""))


def _is_under(element: Element, root: Element) -> bool:
    return element.getroottree().getroot() is root


def _fill_list(place: Place, spec: FieldSpec, specs: Sequence[FieldSpec], values: Values) -> None:
    """Write the repeated rows once for each row of values, where the first stood.

    An empty list takes its table with it where that holds nothing else than heads (标题行); elsewhere it leaves one
    blank row.
    """
    patterns = repeated(place)
    anchor = place.element if place.is_control else patterns[0]
    rows = values.get(spec.name)
    table = ancestor(anchor, "tbl")
    if rows == [] and table is not None and _holds_heads_alone(table, anchor):
        table.getparent().remove(table)
        return
    for row in [{}] if not rows or isinstance(rows, str) else rows:
        for pattern in patterns:
            made = deepcopy(pattern)
            anchor.addprevious(made)
            for inner in list(places(made)):
                column = spec_of(inner, specs, within=spec)
                if column is not None and not column.columns:
                    _write(inner, (row if column in spec.columns else values).get(column.name, ""))
            _drop_bookmarks(made)
    anchor.getparent().remove(anchor)


def _holds_heads_alone(table: Element, but: Element) -> bool:
    rows = [row for row in table.iterchildren(f"{W}tr", f"{W}sdt") if row is not but]
    return bool(rows) and all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)


def _write(place: Place, value: Any) -> None:
    (write_control if place.is_control else write_bookmark)(place.element, str(value))


def _drop_bookmarks(element: Element) -> None:
    """A repeated bookmark would be there twice."""
    for mark in list(element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)


def _faults_of_text(root: Element) -> Iterator[Fault]:
    if next(root.iter(*(f"{W}{tag}" for tag in _CHANGES)), None) is not None:
        yield Fault("TRACKED_CHANGES", gettext("文件有未接受的修订，请在“审阅”中接受全部修订并关闭修订后再上传"))
    for code in _codes(root):
        words = code.split()
        if words and words[0].upper().startswith(_FETCHING_CODES):
            says = gettext("文件含会引入外部内容的域（%(code)s），请删除该域后再上传")
            yield Fault("EXTERNAL", says % {"code": words[0]})


def _codes(root: Element) -> Iterator[str]:
    """The codes of fields; one may be spread over several runs."""
    code = ""
    for part in root.iter(f"{W}instrText", f"{W}fldChar", f"{W}fldSimple"):
        if part.tag == f"{W}instrText":
            code += part.text or ""
            continue
        yield code
        yield part.get(f"{W}instr") or ""
        code = ""
    yield code


def _faults_of_fields(root: Element, specs: Sequence[FieldSpec]) -> Iterator[Fault]:
    for place in places(root):
        outer = _list_around(place, specs)
        spec = spec_of(place, specs, within=outer)
        if spec is None:
            yield _unknown(place, specs)
        elif spec.columns:
            yield from _faults_of_list(place, spec)
        elif place.is_control:
            yield from _faults_of_nesting(place, spec)
        elif not _is_in_one_paragraph(place.element):
            says = gettext("书签“%(name)s”跨了段落或单元格，请只选中一段之内的文字再插入书签")
            yield Fault("BOOKMARK_SPANS", says % {"name": place.shown}, spec.name)


def _list_around(place: Place, specs: Sequence[FieldSpec]) -> FieldSpec | None:
    """The list in whose repeated rows a place stands."""
    row = ancestor(place.element, "tr")
    above = [Place(c, p.names) for c in place.element.iterancestors(f"{W}sdt") for p in places(c) if p.element is c]
    beside = [] if row is None else [p for p in places(row) if not p.is_control and p.element is not place.element]
    found = (spec_of(one, specs) for one in (*above, *beside))
    return next((spec for spec in found if spec is not None and spec.columns), None)


def _unknown(place: Place, specs: Sequence[FieldSpec]) -> Fault:
    column = next((s for s in specs if s.columns and spec_of(place, (), within=s) is not None), None)
    if column is not None:
        says = gettext("“%(name)s”是“%(list)s”的列，须放在“%(list)s”的行内")
        return Fault("OUTSIDE_LIST", says % {"name": place.shown, "list": column.label}, place.shown)
    if place.is_control:
        says = gettext("内容控件“%(name)s”不是本文书的字段，请改为字段表中的名称或删除该控件")
    else:
        says = gettext("书签“%(name)s”不是本文书的字段，请改为字段表中的名称或删除该书签")
    return Fault("UNKNOWN_FIELD", says % {"name": place.shown}, place.shown)


def _faults_of_list(place: Place, spec: FieldSpec) -> Iterator[Fault]:
    patterns = repeated(place)
    if not patterns:
        says = gettext("“%(name)s”是名单，须框住表格的一整行或整段，请选中整行后再加控件")
        yield Fault("LIST_NOT_ROWS", says % {"name": place.shown}, spec.name)
        return
    inside = {
        column.name
        for pattern in patterns
        for inner in places(pattern)
        if (column := spec_of(inner, (), within=spec)) is not None
    }
    for column in spec.columns:
        if column.is_required and column.name not in inside:
            says = gettext("“%(list)s”的行内缺少必有的列“%(label)s”（%(name)s），请补上")
            words = {"list": spec.label, "label": column.label, "name": column.name}
            yield Fault("MISSING_FIELD", says % words, f"{spec.name}.{column.name}")


def _faults_of_nesting(place: Place, spec: FieldSpec) -> Iterator[Fault]:
    inner = next((p for p in places(place.element) if p.element is not place.element), None)
    if inner is not None:
        says = gettext("字段“%(outer)s”里面又套着“%(inner)s”，请分开放")
        yield Fault("NESTED", says % {"outer": place.shown, "inner": inner.shown}, spec.name)


def _is_in_one_paragraph(bookmark: Element) -> bool:
    end = end_of(bookmark)
    return end is not None and end.getparent() is bookmark.getparent() and bookmark.getparent().tag == f"{W}p"


def _missing(trees: Sequence[Element], specs: Sequence[FieldSpec]) -> Iterator[Fault]:
    there = {spec.name for tree in trees for place in places(tree) if (spec := spec_of(place, specs)) is not None}
    for spec in specs:
        if spec.is_required and spec.name not in there:
            says = gettext("缺少必有的字段“%(label)s”（%(name)s），请在相应位置加一个同名的内容控件或书签")
            yield Fault("MISSING_FIELD", says % {"label": spec.label, "name": spec.name}, spec.name)
