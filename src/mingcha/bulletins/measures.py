"""Measures over issued bulletins."""

from mingcha.figures.definitions import Measure

MEASURES = (
    Measure(
        "bulletins.issued",
        label="已印发的通报",
        word="期",
        fact="bulletins.issues",
        dimensions=("series",),
        not_for_scoring=True,
        says="截至统计日印发的期数；正在编写的一期尚未印发，不计入",
    ),
)
