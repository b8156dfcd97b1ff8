"""A parameter in the address that there is not is refused (未知参数), and acts are entered under the token's name."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from ninja.operation import Operation
from ninja.params.models import QueryModel

from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue

if TYPE_CHECKING:
    from mingcha.orgs.models import ApiToken


def session_of(request: HttpRequest) -> str:
    """How the ledger names the caller: by the name of the token, never by its secret."""
    token: ApiToken | None = getattr(request, "auth", None)
    return f"token {token.pk} {token.name}" if token else ""


def known_names(operation: Operation) -> set[str]:
    """Parameters an operation takes in the address."""
    asked = (model for model in operation.models if issubclass(model, QueryModel))
    return {name for model in asked for name in getattr(model, "__ninja_flatten_map__", {})}


def refuse_unknown(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap an operation's `run`: 422 where the address has a parameter that it does not take."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # a bound method
    known = known_names(operation)

    @wraps(run)
    def wrapped(request: HttpRequest, **given: Any) -> HttpResponseBase:
        for name in request.GET:
            if name not in known:
                words = {"name": name, "known": "、".join(sorted(known)) or gettext("（无）")}
                error = BadValue(gettext("没有参数“%(name)s”，可用的参数：%(known)s") % words, field=name)
                return operation.api.on_exception(request, error)
        return run(request, **given)

    return wrapped


def under_token_name(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation's view: what it enters in the ledger names the token."""

    @wraps(view)
    def wrapped(request: HttpRequest, **given: Any) -> Any:
        with ledger.in_session(session_of(request)):
            return view(request, **given)

    return wrapped
