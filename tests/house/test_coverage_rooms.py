"""The thresholds of coverage are checked as they are meant."""

from typing import Any

from tests.house.coverage_rooms import coverage_faults, is_deciding


def a_report(percents: dict[str, float], total: float) -> dict[str, Any]:
    files = {p: {"summary": {"percent_covered": c}, "missing_lines": [3]} for p, c in percents.items()}
    return {"files": files, "totals": {"percent_covered": total}}


def test_rooms_that_decide_are_known_as_files_and_as_packages() -> None:
    assert is_deciding("src/mingcha/plans/rules.py")
    assert is_deciding("src/mingcha/plans/actions/rounds.py")
    assert not is_deciding("src/mingcha/plans/queries.py")


def test_coverage_faults_when_a_deciding_room_or_the_whole_is_below_names_it() -> None:
    report = a_report({"src/mingcha/plans/rules.py": 99.9, "src/mingcha/plans/views.py": 50.0}, total=89.9)

    assert coverage_faults(report) == [
        "src/mingcha/plans/rules.py: 99.9 %, lines [3], branches []",
        "overall 89.9 % of 90",
    ]


def test_coverage_faults_when_all_is_met_is_empty() -> None:
    assert coverage_faults(a_report({"src/mingcha/plans/rules.py": 100.0, "src/mingcha/x.py": 50.0}, total=90.0)) == []
