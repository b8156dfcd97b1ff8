"""The verbs of papers: `making` (出具、作废、更正), `templates` (模板), `numbers` (编号),
`layouts` (台账样式).
"""

from mingcha.papers.actions.layouts import restore_layout, save_layout, take_out_layout
from mingcha.papers.actions.making import make_paper, make_papers, replace_paper, void_paper
from mingcha.papers.actions.numbers import explain_gap, reserve_numbers, skip_numbers, void_number
from mingcha.papers.actions.templates import retire_template, upload_template

__all__ = [
    "explain_gap",
    "make_paper",
    "make_papers",
    "replace_paper",
    "reserve_numbers",
    "restore_layout",
    "retire_template",
    "save_layout",
    "skip_numbers",
    "take_out_layout",
    "upload_template",
    "void_number",
    "void_paper",
]
