"""Where the house's files are, and its floors as `pyproject.toml` has them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mingcha"
OUTSIDE = {"migrations", "node_modules", "__pycache__"}


def configured() -> dict[str, object]:
    """The parsed `pyproject.toml`."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def contract(name: str) -> dict[str, list[str]]:
    """One import contract by its name."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found: dict[str, list[str]] = next(c for c in contracts if c["name"] == name)
    return found


def floors() -> dict[str, int]:
    """Folder -> floor, the ground is 0 (`kernel`)."""
    layers = contract("floors")["layers"]
    return {folder.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for folder in layer.split("|")}


def mechanisms() -> set[str]:
    """The folders built of rooms: mechanisms, campaigns and orgs; `bulletins` has rooms of its own besides."""
    return {container.removeprefix("mingcha.") for container in contract("rooms")["containers"]} - {"bulletins"}


def files(*folders: str, suffix: str = ".py") -> list[Path]:
    """Files of the repository below the folders (default: the package and its tests), migrations left out."""
    found = (path for folder in folders or ("src", "tests") for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if not OUTSIDE & set(path.parts))


def code(suffix: str = ".py") -> list[Path]:
    """Files of the package without its tests."""
    return [path for path in files("src", suffix=suffix) if not is_test(path)]


def is_test(path: Path) -> bool:
    """Whether a file belongs to tests."""
    return "tests" in path.relative_to(ROOT).parts or path.name == "conftest.py"


def rooms(*names: str, of: set[str] | None = None) -> list[Path]:
    """The files of these rooms, a room that became a package included, in the given folders (default: everywhere)."""
    return [path for path in code() if room(path) in names and (of is None or folder(path) in of)]


def folder(path: Path) -> str:
    """`src/mingcha/plans/rules.py` -> `plans`; "" for a file of the package itself."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def room(path: Path) -> str:
    """`src/mingcha/plans/rules.py` and `src/mingcha/plans/rules/rounds.py` -> `rules`."""
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def shown(path: Path) -> str:
    """A path as a fault names it."""
    return str(path.relative_to(ROOT))


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.expr) -> str:
    """`ledger.enter` for the callee of `ledger.enter(…)`, `Manager` for `Manager[Unit]`; "" for what has no name."""
    if isinstance(node, ast.Subscript):
        return called(node.value)
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = called(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""
