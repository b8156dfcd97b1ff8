"""文书: orders, letters and receipts made from the office's own Word templates, each numbered.

A mechanism above says in its `apps.py` what papers it makes: `papers.register(PaperKind(…))`. It gives the fields and
who may make one; templates, numbers, files and pages are here.
"""

from mingcha.papers.rules import PaperField, PaperKind, all_kinds, kind_by_key, register

__all__ = ["PaperField", "PaperKind", "all_kinds", "kind_by_key", "register"]
