"""Registration of this floor (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """工作台."""

    name = "mingcha.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Enter the unit file (单位档案) in the menu."""
        from mingcha.desk.queries import address_of_unit
        from mingcha.orgs.models import Unit
        from mingcha.ui import records

        records.register(
            records.RecordKind(
                key="desk.unit",
                model=Unit,
                label="单位",
                headline="name",
                order=0,
                unit_field="",
                address=address_of_unit,
            )
        )
