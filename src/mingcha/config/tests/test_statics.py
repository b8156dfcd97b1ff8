"""Static files: what we use of npm's many, and no more."""

from django.contrib.staticfiles import finders

from mingcha.config.statics import ASSETS, MaplessStorage


def test_finders_serve_our_own_files_and_named_assets_alone() -> None:
    names = {name for finder in finders.get_finders() for name, _ in finder.list([])}

    assert {name for name in names if name.startswith("vendor/")} == set(ASSETS)
    assert "ui/mingcha.css" in names
    assert [name for name in names if name.startswith("django_")] == []
    assert all(finders.find(name) for name in names)
    assert finders.find("vendor/tabler.js") is None


def test_storage_follows_no_source_maps() -> None:
    rules = [rule for _, rules in MaplessStorage.patterns for rule in rules]

    assert rules
    assert [rule for rule in rules if "sourceMappingURL" in str(rule)] == []
