"""Characters per second of the proofreader over the text of No. 7, told a hundred times."""

from benchmarks.table import Row, medians_ms

from mingcha.bulletins.proofreader import check, numerals
from mingcha.bulletins.queries import bulletin_named
from mingcha.bulletins.rendering import finished, rendered
from mingcha.orgs.queries import post_by_system_name

GOAL = "goal on a quiet machine: 500,000"


def rows(rounds: int = 3) -> list[Row]:
    """Numerals alone (the goal), and with the findings."""
    made = rendered(finished(bulletin_named("7", post_by_system_name("system"))), "txt")
    text = made.content.decode() * 100
    took = medians_ms(
        {"find": lambda _: numerals.find(text), "check": lambda _: check.findings(text, numerals.find(text))},
        rounds=rounds,
    )
    find, checked = (1000 * len(text) / took[name] for name in ("find", "check"))
    return [
        Row(f"proofread {len(text):,} characters", find, "characters/s", against=GOAL),
        Row("– with the findings", checked, "characters/s"),
    ]
