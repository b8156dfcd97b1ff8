"""The translation (翻译): collects every Chinese text of the site, keeps `ui/locale`, says what is not translated.

    python -m mingcha.config.messages update     bring django.po up to date with the code
    python -m mingcha.config.messages compile    make django.mo, which the site reads; part of every install
    python -m mingcha.config.messages missing    list what has no English text; exit code 1 if there is any

It stands in `config` because it asks every floor: templates, gettext calls, models, choices, record kinds, measures.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from inspect import getmembers
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.db.models import Choices

PACKAGE = Path(__file__).resolve().parents[1]
PO_FILE = PACKAGE / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "Related": None,
    "Link": None,
}
"""Calls whose first text is shown: gettext and its kin, and the titles of related records and links on a page."""
CHINESE = re.compile(r"[\u3400-\u9fff]")

Message = str | tuple[str, ...] | list[str]


def collected() -> Catalog:
    """Every Chinese text of the code as a catalog without translations; the places it stands at as comments."""
    catalog = _empty()
    for message, place in (*_from_files(), *_from_models(), *_from_choices(), *_from_registries()):
        first = message if isinstance(message, str) else message[0]
        if CHINESE.search(first):
            catalog.add(message, locations=[(place, 0)])
    return catalog


def missing() -> list[str]:
    """Texts without an English translation, a doubtful one counted as none."""
    translated = _kept()
    return sorted(_name(message.id) for message in collected() if message.id and not _is_done(translated, message.id))


def update() -> None:
    """Bring django.po up to date: new texts appear untranslated, texts that are gone go."""
    catalog = _kept()
    fresh = collected()
    fresh.creation_date = catalog.creation_date
    catalog.update(fresh, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    with PO_FILE.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False)


def compile_() -> Path:
    """Make the file that the site reads, beside django.po."""
    made = PO_FILE.with_suffix(".mo")
    with made.open("wb") as file:
        write_mo(file, _kept())
    return made


def _kept() -> Catalog:
    """The catalog in the repository; an empty one before the first."""
    if not PO_FILE.exists():
        return _empty()
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def _empty() -> Catalog:
    people = {"copyright_holder": "the Mingcha contributors", "last_translator": "", "language_team": "English"}
    return Catalog(locale="en", domain="django", project="Mingcha", version="1", fuzzy=False, **people)


def _is_done(catalog: Catalog, message_id: Message) -> bool:
    found = catalog.get(message_id)
    if found is None or found.fuzzy:
        return False
    texts = found.string if isinstance(found.string, tuple | list) else (found.string,)
    return all(texts)


def _name(message_id: Message) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _from_files() -> Iterator[tuple[Message, str]]:
    """Texts in gettext calls and in `translate` tags."""
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*")):
        place = str(path.relative_to(PACKAGE))
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            source = path.read_bytes()
        elif path.suffix == ".html":
            source = templatize(path.read_text(), origin=place).encode()
        else:
            continue
        for _, message, _, _ in extract("python", BytesIO(source), KEYWORDS):
            yield message, place


def _from_models() -> Iterator[tuple[str, str]]:
    """Names of apps, models and columns, help texts, labels of choices, what a broken constraint says."""
    for config in apps.get_app_configs():
        if not config.name.startswith("mingcha."):
            continue
        yield str(config.verbose_name), config.label
        for model in config.get_models():
            place = model._meta.label  # noqa: SLF001  documented interface
            yield from ((text, place) for text in _texts_of(model))


def _texts_of(model: Any) -> Iterator[str]:
    meta = model._meta  # noqa: SLF001  documented interface
    yield str(meta.verbose_name)
    for column in meta.get_fields():
        if hasattr(column, "verbose_name"):
            yield from (str(column.verbose_name), str(column.help_text))
            yield from (str(label) for _, label in column.flatchoices)
    yield from (str(constraint.violation_error_message) for constraint in meta.constraints)


def _from_choices() -> Iterator[tuple[str, str]]:
    """Labels of choices that no column has, such as a rule's answers."""
    for path in sorted(PACKAGE.glob("*/choices.py")):
        module = import_module(f"mingcha.{path.parent.name}.choices")
        for _, kind in getmembers(module, lambda member: isinstance(member, type) and issubclass(member, Choices)):
            yield from ((str(label), f"{path.parent.name}/choices.py") for label in kind.labels)


def _from_registries() -> Iterator[tuple[str, str]]:
    """What the mechanisms registered: record and paper kinds, facts with their columns, measures."""
    from mingcha.figures import registry
    from mingcha.papers import all_kinds, rules
    from mingcha.ui import records

    yield from ((kind.label, kind.key) for kind in records.all_kinds())
    yield from ((spec.label, "papers") for spec in rules.COMMON)
    for paper in all_kinds():
        yield paper.label, paper.key
        for field in paper.fields:
            labels = (field.label, field.says, *(label for _, label in field.columns))
            yield from ((text, paper.key) for text in labels if text)
    for fact in registry.facts():
        yield from ((text, fact.key) for text in (fact.label, fact.says, *(column.label for column in fact.columns)))
    for measure in registry.measures():
        yield from ((text, measure.key) for text in (measure.label, measure.says))


def main(arguments: Iterable[str]) -> int:
    """One of `update`, `compile`, `missing`; 0 if all is well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    django.setup()
    match list(arguments):
        case ["update"]:
            update()
        case ["compile"]:
            compile_()
        case ["missing"]:
            untranslated = missing()
            sys.stdout.writelines(f"{text}\n" for text in untranslated)
            return int(bool(untranslated))
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
