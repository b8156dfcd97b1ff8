"""The desk at a million tasks: issuing to 12,000 units; workbench and task list against a bare signed-in page.

Both sites are served by gunicorn, one worker each, on loopback; a page's processor time is the worker's own, its p95
that of four readers at once, the two sites in turn.
"""

import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.table import Row, environment

READERS, TURNS, REQUESTS = 4, 5, 40
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Site:
    """A served site: its port, its worker, and the cookie of a reader."""

    port: int
    worker: int
    cookie: str

    def get(self, path: str) -> float:
        """Milliseconds of one request."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": self.cookie, "Accept-Language": "zh-CN"})
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        assert reply.status == 200, (path, reply.status, body[:300])
        return 1000 * (time.perf_counter() - began)

    def used_ms(self) -> float:
        """Processor time of the worker so far."""
        with open(f"/proc/{self.worker}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


def rows() -> Iterator[Row]:
    """One world, two sites; three pages of ours."""
    with tempfile.TemporaryDirectory() as folder:
        ours = {**environment(), "MINGCHA_HOME": f"{folder}/ours", "MINGCHA_HOSTS": "127.0.0.1"}
        ours |= {"DJANGO_SETTINGS_MODULE": "mingcha.config.settings", "MINGCHA_DATABASE": ""}
        bare = {**environment(), "BARE_HOME": folder}
        world = json.loads(_run("benchmarks.desk_world", ours))
        subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], env=ours, check=True)
        yield Row("issue one directive to 12,000 units, s", world["issue_s"], "s", limit=5)
        key = _run("benchmarks.bare", bare).strip()
        with (
            _served("benchmarks.bare:application", 8731, bare, f"sessionid={key}") as peer,
            _served("mingcha.config.wsgi", 8732, ours, f"sessionid={world['sessions']['office']}") as office,
        ):
            pages = {"workbench": (office, "/"), "task list": (office, "/assignments/tasks/")}
            for who in ("city", "county"):
                reader = Site(office.port, office.worker, f"sessionid={world['sessions'][who]}")
                pages |= {f"workbench, a {who}": (reader, "/"), f"task list, a {who}": (reader, "/assignments/tasks/")}
            for name, (site, path) in pages.items():
                yield from _against(f"{name} at {world['tasks']:,} tasks", site, path, peer)


def _run(module: str, env: dict[str, str]) -> str:
    command = [sys.executable, "-m", module]
    return subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, timeout=600, check=True).stdout


@contextmanager
def _served(application: str, port: int, env: dict[str, str], cookie: str) -> Iterator[Site]:
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    server = subprocess.Popen([*command, "--no-control-socket", "--log-level", "error"], env=env)
    try:
        yield Site(port, _worker_of(server.pid), cookie)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _worker_of(master: int) -> int:
    for _ in range(200):
        found = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=False).stdout.split()
        if found:
            time.sleep(2)  # it imports before it answers
            return int(found[0])
        time.sleep(0.1)
    raise RuntimeError("no worker came up")


def _against(what: str, site: Site, path: str, peer: Site) -> Iterator[Row]:
    """Processor time and p95 of a page of ours and of the bare page, turn by turn."""
    took: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for turn in range(TURNS + 1):
        for name, (one, address) in {"ours": (site, path), "bare": (peer, "/")}.items():
            measured = _load(one, address)
            if turn:
                took[name].append(measured)
    cpu, p95 = ({name: statistics.median(m[i] for m in each) for name, each in took.items()} for i in (0, 1))
    yield Row(f"{what}: processor time", cpu["ours"], peer=cpu["bare"], against="bare signed-in page", limit=2)
    yield Row("– p95, four readers", p95["ours"], peer=p95["bare"], against="bare signed-in page", limit=2.5)


def _load(site: Site, path: str) -> tuple[float, float]:
    """(ms of processor time a request, p95 in ms) of forty requests by four readers."""
    before = site.used_ms()
    with ThreadPoolExecutor(READERS) as readers:
        took = list(readers.map(lambda _: site.get(path), range(REQUESTS)))
    return (site.used_ms() - before) / REQUESTS, statistics.quantiles(took, n=20)[-1]
