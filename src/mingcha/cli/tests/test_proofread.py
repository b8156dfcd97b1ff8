"""`mingcha proofread`: what it prints, and how it fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mingcha.cli.proofread import proofread


def run(*arguments: object) -> Result:
    return CliRunner().invoke(proofread, [str(argument) for argument in arguments])


def a_text(folder: Path, text: str = "# 来源\n第7期\n查处57起\n") -> Path:
    file = folder / "通报.txt"
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_proofread_prints_numerals_then_findings(tmp_path: Path) -> None:
    file = a_text(tmp_path)

    result = run(file)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "5-8\tordinal\t第7期\t7\t期\t",
        "11-14\tcount\t57起\t57\t起\t查处",
        f"{file}:3: RED UNBOUND “57起”是手写的数据，没有绑定口径",
    ]


@pytest.mark.parametrize(("skipped", "start"), [(0, 5), (1, 0)])
def test_proofread_jsonl_counts_offsets_from_what_is_read(tmp_path: Path, skipped: int, start: int) -> None:
    result = run(a_text(tmp_path), "--jsonl", "--skip-lines", skipped)

    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["start"], row["text"], row["kind"]) for row in rows] == [
        (start, "第7期", "ordinal"),
        (start + 6, "57起", "count"),
    ]


def test_proofread_names_the_line_of_the_file_when_lines_are_skipped(tmp_path: Path) -> None:
    file = a_text(tmp_path)

    result = run(file, "--skip-lines", 2)

    assert result.output.splitlines()[-1].startswith(f"{file}:3: RED")


def test_proofread_when_more_lines_are_skipped_than_there_are_reads_nothing(tmp_path: Path) -> None:
    result = run(a_text(tmp_path), "--skip-lines", 9)

    assert (result.exit_code, result.output) == (0, "")


def test_proofread_when_line_ends_are_windows_counts_them_as_in_the_file(tmp_path: Path) -> None:
    result = run(a_text(tmp_path, "甲\r\n57起"), "--jsonl")

    assert json.loads(result.output)["start"] == 3


def test_proofread_takes_marks_of_a_draft_for_bound_and_not_for_prose(tmp_path: Path) -> None:
    marks = ("{plans.passed round=2}", '{leads.filed unit="全部{3}起" since=2018-03-01:pct1}')
    file = a_text(tmp_path, f"通过{marks[0]}个，占{marks[1]}，查处57起。")

    lines = run(file).output.splitlines()
    [row] = run(file, "--jsonl").output.splitlines()

    start = len(f"通过{marks[0]}个，占{marks[1]}，查处")
    assert [line.split("\t")[0] for line in lines[:-1]] == [f"{start}-{start + 3}"]
    assert lines[-1] == f"{file}:1: RED UNBOUND “57起”是手写的数据，没有绑定口径"
    assert json.loads(row)["start"] == start


@pytest.mark.parametrize("text", ["\\{plans.passed 57起}", "{57起}", "{plans.passed 57起\n}", "57起{plans.passed}"])
def test_proofread_takes_what_is_no_mark_for_prose(tmp_path: Path, text: str) -> None:
    [row] = run(a_text(tmp_path, text), "--jsonl").output.splitlines()

    assert json.loads(row)["text"] == "57起"


def test_proofread_when_the_file_has_a_byte_order_mark_counts_after_it(tmp_path: Path) -> None:
    assert json.loads(run(a_text(tmp_path, "\ufeff57起"), "--jsonl").output)["start"] == 0


def test_proofread_when_there_is_no_such_file_names_it_and_exits_2(tmp_path: Path) -> None:
    result = run(tmp_path / "没有.txt")

    assert result.exit_code == 2
    assert result.output.startswith(f"Error: {tmp_path / '没有.txt'}: 无法读取")


def test_proofread_when_the_file_is_not_utf_8_names_it_and_exits_2(tmp_path: Path) -> None:
    file = tmp_path / "旧.txt"
    file.write_bytes("57起".encode("gb18030"))

    result = run(file)

    assert (result.exit_code, result.output) == (2, f"Error: {file}: 不是 UTF-8 文本（第 3 字节）\n")


def test_proofread_imports_neither_django_nor_ibis() -> None:
    code = "import sys, mingcha.cli.proofread; print([m for m in ('django', 'ibis') if m in sys.modules])"

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"
