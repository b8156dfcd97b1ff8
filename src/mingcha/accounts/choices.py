"""Kinds in signing in (登录的类别)."""

from django.db.models import TextChoices


class Counted(TextChoices):
    """By what failures are counted (计数对象)."""

    NAME = "NAME", "用户名"
    ADDRESS = "ADDRESS", "地址"


class Way(TextChoices):
    """How somebody showed who he is (登录方式)."""

    PASSWORD = "PASSWORD", "密码"
    SECOND_FACTOR = "SECOND_FACTOR", "密码和第二因素"
    PASSKEY = "PASSKEY", "通行密钥"
    OIDC = "OIDC", "统一身份认证"
