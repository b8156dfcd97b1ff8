"""Demonstration accounts: one of each role, one with two posts; passwords generated here and nowhere else."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from mingcha.orgs import actions
from mingcha.orgs import queries as orgs
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Account, Unit

OFFICE = "230000-L001"
# user name, then unit code, title and role of each post
ACCOUNTS: tuple[tuple[str, tuple[tuple[str, str, PostRole], ...]], ...] = (
    ("office", ((OFFICE, "综合组工作人员", PostRole.OFFICE),)),
    ("head", ((OFFICE, "办公室主任", PostRole.OFFICE_HEAD),)),
    ("reviewer", ((OFFICE, "方案审核组审核员", PostRole.REVIEWER),)),
    ("inspector", ((OFFICE, "明查暗访组检查员", PostRole.INSPECTOR),)),
    ("caseofficer", ((OFFICE, "线索承办人", PostRole.CASE_OFFICER),)),
    ("leader", ((OFFICE, "领导小组领导", PostRole.LEADER),)),
    ("harbin", (("230100", "哈尔滨市联络员", PostRole.CLERK),)),
    ("harbinhead", (("230100", "哈尔滨市负责人", PostRole.HEAD),)),
    ("police", (("230000-D005", "省公安厅联络员", PostRole.CLERK),)),
    ("policehead", (("230000-D005", "省公安厅负责人", PostRole.HEAD),)),
    ("twoposts", (("231000", "牡丹江市联络员", PostRole.CLERK), (OFFICE, "抽调的检查员", PostRole.INSPECTOR))),
    ("sysadmin", ((OFFICE, "系统管理员", PostRole.SYSTEM_ADMIN),)),
    ("secadmin", ((OFFICE, "安全管理员", PostRole.SECURITY_ADMIN),)),
    ("auditor", ((OFFICE, "审计管理员", PostRole.AUDITOR),)),
)
LOST = "演示账号已在库中；密码只在生成时显示一次，无法再取回（{out} 已不在）。make demo FRESH=1 重建演示数据并换新密码"


@transaction.atomic
def make_accounts(out: Path) -> list[str]:
    """Make the accounts that are not there yet; gives what to print.

    Where an account is there and the file is lost, the password is lost with it: nothing can read it back.
    """
    missing = [row for row in ACCOUNTS if not Account.objects.filter(username=row[0]).exists()]
    made = [_account(*row) for row in missing]
    kept = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    if made:
        kept += [f"{name}\t{password}\t{title}" for name, password, title in made]
        _write(out, "\n".join(kept) + "\n")
    return [f"演示账号（用户名、密码、岗位），保存在 {out}", *kept] if kept else [LOST.format(out=out)]


def _account(username: str, posts: Sequence[tuple[str, str, PostRole]]) -> tuple[str, str, str]:
    loader = orgs.post_by_system_name("loader")
    person = actions.add_person(actor=loader)
    for code, title, role in posts:
        unit = Unit.objects.get(code=code, valid_until__isnull=True)
        actions.add_post(unit, actor=loader, title=title, role=role, person=person)
    password = secrets.token_urlsafe(12)
    actions.add_account(person, actor=loader, username=username, password=password)
    return username, password, "、".join(title for _, title, _ in posts)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
