"""The assembled interface (接口): each mechanism's router under its own name, asked for with a token."""

from typing import Any

from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from mingcha.api import errors, strict
from mingcha.api.figures import router as figures
from mingcha.api.token_auth import TokenAuth, TokenThrottle
from mingcha.assignments.api import router as assignments
from mingcha.bulletins.api import router as bulletins
from mingcha.campaigns.api import router as campaigns
from mingcha.notices.api import router as notices
from mingcha.orgs.api import router as orgs

ROUTERS: dict[str, Router] = {
    "orgs": orgs,
    "campaigns": campaigns,
    "assignments": assignments,
    "figures": figures,
    "bulletins": bulletins,
    "notices": notices,
}
ABOUT = """\
Every call carries a token: `Authorization: Bearer mc_…`. A token acts in the post it was made for and sees what that
post sees; what is out of its sight is answered as what there is not (404). Lists take `page` and `size`, say `count`.
A name that an operation does not take, in the address or the body, is refused (422). Errors have the shape `Problem`.
"""


class Interface(NinjaAPI):
    """The library's interface, whose description also names the shape of errors."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """OpenAPI 3.1, the same text for the same code."""
        schema = super().get_openapi_schema(**given)
        parts = schema["components"]["schemas"]
        problem = errors.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts |= problem.pop("$defs", {}) | {"Problem": problem}
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                answers = {str(status): answer for status, answer in operation["responses"].items()}
                operation["responses"] = answers | {"default": {"description": "Problem", "content": content}}
        return schema


def assembled() -> Interface:
    """The interface with all its routers."""
    api = Interface(
        title="Mingcha 明查",
        version="1",
        description=ABOUT,
        docs_url=None,
        urls_namespace="api",
        throttle=[TokenThrottle()],
    )
    errors.mount(api)
    api.add_decorator(strict.refuse_unknown, mode="view")
    api.add_decorator(strict.under_token_name, mode="operation")
    for name, router in ROUTERS.items():
        api.add_router(f"/{name}", router, auth=TokenAuth(name.upper()), tags=[name])
    return api


api = assembled()
