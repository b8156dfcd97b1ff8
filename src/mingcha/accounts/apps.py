"""Registration of accounts."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mingcha.orgs.choices import PostRole


class AccountsConfig(AppConfig):
    """账号."""

    name = "mingcha.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Tell of a role that there is not, before anybody relies on its second factor.

        Raises:
            ImproperlyConfigured: `MINGCHA_SECOND_FACTOR` names an unknown role.
        """
        unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(PostRole.values))
        if unknown:
            raise ImproperlyConfigured(f"MINGCHA_SECOND_FACTOR: no such role: {', '.join(unknown)}")
