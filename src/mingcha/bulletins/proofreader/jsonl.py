"""One numeral as one line of JSON (逐行输出): the stable keys first, what else is known after them."""

import json

from mingcha.bulletins.proofreader.numerals import Numeral

ALWAYS = ("start", "end", "text", "value", "unit", "kind", "subject", "who")
WHERE_KNOWN = ("role", "sub", "raw", "qualifier", "period", "clause")


def as_json_line(numeral: Numeral) -> str:
    """The keys of ALWAYS, then those of WHERE_KNOWN that are known."""
    given = {key: getattr(numeral, key) for key in ALWAYS}
    given |= {key: value for key in WHERE_KNOWN if (value := getattr(numeral, key))}
    return json.dumps(given, ensure_ascii=False)
