"""Tables of notices: `notices` (通知), `wordings` (已批准用语、发送时段)."""

from mingcha.notices.models.notices import Message, Notice, NoticeQuerySet
from mingcha.notices.models.wordings import SendingHours, Wording

__all__ = ["Message", "Notice", "NoticeQuerySet", "SendingHours", "Wording"]
