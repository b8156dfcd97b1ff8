"""The description of the interface that is kept under version control (接口说明快照).

python -m mingcha.api.snapshot docs/api/openapi.json     write it anew, after a change on purpose
"""

import json
import os
import sys
from pathlib import Path

import django


def described() -> str:
    """The OpenAPI description as canonical JSON."""
    from mingcha.api.site import api

    schema = api.get_openapi_schema(path_prefix="/api/")
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def main(arguments: list[str]) -> int:
    """Write the description to the file named."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    django.setup()
    Path(arguments[0]).write_text(described())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
