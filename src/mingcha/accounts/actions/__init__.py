"""The verbs of signing in and of accounts.

Files: `signing` (登录、退出), `passwords` (密码), `factors` (第二因素),
`identities` (统一身份认证), `keeping` (账号的开通、停用); `_guard` counts failures.
"""

from mingcha.accounts.actions.factors import add_passkey, add_totp, remove_factor, renew_recovery_codes
from mingcha.accounts.actions.identities import link_identity
from mingcha.accounts.actions.keeping import (
    clear_second_factors,
    close_account,
    open_account,
    reopen_account,
    reset_password,
    unlock_sign_in,
)
from mingcha.accounts.actions.passwords import change_password
from mingcha.accounts.actions.signing import Visit, end_other_sign_ins, end_sign_in, fail_sign_in, sign_in, sign_out

__all__ = [
    "Visit",
    "add_passkey",
    "add_totp",
    "change_password",
    "clear_second_factors",
    "close_account",
    "end_other_sign_ins",
    "end_sign_in",
    "fail_sign_in",
    "link_identity",
    "open_account",
    "remove_factor",
    "renew_recovery_codes",
    "reopen_account",
    "reset_password",
    "sign_in",
    "sign_out",
    "unlock_sign_in",
]
