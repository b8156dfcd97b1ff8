"""Registration of this floor (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """工作台."""

    name = "mingcha.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Links to a unit lead to its file (单位档案), where everything held about it is shown."""
        from mingcha.desk.queries import address_of_unit
        from mingcha.ui import records

        records.lead_to("orgs.unit", address_of_unit)
