"""`kill -9` at random points of the demo load, then the load again: the same content as without a kill (ruling 8)."""

import random
import secrets
import time

import pytest

from tests.dump import Rows, differences
from tests.long.conftest import SAID, Sites
from tests.long.site import LOAD, MINGCHA, Site

pytestmark = [pytest.mark.long, pytest.mark.postgres]

KILLS = 10


def loaded(site: Site) -> Rows:
    site.run(*LOAD)
    return site.dump()


def is_killed_after(seconds: float, site: Site) -> bool:
    """Whether the load was still running when it was killed."""
    process = site.begin(*LOAD)
    time.sleep(seconds)
    process.kill()
    process.communicate(timeout=60)
    return process.returncode == -9


def test_load_when_killed_at_ten_random_points_ends_with_the_same_content(
    new_site: Sites, request: pytest.FixtureRequest
) -> None:
    seed = secrets.randbits(32)
    whole = new_site()
    empty = whole.dump()
    began = time.monotonic()
    wanted = loaded(whole)
    took_seconds = time.monotonic() - began
    draw, site, killed = random.Random(seed), new_site(), list[str]()  # noqa: S311  no secret: moments to kill at
    while len(killed) < KILLS:
        seconds = draw.uniform(0.02, 0.95) * took_seconds
        if not is_killed_after(seconds, site):
            site = new_site()  # it had ended before: an earlier point next time
            took_seconds = seconds
            continue
        left = site.dump()
        if not differences(wanted, left):
            site = new_site()  # it had written all and was only saying so
            continue
        killed.append(f"{seconds:.1f}")
        assert differences(empty, left) == [], f"seed {seed}: killed after {', '.join(killed)} s"

    again = loaded(site)

    assert differences(wanted, again) == []
    assert site.run(*MINGCHA, "ledger", "verify").startswith("台账完整")
    said = f"demo load killed after {', '.join(killed)} of {took_seconds:.1f} s (seed {seed}): the same content"
    request.config.stash.setdefault(SAID, []).append(said)
