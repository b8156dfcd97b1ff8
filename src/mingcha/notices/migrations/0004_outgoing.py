"""What goes out and what pages show of a notice are two texts where a link or a code stands in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_shipped_wordings")]
    operations = [
        migrations.AddField(
            "notice",
            "outgoing",
            models.CharField("发出原文", max_length=500, blank=True, default="", editable=False),
            preserve_default=False,
        ),
    ]
