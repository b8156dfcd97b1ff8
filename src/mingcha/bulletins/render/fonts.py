"""Which installed font stands for which role (字体), and what is missing: by name, never swapped silently.

An office's own fonts come first, then free ones that a server may have (`make system` brings them). Families are named
as Typst names them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mingcha.bulletins.render import glyphs
from mingcha.kernel.errors import MingchaError

if TYPE_CHECKING:
    from typst import Fonts


class NoFont(MingchaError):
    """Not one of the acceptable fonts of a role is installed (缺少字体)."""

    status = 500


@dataclass(frozen=True, slots=True)
class Role:
    """What a font is for.

    Attributes:
        label: the official name of the face, 仿宋.
        own: the families offices have, best first; the first is the one wanted.
        free: families that may stand in, best first; the last has the large character set and also fills gaps.
    """

    label: str
    own: tuple[str, ...]
    free: tuple[str, ...]


_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
ROLES: Mapping[str, Role] = {
    "fang": Role("仿宋", ("FangSong_GB2312", "FangSong", "STFangsong"), ("FandolFang R", _SERIF)),
    "kai": Role("楷体", ("KaiTi_GB2312", "KaiTi", "STKaiti"), ("FandolKai", "AR PL UKai CN", _SERIF)),
    "hei": Role("黑体", ("SimHei", "STHeiti"), ("FandolHei", _SANS)),
    "biao": Role("小标宋", ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"), (_SERIF,)),
    "song": Role("宋体", ("SimSun", "STSong"), (_SERIF,)),
    "latin": Role("数字和字母", ("Times New Roman",), ("Liberation Serif", "Tinos", "Nimbus Roman")),
}
# What Typst takes from the CJK font even when the font for Latin letters has it (its own list, `latin-in-cjk`).
_CJK_PUNCTUATION = frozenset("·–—‘’“”‥…‧⸺")


@dataclass(frozen=True, slots=True)
class Face:
    """One installed font file; `index` counts within a collection (.ttc)."""

    path: str
    index: int


@dataclass(frozen=True, slots=True)
class FontReport:
    """What the fonts of one rendering were, and what was not there.

    Attributes:
        chains: role -> families in the order Typst tries them.
        warnings: one Chinese sentence for each substitute, each missing character.
    """

    chains: Mapping[str, tuple[str, ...]]
    warnings: tuple[str, ...]


def report(printed: Mapping[str, Iterable[str]]) -> FontReport:
    """Choose a font for every role and look for each character in it.

    Args:
        printed: role -> the strings that are printed in it.

    Raises:
        NoFont: nothing is installed for a role.
    """
    chains = {key: _chain(key) for key in ROLES}
    warnings = [_substitute(key, chain[0]) for key, chain in chains.items()]
    for key, strings in printed.items():
        wanted = set().union(*strings) - {"　", " "} - _characters(chains[key][0])
        from_latin = (wanted & _characters(chains["latin"][0])) - _CJK_PUNCTUATION
        warnings += [_missing(char, chains[key]) for char in sorted(wanted - from_latin)]
    return FontReport(chains, tuple(dict.fromkeys(line for line in warnings if line)))


@cache
def installed() -> "Fonts":
    """The fonts of this machine, looked for once per process. About 0.1 s for 140 faces."""
    from typst import Fonts

    return Fonts(include_embedded_fonts=False)


@cache
def _faces() -> Mapping[str, Face]:
    """Family -> one face of it. The faces of a family are taken to hold the same characters."""
    return {info.family: Face(info.path, max(info.index, 0)) for info in installed().fonts() if info.path}


@cache
def _characters(family: str) -> frozenset[str]:
    face = _faces()[family]
    return glyphs.characters(face.path, face.index)


def _chain(key: str) -> tuple[str, ...]:
    role = ROLES[key]
    there = [family for family in (*role.own, *role.free) if family in _faces()]
    if not there:
        raise NoFont(f"没有可用的{role.label}字体（{'、'.join((*role.own, *role.free))}），请运行 make system 安装")
    return tuple(dict.fromkeys((there[0], *(family for family in there if family in role.free[-1:]))))


def _substitute(key: str, used: str) -> str:
    role = ROLES[key]
    return "" if used in role.own else f"{role.label}：未安装 {role.own[0]}，以 {used} 代替"


def _missing(char: str, chain: tuple[str, ...]) -> str:
    first, *others = chain
    for family in others:
        if char in _characters(family):
            return f"“{char}”（U+{ord(char):04X}）：{first} 无此字，以 {family} 代替"
    return f"“{char}”（U+{ord(char):04X}）：{'、'.join(chain)} 均无此字，印出为空框"
