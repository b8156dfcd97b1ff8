"""The wordings and hours a new site begins with; the office puts its own in their place."""

from datetime import date, time

from django.db import migrations

SINCE = date(2018, 1, 1)
APPROVED_BY = "随系统提供，启用前由办公室负责人确认"
WORDINGS = {
    "tasks-due": "【明查】您单位有{count}项交办任务尚未报送，最早期限{due}，请登录{site}办理。",
    "daily-digest": "【明查】今日提醒：您单位有{count}项交办任务待报送，最早期限{due}，请登录{site}办理。",
    "escalated": "【明查】提级督办：有{count}项交办任务未按期报送，最早期限{due}，请督促办理，详见{site}。",
    "task-link": "【明查】请打开{link}填报，{due}前有效，仅限本机号码验证后使用。",
    "link-code": "【明查】验证码{code}，10分钟内有效，请勿告诉他人。",
}
URGENT = {"link-code"}
HOURS = {"quiet_from": time(21, 0), "quiet_until": time(8, 0), "most_a_day": 6}


def add(apps, schema_editor):
    fill(apps.get_model("notices", "Wording"), apps.get_model("notices", "SendingHours"))


def fill(wording, hours):
    for code, text in WORDINGS.items():
        given = {"text": text, "is_urgent": code in URGENT, "approved_by": APPROVED_BY, "valid_from": SINCE}
        wording.objects.get_or_create(code=code, version=1, defaults=given)
    hours.objects.get_or_create(version=1, defaults={**HOURS, "valid_from": SINCE})


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_wordings_and_delivery")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
