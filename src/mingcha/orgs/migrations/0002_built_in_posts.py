"""The built-in posts (内置岗位): `system` reads, `loader` loads the demo; nobody can sign in as one."""

from datetime import date

from django.db import migrations

NAMES = {"system": "系统", "loader": "数据装载"}


def add_posts(apps, schema_editor):
    post = apps.get_model("orgs", "Post")
    for name, title in NAMES.items():
        post.objects.get_or_create(
            system_name=name, defaults={"role": "SYSTEM", "title": title, "valid_from": date(2000, 1, 1)}
        )


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunPython(add_posts, migrations.RunPython.noop)]
