"""What is written to whoever mailed a workbook: its receipt, or where it is wrong; never what stands in it."""

from django.db import migrations

WORDINGS = {
    "workbook-taken": "【明查】您寄回的填报表已收到并报送，回执号{count}。",
    "workbook-faults": "【明查】您寄回的填报表有{count}处要改，没有写入：{cells}。改好后请再寄回，或登录{site}上传。",
    "workbook-refused": "【明查】您寄回的填报表没有收下，请登录{site}查看原因，或重新下载填报表。",
}


def add(apps, schema_editor):
    fill(apps.get_model("notices", "Wording"))


def fill(wording):
    from importlib import import_module

    shipped = import_module("mingcha.notices.migrations.0003_shipped_wordings")
    for code, text in WORDINGS.items():
        given = {"text": text, "is_urgent": False, "approved_by": shipped.APPROVED_BY, "valid_from": shipped.SINCE}
        wording.objects.get_or_create(code=code, version=1, defaults=given)


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_outgoing")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
