"""Word files (Word 文件): checked, their named fields found and filled, built from parts, joined, printed.

No template language: a field is a content control or a bookmark, named as the caller's `FieldSpec`s say, and nothing
in a file can run.

    package   opens a .docx: refuses macros, outside links, bombs; gives its parts
    fields    what may be asked for (`FieldSpec`), and where it stands in a file
    template  a checked template: `check` names every fault, `Template.fill` writes values
    layouts   built-in templates, letters and forms in the look of GB/T 9704
    joining   several filled files as one, each on a new page
    printing  PDF through LibreOffice, where it is installed
"""

from mingcha.kernel.word.fields import FieldSpec
from mingcha.kernel.word.joining import join
from mingcha.kernel.word.package import MEDIA_TYPE, BadWordFile, Fault
from mingcha.kernel.word.printing import can_print, printed, to_pdf
from mingcha.kernel.word.template import Template, check

__all__ = [
    "MEDIA_TYPE",
    "BadWordFile",
    "Fault",
    "FieldSpec",
    "Template",
    "can_print",
    "check",
    "join",
    "printed",
    "to_pdf",
]
