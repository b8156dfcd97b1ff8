"""Words that hold a numeral and claim nothing (含数字的词语、名称、口号、地名): the tables of `words.txt`."""

from typing import Final

from mingcha.bulletins.proofreader import tables

_TABLES: Final = tables.read("words.txt")

# word -> sub; a word is listed where its first character is a numeral or 双.
WORDS: Final = {word: sub for sub in ("lexical", "idiom", "name", "place") for word in _TABLES[sub]}
AFTER_NTH_LEXICAL: Final = _TABLES["after_nth_lexical"]
AFTER_NTH_NAMES: Final = _TABLES["after_nth_name"]
HOTLINES: Final = frozenset(_TABLES["hotline"])
AROUND_HOTLINE: Final = _TABLES["around_hotline"]
AFTER_NAME: Final = _TABLES["after_name"]

# Before 一: these make a word with it that counts nothing (唯一, 统一, 逐一, 进一步, 另一方面).
BEFORE_ONE: Final = frozenset("唯统单同逐之另某任专如划归合不万那哪初进")

# Before a letter: the mark of a plate (黑AZF).
PROVINCE_LETTERS: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
