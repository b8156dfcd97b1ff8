"""No file over 400 lines, no function over 50 (house-style d); names that say nothing are not given (a, c)."""

import ast
from pathlib import Path

from tests.house import tree

FILE_LINES = 400
FUNCTION_LINES = 50
TEST_FUNCTION_LINES = 40
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
FORBIDDEN_WORDS = {"process", "handle", "manage", "do", "data", "info", "item", "helper", "util", "manager", "service"}
# A term of the office (整改事项), and names that Django calls.
ALLOWED_NAMES = {
    "process_view",
    "process_exception",
    "process_request",
    "process_response",
    "get_context_data",
    "bound_data",
}
NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ALLOWED_TERMS = ("rectification_item", "agenda_item")


def too_long_file(path: Path, text: str) -> list[str]:
    lines = text.count("\n")
    return [f"{path}: {lines} lines, {FILE_LINES} allowed"] if lines > FILE_LINES else []


def too_long_functions(path: Path, text: str, most: int) -> list[str]:
    return [
        f"{path}:{node.lineno} {node.name}: {lines} lines, {most} allowed"
        for node in tree.functions(text)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > most
    ]


def empty_name(path: Path) -> list[str]:
    return [f"{path}: the name says nothing"] if EMPTY_NAMES & {path.stem, *path.parts} else []


def forbidden_words(path: Path, text: str) -> list[str]:
    named = [n for n in ast.walk(ast.parse(text)) if isinstance(n, NAMED) and not _is_of_django(n)]
    return [f"{path}:{n.lineno} {n.name}: {words}" for n in named if (words := _words_of(n.name) & FORBIDDEN_WORDS)]


def _is_of_django(node: ast.AST) -> bool:
    """A table's manager (`BaseUserManager`) is named as Django names it."""
    return isinstance(node, ast.ClassDef) and any(tree.called(base).endswith("Manager") for base in node.bases)


def _words_of(name: str) -> set[str]:
    if name in ALLOWED_NAMES:
        return set()
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
    for term in ALLOWED_TERMS:
        snake = snake.replace(term, "")
    return set(snake.split("_"))


def test_files_are_never_over_400_lines() -> None:
    paths = [p for suffix in (".py", ".html", ".css", ".js", ".ts") for p in tree.files("src", "tests", suffix=suffix)]

    faults = [fault for path in paths for fault in too_long_file(path.relative_to(tree.ROOT), path.read_text())]

    assert faults == []


def test_functions_are_never_over_50_lines_and_tests_over_40() -> None:
    faults = [
        fault
        for path in tree.files()
        for fault in too_long_functions(
            path.relative_to(tree.ROOT), path.read_text(), TEST_FUNCTION_LINES if tree.is_test(path) else FUNCTION_LINES
        )
    ]

    assert faults == []


def test_names_of_files_and_functions_say_something() -> None:
    faults = [fault for path in tree.files() for fault in empty_name(path.relative_to(tree.ROOT))]
    faults += [f for path in tree.code() for f in forbidden_words(path.relative_to(tree.ROOT), path.read_text())]

    assert faults == []


def test_checks_see_a_planted_fault() -> None:
    body = "".join(f"    x{n} = {n}\n" for n in range(51))
    path = Path("src/mingcha/plans/utils.py")

    assert too_long_file(path, "x = 1\n" * 401) == [f"{path}: 401 lines, 400 allowed"]
    assert too_long_functions(path, f"def f():\n{body}", 50) == [f"{path}:1 f: 52 lines, 50 allowed"]
    assert empty_name(path) == [f"{path}: the name says nothing"]
    assert forbidden_words(path, "class TaskManager:\n    def handle_task(self): ...\n") == [
        f"{path}:1 TaskManager: {{'manager'}}",
        f"{path}:2 handle_task: {{'handle'}}",
    ]
    assert forbidden_words(path, "def close_rectification_item(): ...") == []
