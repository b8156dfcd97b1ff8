"""Addresses of the own account and of all accounts; `library` has those that allauth asks for by its own names."""

from django.urls import path

from mingcha.accounts.views import factors, own

app_name = "accounts"
urlpatterns = [
    path("", own.own_account, name="own_account"),
    path("password", own.change_password, name="change_password"),
    path("totp", factors.add_totp, name="add_totp"),
    path("passkey", factors.add_passkey, name="add_passkey"),
    path("factors/<int:pk>/remove", factors.remove_factor, name="remove_factor"),
    path("recovery-codes", factors.renew_recovery_codes, name="renew_recovery_codes"),
    path("sign-ins/<int:pk>/end", own.end_sign_in, name="end_sign_in"),
    path("sign-ins/end-others", own.end_other_sign_ins, name="end_other_sign_ins"),
]
