"""The verbs of notices: sent in an approved wording, delivered by the worker, read; wordings and hours kept.

Files: `send` (发出、重发), `deliver` (送达、回执), `read` (阅读), `wordings` (用语、时段).
"""

from mingcha.notices.actions.deliver import Outcome, Report, record_deliveries, record_reports
from mingcha.notices.actions.read import read_messages
from mingcha.notices.actions.send import NoticeRow, retry_notices, send_notices
from mingcha.notices.actions.wordings import approve_wording, set_sending_hours

__all__ = [
    "NoticeRow", "Outcome", "Report", "approve_wording", "read_messages", "record_deliveries", "record_reports",
    "retry_notices", "send_notices", "set_sending_hours",
]  # fmt: skip
