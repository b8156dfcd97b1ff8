"""Addresses of the own account and of all accounts; `by_allauth` has those that allauth asks for by its own names."""

from django.urls import path

from mingcha.accounts.views import factors, keeping, own

app_name = "accounts"
urlpatterns = [
    path("", own.own_account, name="own_account"),
    path("all/", keeping.account_list, name="account_list"),
    path("all/open", keeping.open_account, name="open_account"),
    path("all/<int:pk>/", keeping.account_detail, name="account_detail"),
    path("all/<int:pk>/close", keeping.close_account, name="close_account"),
    path("all/<int:pk>/reopen", keeping.reopen_account, name="reopen_account"),
    path("all/<int:pk>/reset-password", keeping.reset_password, name="reset_password"),
    path("all/<int:pk>/clear-second-factors", keeping.clear_second_factors, name="clear_second_factors"),
    path("all/<int:pk>/post", keeping.give_post, name="give_post"),
    path("posts/", keeping.post_list, name="post_list"),
    path("posts/<int:pk>/", keeping.end_post, name="end_post"),
    path("locks/<int:pk>/unlock", keeping.unlock_sign_in, name="unlock_sign_in"),
    path("password", own.change_password, name="change_password"),
    path("totp", factors.add_totp, name="add_totp"),
    path("passkey", factors.add_passkey, name="add_passkey"),
    path("factors/<int:pk>/remove", factors.remove_factor, name="remove_factor"),
    path("recovery-codes", factors.renew_recovery_codes, name="renew_recovery_codes"),
    path("sign-ins/<int:pk>/end", own.end_sign_in, name="end_sign_in"),
    path("sign-ins/end-others", own.end_other_sign_ins, name="end_other_sign_ins"),
]
