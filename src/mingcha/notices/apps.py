"""Registration of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """通知."""

    name = "mingcha.notices"
    label = "notices"
    verbose_name = "通知"

    def ready(self) -> None:
        """Register record kinds, and the look for what waits to be sent."""
        from mingcha.kernel import schedule
        from mingcha.notices.models import Message, Notice, Wording
        from mingcha.ui import records

        records.register(
            records.RecordKind(
                key="notices.message",
                model=Message,
                label="站内消息",
                headline="text",
                order=25,
                unit_field="",
                date_field="made_at",
            ),
            records.RecordKind(
                key="notices.notice",
                model=Notice,
                label="通知",
                headline="text",
                order=26,
                unit_field="",
                date_field="made_at",
            ),
            records.RecordKind(
                key="notices.wording",
                model=Wording,
                label="通知用语",
                headline="text",
                order=27,
                unit_field="",
                date_field="valid_from",
                is_for=records.is_office,
            ),
        )
        schedule.every("notices.deliver_notices", minutes=10)
