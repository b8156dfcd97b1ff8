"""Files of units: the real ones of the demo, and bad ones."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mingcha.kernel.errors import BadFile
from mingcha.orgs import actions, queries, sheets
from mingcha.orgs.choices import Certainty, SuccessionKind
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_system_post, a_unit

UNITS = Path(__file__).resolve().parents[4] / "demo" / "heilongjiang-2018" / "units"
ATTESTED = date(2017, 10, 31)


def _load() -> None:
    order = sheets.read_order(UNITS / "prefectures.csv")
    rows = sheets.read_divisions(UNITS / "divisions.csv", attested_on=ATTESTED, order=order)
    departments = sheets.read_departments(UNITS / "departments.csv", attested_on=ATTESTED)
    actions.add_units([*rows, *departments], actor=a_system_post("loader"))


def test_divisions_of_the_demo_are_a_province_13_prefectures_and_128_counties() -> None:
    rows = sheets.read_divisions(UNITS / "divisions.csv", attested_on=ATTESTED)

    assert Counter(row.level.value for row in rows) == {"PROVINCE": 1, "PREFECTURE": 13, "COUNTY": 128}
    assert len(sheets.statistical_codes(UNITS / "divisions.csv")) == 6


def test_departments_of_the_demo_are_97_with_68_placeholders_in_five_categories() -> None:
    rows = sheets.read_departments(UNITS / "departments.csv", attested_on=ATTESTED)

    assert Counter(row.is_placeholder for row in rows) == {False: 29, True: 68}
    assert len({row.category for row in rows}) == 5
    assert [rows[0].code, rows[6].short_name, rows[96].code] == ["230000-D001", "省司法厅", "230000-D097"]
    assert rows[10].source_note == "2013年省政府分工意见；2013；2018年是否仍用此名待核"


@pytest.mark.django_db
def test_units_of_the_demo_load_in_official_order() -> None:
    _load()
    province = queries.unit_by_code("230000")

    found = [unit.name for unit in queries.children(province)]

    assert found[:3] == ["哈尔滨市", "齐齐哈尔市", "牡丹江市"]
    assert (found[12], found[13], len(found)) == ("大兴安岭地区", "中共黑龙江省委办公厅", 110)
    assert queries.units_on(date(2018, 4, 9)).count() == 1 + 13 + 128 + 97


@pytest.mark.django_db
def test_mohe_is_a_county_in_2017_and_a_city_after_2018_and_counts_once_on_every_day() -> None:
    _load()
    loader = a_system_post("loader")
    [row] = sheets.read_successions(UNITS / "successions.csv")
    county = queries.unit_by_code(row.predecessor, on=ATTESTED)

    city = actions.add_unit(row.as_unit(county), actor=loader)
    actions.succeed_unit(
        county, actor=loader, successor=city, kind=row.kind, happened_on=row.happened_on, certainty=row.certainty
    )

    spring = date(2018, 4, 2)
    assert (row.kind, row.certainty) == (SuccessionKind.UPGRADED, Certainty.YEAR)
    assert [queries.unit_by_code("232723", on=spring), queries.unit_by_code("232701", on=spring)] == [county, city]
    assert queries.unit_by_code("232701", on=date(2019, 1, 1)) == city
    assert (city.official_order, city.territory_parent) == (county.official_order, county.territory_parent)
    counts = [queries.units_on(day).filter(level="COUNTY").count() for day in (ATTESTED, spring, date(2020, 1, 1))]
    assert counts == [128, 128, 128]


@pytest.mark.django_db
def test_successor_of_a_unit_without_parents_has_none() -> None:
    province = a_unit("省", level="PROVINCE", category="OTHER")
    row = sheets.SuccessionRow("1", "2", "新省", SuccessionKind.RENAMED, ATTESTED, Certainty.DAY, "", "s.csv", 2)

    found = row.as_unit(province)

    assert (found.territory_parent, found.system_parent, found.category) == ("", "", "OTHER")
    assert (found.position, found.file, found.line) == (1, "s.csv", 2)


@pytest.mark.django_db
def test_successor_of_a_unit_on_the_system_line_stays_on_it() -> None:
    department = a_unit("省公安厅", code="D")
    bureau = a_unit("市公安局", system_parent=department)
    row = sheets.SuccessionRow("1", "2", "新局", SuccessionKind.RENAMED, ATTESTED, Certainty.DAY, "", "s.csv", 2)

    assert row.as_unit(bureau).system_parent == "D"


Reader = Callable[[Path], object]


def _divisions(path: Path) -> object:
    return sheets.read_divisions(path, attested_on=ATTESTED)


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (_divisions, "code,name\n", "bad.csv:1: 表头缺少 level、parent 列，应有 code,name,level,parent"),
        (_divisions, "", "bad.csv:1: 表头缺少 code、name、level、parent 列，应有 code,name,level,parent"),
        (_divisions, "code,name,level,parent\n1,甲,province,\n2,乙\n", "bad.csv:3: 应有 4 格，现有 2 格"),
        (
            _divisions,
            "code,name,level,parent\n1,甲,city,\n",
            "bad.csv:2: level 应为 PROVINCE、PREFECTURE、COUNTY、TOWNSHIP、HALL、WINDOW 之一，现为“city”",
        ),
        (
            sheets.read_order,
            "code,official_order\n230100,首位\n",
            "bad.csv:2: official_order 应为 1 至 999 的整数，现为“首位”",
        ),
        (
            sheets.read_order,
            "code,official_order\n230100,1000\n",
            "bad.csv:2: official_order 应为 1 至 999 的整数，现为“1000”",
        ),
        (
            sheets.read_successions,
            "predecessor,successor,successor_name,kind,happened_on,certainty,note\n1,2,乙,RENAMED,2018年,YEAR,\n",
            "bad.csv:2: happened_on 应为 2018-04-09 这样的日期，现为“2018年”",
        ),
    ],
)
def test_bad_file_is_refused_with_its_line_and_what_would_be_right(
    tmp_path: Path, read: Reader, text: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadFile) as caught:
        read(path)

    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "没有这个文件"), ("代码".encode("gb18030"), "读不出来，应为 UTF-8 编码的 CSV 文件")],
)
def test_file_that_is_missing_or_not_utf8_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "bad.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BadFile) as caught:
        _divisions(path)

    assert str(caught.value) == f"bad.csv: {said}"


@pytest.mark.django_db
def test_divisions_with_an_unknown_parent_are_refused_by_line_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "divisions.csv"
    path.write_text("code,name,level,parent\n230000,省,province,\n230101,甲县,county,230100\n", encoding="utf-8")

    with pytest.raises(BadFile) as caught:
        actions.add_units(sheets.read_divisions(path, attested_on=ATTESTED), actor=a_system_post("loader"))

    assert str(caught.value) == "divisions.csv:3: 甲县的上级代码 230100 在 2017-10-31 没有单位，上级须先登记"
    assert Unit.objects.count() == 0
