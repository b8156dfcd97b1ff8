"""Measures over issued documents. None may be scored: papers issued are no merit (domain.md 9)."""

from mingcha.figures.definitions import Measure

MEASURES = (
    Measure(
        "documents.issued",
        label="印发的文件",
        word="个",
        fact="documents.issued",
        dimensions=("authority", "doc_type", "drafted_by_office"),
        says="截至统计日印发的文件数，每件计一次；authority 为以谁的名义印发，drafted_by_office=true 为由办公室起草；"
        "情况通报、简报不计",
        not_for_scoring=True,
    ),
)
