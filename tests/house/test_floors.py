"""Imports run downwards only; so do foreign keys, whose strings hide from import-linter."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import Model

from tests.house import tree

LINTER = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def key_fault(own: str, target: str, floors: dict[str, int]) -> str:
    """Why a foreign key from one folder to another is wrong, "" where it is right; Django's own tables lie below."""
    if own == target or target not in floors:
        return ""
    if floors[target] < floors[own]:
        return ""
    return f"{own} -> {target}"


def foreign_keys() -> list[tuple[str, str, str]]:
    """(name of the field, its folder, the folder it points to) for every relation of the house's models."""
    return [
        (f"{model._meta.label}.{field.name}", model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("mingcha.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]


def linted(sources: Path) -> subprocess.CompletedProcess[str]:
    """The house's contracts held against the package `mingcha` below a folder."""
    command = [*LINTER, "--config", str(tree.ROOT / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    return subprocess.run(command, cwd=sources, env=environment, capture_output=True, text=True, check=False)


def test_foreign_keys_point_to_the_own_or_a_lower_floor() -> None:
    floors = tree.floors()

    faults = [f"{name}: {fault}" for name, own, target in foreign_keys() if (fault := key_fault(own, target, floors))]

    assert foreign_keys()
    assert faults == []


def sorted_tables(models: Iterable[type[Model]]) -> list[str]:
    """Models that sort every query unasked: each query says its own order."""
    return [model._meta.label for model in models if model._meta.ordering]


def test_no_table_is_sorted_without_being_asked() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("mingcha.")]

    assert ours
    assert sorted_tables(ours) == []


def test_import_contracts_hold() -> None:
    done = linted(tree.ROOT / "src")

    assert done.returncode == 0, done.stdout


def test_checks_see_a_planted_fault(tmp_path: Path) -> None:
    floors = tree.floors()
    package = tmp_path / "mingcha"
    for folder in floors:
        (package / folder).mkdir(parents=True)
        (package / folder / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "leads" / "models.py").write_text("import mingcha.bulletins\n")

    done = linted(tmp_path)

    assert done.returncode == 1
    assert "mingcha.leads.models -> mingcha.bulletins (l.1)" in done.stdout
    assert key_fault("leads", "tips", floors) == "leads -> tips"
    assert key_fault("plans", "problems", floors) == "plans -> problems"
    assert key_fault("plans", "orgs", floors) == ""
    assert sorted_tables([Permission]) == ["auth.Permission"]
