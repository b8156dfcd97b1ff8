"""Signing in by another system over OpenID Connect (统一身份认证): it finds an account that is there, it makes none."""

from typing import Any, NoReturn, cast

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext

from mingcha.accounts import actions
from mingcha.kernel.errors import BadValue
from mingcha.orgs.models import Account
from mingcha.orgs.queries import acting_post

PROVIDER = "oidc"


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """From a subject of the provider to an account of ours."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The one that the settings name. No statement."""
        if not settings.OIDC_URL:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=settings.OIDC_NAME or gettext("统一身份认证"),
                client_id=settings.OIDC_CLIENT,
                secret=settings.OIDC_SECRET,
                settings={"server_url": settings.OIDC_URL, "oauth_pkce_enabled": True},
            )
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account: by the subject once linked, before that by the claim.

        Raises:
            ImmediateHttpResponse: back to the sign-in page, where there is none, or the answers do not fit together.
        """
        claims = sociallogin.account.extra_data
        told, signed = claims.get("userinfo", {}), claims.get("id_token", {})
        sociallogin.account.extra_data = {}
        if not signed or told.get("sub", signed["sub"]) != signed["sub"]:
            refuse(request, gettext("统一身份认证的答复不完整，没有登录。"))
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        name = str({**told, **signed}.get(settings.OIDC_CLAIM) or "")
        account = Account.objects.filter(username=name).first() if name else None
        if account is None:
            refuse(request, gettext("没有与您的统一身份对应的账号，请与系统管理员联系。"))
        self._link(request, sociallogin, account)

    def _link(self, request: HttpRequest, sociallogin: Any, account: Account) -> None:
        subject = sociallogin.account.uid
        try:
            linked = actions.link_identity(account, actor=acting_post(account), provider=PROVIDER, subject=subject)
        except BadValue as error:
            refuse(request, str(error), account)
        sociallogin.account, sociallogin.user = linked, account

    def on_authentication_error(self, request: HttpRequest, *args: Any, **given: Any) -> NoReturn:
        """Back to the sign-in page, whatever went wrong over there."""
        refuse(request, gettext("统一身份认证没有完成，请再试一次或用密码登录。"))


class SignedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library has no types
    """Checks the signature of every token, also of one that came over a connection of our own."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        self.did_fetch_access_token = False
        return cast("dict[str, Any]", super()._decode_id_token(app, id_token))


def refuse(request: HttpRequest, says: str, account: Account | None = None) -> NoReturn:
    """Enter the failure and go back to the sign-in page.

    Raises:
        ImmediateHttpResponse: always.
    """
    address = get_account_adapter().get_client_ip(request)
    actions.fail_sign_in("", actor=acting_post(account) if account else None, account=account, address=address)
    messages.error(request, says)
    raise ImmediateHttpResponse(redirect("account_login"))
