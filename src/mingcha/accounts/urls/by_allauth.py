"""Addresses under the names that allauth asks for; nothing of it but these is reachable."""

from django.urls import URLPattern, URLResolver, path

from mingcha.accounts.views import identities, signing

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", signing.SignIn.as_view(), name="account_login"),
    path("login/second-step", signing.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey", signing.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/oidc", identities.oidc_login, name="oidc_login"),
    path("login/oidc/callback", identities.oidc_callback, {"provider_id": "oidc"}, name="openid_connect_callback"),
]
