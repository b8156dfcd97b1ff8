"""The verbs of inspection: `rounds` (轮次、检查组), `visits` (检查、发现问题、立线索), `reports` (自行检查情况)."""

from mingcha.inspections.actions.reports import report_round, void_reported_round
from mingcha.inspections.actions.rounds import form_team, open_round, void_round, void_team
from mingcha.inspections.actions.visits import (
    open_lead_from_finding,
    record_finding,
    record_visit,
    void_finding,
    void_visit,
)
from mingcha.inspections.rules import FindingNote, ReportedNote, VisitNote

__all__ = [
    "FindingNote",
    "ReportedNote",
    "VisitNote",
    "form_team",
    "open_lead_from_finding",
    "open_round",
    "record_finding",
    "record_visit",
    "report_round",
    "void_finding",
    "void_reported_round",
    "void_round",
    "void_team",
    "void_visit",
]
