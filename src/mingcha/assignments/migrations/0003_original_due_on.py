"""Tasks there before now keep the day they are due on as the original one."""

from django.db import migrations, models
from django.db.models import F


def keep_first_date(apps, schema_editor):
    apps.get_model("assignments", "Task").objects.filter(original_due_on=None).update(original_due_on=F("due_on"))


class Migration(migrations.Migration):
    dependencies = [("assignments", "0002_desk")]

    operations = [
        migrations.RunPython(keep_first_date, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("task", "original_due_on", models.DateField(verbose_name="原定期限")),
    ]
