"""What each room holds and what it may not (house-style b)."""

import ast
from pathlib import Path

from tests.house import tree

ROOMS = {"choices", "rules", "access", "models", "facts", "measures", "queries", "actions", "forms", "sheets", "views"}
ROOMS |= {"api", "urls", "apps", "tasks", "templates", "static", "tests", "migrations", "__init__", "__pycache__"}
MORE_ROOMS = {"orgs": {"acting"}, "accounts": {"adapters", "gate", "identities"}}
WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_OF_ROWS = {"create", "update"}  # names that dictionaries and loggers have too: seen after `.objects` alone
MAY_NOT_WRITE = ("queries", "facts", "measures", "views", "api", "forms", "sheets", "access", "rules")
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


def strange_rooms(folder: str, names: set[str]) -> list[str]:
    """Names in a mechanism's folder that are no room's."""
    return [f"{folder}/{name}" for name in sorted(names - ROOMS - MORE_ROOMS.get(folder, set()))]


def unlisted_rooms(folder: str, names: set[str], docstring: str) -> list[str]:
    """Names in another folder that the docstring of its `__init__` does not list."""
    return [f"{folder}/{name}" for name in sorted(names - ROOMS) if name not in docstring]


def clock_faults(path: str, text: str) -> list[str]:
    """Places that ask the machine for the time instead of `kernel.clock`."""
    calls = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Attribute)]
    asked = [(n.lineno, ".".join(tree.called(n).split(".")[-2:])) for n in calls]
    return [f"{path}:{line} {name}" for line, name in asked if name in CLOCKS]


def impure_imports(path: str, text: str) -> list[str]:
    """Imports by which a rule could ask the clock, the database or the request."""
    rooms = ("models", "queries", "actions", "access", "clock", "ledger")
    return [
        f"{path}: {name}"
        for node in ast.walk(ast.parse(text))
        for name in _imported(node)
        if name.split(".")[0] == "django" or (name.startswith("mingcha.") and set(name.split(".")) & set(rooms))
    ]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def unguarded_lists(path: str, text: str) -> list[str]:
    """`.objects…` in a face that is not narrowed by `visible_to` in the same chain."""
    parsed = ast.parse(text)
    above = {child: node for node in ast.walk(parsed) for child in ast.iter_child_nodes(node)}
    tables = [n for n in ast.walk(parsed) if isinstance(n, ast.Attribute) and n.attr in {"objects", "_default_manager"}]
    return [f"{path}:{node.lineno}" for node in tables if "visible_to" not in _chain(node, above)]


def _chain(node: ast.AST, above: dict[ast.AST, ast.AST]) -> list[str]:
    """The attributes called one after the other on a node: `.objects.visible_to(x).order_by(y)`."""
    names = []
    while isinstance(parent := above.get(node), ast.Attribute | ast.Call):
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        if isinstance(parent, ast.Attribute):
            names.append(parent.attr)
        node = parent
    return names


def writes(path: str, text: str) -> list[str]:
    """Calls that change rows."""
    calls = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [
        f"{path}:{call.lineno} .{call.func.attr}()"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and (call.func.attr in WRITES or (call.func.attr in WRITES_OF_ROWS and ".objects" in ast.unparse(call.func)))
    ]


def names_in(folder: str) -> set[str]:
    return {path.stem if path.suffix == ".py" else path.name for path in (tree.PACKAGE / folder).iterdir()}


def test_mechanisms_have_no_rooms_of_other_names() -> None:
    there = [folder for folder in tree.mechanisms() if (tree.PACKAGE / folder).is_dir()]

    assert [room for folder in there for room in strange_rooms(folder, names_in(folder))] == []


def test_other_folders_list_their_rooms() -> None:
    others = [
        p.name for p in tree.PACKAGE.iterdir() if (p / "__init__.py").exists() and p.name not in tree.mechanisms()
    ]
    says = {folder: (tree.PACKAGE / folder / "__init__.py").read_text() for folder in others}

    assert [room for folder in others for room in unlisted_rooms(folder, names_in(folder), says[folder])] == []


def test_only_the_clock_asks_for_the_time() -> None:
    paths = [path for path in tree.code() if path != tree.PACKAGE / "kernel" / "clock.py"]

    assert [fault for path in paths for fault in clock_faults(tree.shown(path), path.read_text())] == []


def test_rules_ask_neither_clock_nor_database() -> None:
    assert [f for path in tree.rooms("rules") for f in impure_imports(tree.shown(path), path.read_text())] == []


def test_faces_list_only_what_may_be_seen() -> None:
    paths = tree.rooms("views", "api", "sheets")

    assert [fault for path in paths for fault in unguarded_lists(tree.shown(path), path.read_text())] == []


def test_only_actions_write() -> None:
    paths = tree.rooms(*MAY_NOT_WRITE, of=tree.mechanisms() | {"bulletins", "desk"})

    assert [fault for path in paths for fault in writes(tree.shown(path), path.read_text())] == []


def test_checks_see_a_planted_fault() -> None:
    path = Path("x.py").name

    assert strange_rooms("plans", {"rules", "services", "__init__"}) == ["plans/services"]
    assert strange_rooms("orgs", {"acting"}) == []
    assert unlisted_rooms("kernel", {"clock", "magic"}, "Rooms: clock.") == ["kernel/magic"]
    assert clock_faults(path, "import datetime\nx = datetime.datetime.now()") == ["x.py:2 datetime.now"]
    assert clock_faults(path, "default=timezone.now") == ["x.py:1 timezone.now"]
    assert clock_faults(path, "clock.now()") == []
    assert impure_imports(path, "from mingcha.kernel import clock\nimport django.db") == [
        "x.py: mingcha.kernel.clock",
        "x.py: django.db",
    ]
    assert impure_imports(path, "from mingcha.kernel.errors import BadValue") == []


def test_checks_see_a_planted_list_and_a_planted_write() -> None:
    sound = "get_object_or_404(Round.objects.current().visible_to(request.actor), pk=pk)"

    assert unguarded_lists("x.py", sound) == []
    assert unguarded_lists("x.py", "get_object_or_404(Round.objects.filter(pk=pk), pk=pk)") == ["x.py:1"]
    assert unguarded_lists("x.py", "Round.objects.visible_to(x).union(Round.objects.all())") == ["x.py:1"]
    assert writes("x.py", "form.save()\nRound.objects.filter(pk=1).update(x=1)\n{}.update(a=1)") == [
        "x.py:1 .save()",
        "x.py:2 .update()",
    ]
