"""One verb, one function, one transaction, one ledger entry: every public function of an `actions` room."""

import ast
from pathlib import Path

from tests.house import tree


def action_faults(app: str, text: str) -> list[str]:
    """What the actions of one module lack, each as `verb: fault`."""
    public = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return [f"{app}.{node.name}: {fault}" for node in public for fault in _faults(node, f"{app}.{node.name}")]


def _faults(node: ast.FunctionDef, verb: str) -> list[str]:
    faults = []
    if "transaction.atomic" not in [tree.called(d) for d in node.decorator_list]:
        faults.append("not @transaction.atomic")
    if verb not in _verbs(node, "ledger.enter"):
        faults.append("does not enter itself in the ledger")
    if strangers := sorted({*_verbs(node, "ledger.enter"), *_verbs(node, "Refused")} - {verb}):
        faults.append(f"speaks for {', '.join(strangers)}")
    if not any(arg.arg == "actor" and default is None for arg, default in _keywords(node)):
        faults.append("no keyword-only actor without default")
    return faults


def _verbs(node: ast.FunctionDef, callee: str) -> set[str]:
    calls = [c for c in ast.walk(node) if isinstance(c, ast.Call) and tree.called(c.func) == callee and c.args]
    return {c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant) and isinstance(c.args[0].value, str)}


def _keywords(node: ast.FunctionDef) -> list[tuple[ast.arg, ast.expr | None]]:
    return list(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))


def test_every_action_is_atomic_has_an_actor_and_enters_itself_in_the_ledger() -> None:
    paths = [path for path in tree.rooms("actions") if not path.name.startswith("_") or path.name == "__init__.py"]

    faults = [fault for path in paths for fault in action_faults(tree.folder(path), path.read_text())]

    assert paths
    assert faults == []


def test_every_access_rule_is_named_as_house_style_says() -> None:
    faults = [fault for path in tree.rooms("access") for fault in access_faults(path, path.read_text())]

    assert faults == []


def access_faults(path: Path, text: str) -> list[str]:
    """Public functions of `access` that are neither `…_visible_to` nor `may_…`."""
    public = [n.name for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return [f"{path}: {name}" for name in public if not (name.startswith("may_") or name.endswith("_visible_to"))]


def test_access_names_its_models_for_the_type_checker_alone() -> None:
    faults = [fault for path in tree.rooms("access") for fault in runtime_models(path, path.read_text())]

    assert faults == []


def runtime_models(path: Path, text: str) -> list[str]:
    """Imports of a `models` room that happen when `access` is imported; the contracts overlook those for types."""
    imports = [n for n in ast.parse(text).body if isinstance(n, ast.ImportFrom)]
    named = [(n.lineno, n.module or "") for n in imports]
    return [f"{path}:{line} {name}" for line, name in named if name.startswith("mingcha.") and name.endswith(".models")]


SOUND = """
@transaction.atomic
def close_round(review, *, actor):
    if not may(): raise Refused("plans.close_round")
    ledger.enter("plans.close_round", actor=actor, on=review)
def _close(review): ...
"""


def test_checks_see_a_planted_fault() -> None:
    assert action_faults("plans", SOUND) == []
    assert action_faults("plans", SOUND.replace("@transaction.atomic", "")) == [
        "plans.close_round: not @transaction.atomic"
    ]
    assert action_faults("plans", SOUND.replace("    ledger.enter", "    ledger.verify")) == [
        "plans.close_round: does not enter itself in the ledger"
    ]
    assert action_faults("leads", SOUND) == [
        "leads.close_round: does not enter itself in the ledger",
        "leads.close_round: speaks for plans.close_round",
    ]
    assert action_faults("plans", SOUND.replace("*, actor", "*, actor=None")) == [
        "plans.close_round: no keyword-only actor without default"
    ]
    assert access_faults(Path("access.py"), "def may_x(): ...\ndef rows_visible_to(): ...\ndef ok(): ...") == [
        "access.py: ok"
    ]
    assert runtime_models(Path("a.py"), "if T:\n    from mingcha.orgs.models import Post") == []
    assert runtime_models(Path("a.py"), "from mingcha.orgs.models import Post") == ["a.py:1 mingcha.orgs.models"]
