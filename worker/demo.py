"""The demo: the whole application on this machine, fed by a portal with sample cases.

Real parts only: a private ``redis-server``, SQLite, the reference registry service, the web side and the workers, each
a process of its own, as they would run in an office.
"""

import datetime as dt
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import httpx
from rich.console import Console

from worker.bootstrap import Services, bootstrap
from worker.bundling import make_bundle
from worker.children import ROOT, Child, ChildFailed, python
from worker.evidence.verify import verify
from worker.redis_server import NoRedisServer, RedisServer
from worker.settings import Environment, Settings
from worker.storage.records import CaseRow

MOST_WORKERS: Final = 2
START_TIMEOUT_S: Final = 60.0
PORTAL_TIMEOUT_S: Final = 1800
LINK_LIFE: Final = dt.timedelta(hours=12)
PORTAL: Final = "demo-portal"
REVIEWER: Final = "demo"
_LISTENING: Final = "listening on "


class DemoFailed(Exception):  # noqa: N818  # what became of it
    """A part of the demo could not be started or ended too early."""


def run_demo(settings: Settings, *, once: bool, seed: int, port: int | None, data: Path | None) -> int:
    """Run the demo and return its exit status: the portal's, or 1 when the bundle has a defect.

    Raises:
        DemoFailed: a part could not be started.
    """
    if settings.is_production:
        raise DemoFailed("the demo answers from fixtures and is refused in production")
    folder = data or ROOT / "var" / "demo" / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{os.getpid()}"
    with _ended_by_signal(), ExitStack() as parts:
        try:
            return _Demo(settings, folder, seed, free_port(settings, port), parts).run(once=once)
        except (ChildFailed, NoRedisServer) as failed:
            raise DemoFailed(str(failed)) from failed


class _Demo:
    """One run: its folder, its children, what they are told."""

    def __init__(self, settings: Settings, folder: Path, seed: int, port: int, parts: ExitStack) -> None:
        self._console = Console()
        self._folder = folder.absolute()
        self._samples = self._folder / "samples"
        self._logs = self._folder / "logs"
        self._seed = seed
        self._parts = parts
        self._children: list[Child] = []
        self._logs.mkdir(parents=True, exist_ok=True)
        redis = RedisServer(self._folder / "redis")
        parts.callback(redis.stop)
        self._settings = settings.model_copy(
            update={"environment": Environment.DEVELOPMENT, "data_dir": self._folder, "database_url": None,
                    "redis_url": redis.url, "http_port": port}
        )  # fmt: skip

    def run(self, *, once: bool) -> int:
        self._console.print(f"data folder {self._folder}", soft_wrap=True)
        self._run("making sample cases", "samples.make", "--seed", str(self._seed), "--out", str(self._samples))
        self._settings = self._settings.model_copy(update={"registries_url": self._start_registries()})
        services = bootstrap(self._settings)
        key = services.store.add_key(services.store.add_portal(PORTAL))
        self._start_web()
        self._start_workers()
        address = f"http://127.0.0.1:{self._settings.http_port}"
        status = self._send_cases(address, key)
        whole = self._seal_worst(services)
        if not once:
            self._invite(services, address)
            self._serve_on()
        return status if whole else status or 1

    def _run(self, what: str, module: str, *arguments: str) -> None:
        with self._console.status(what):
            ended = subprocess.run(  # noqa: S603  # our own module
                python(module, *arguments),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        if ended.returncode != 0:
            raise ChildFailed(f"{module} ended with status {ended.returncode}:\n{ended.stderr[-2000:]}")

    def _start(self, name: str, command: list[str]) -> Child:
        child = Child(name, command, self._logs / f"{name}.log", self._settings.environment_of())
        self._parts.callback(child.stop)
        self._children.append(child)
        return child

    def _start_registries(self) -> str:
        records = str(self._samples / "registries.json")
        child = self._start("registries", python("samples.registries", "--data", records, "--port", "0"))
        child.wait_until(lambda: _LISTENING in child.log_text(), START_TIMEOUT_S)
        return child.log_text().partition(_LISTENING)[2].split()[0]

    def _start_web(self) -> None:
        child = self._start("web", python("worker", "serve", "--host", "127.0.0.1"))
        child.wait_until(answers(f"http://127.0.0.1:{self._settings.http_port}/health"), START_TIMEOUT_S)

    def _start_workers(self) -> None:
        self._start("worker-inbox", python("worker", "work", "--queue", "inbox"))
        for number in range(1, min(MOST_WORKERS, os.cpu_count() or 1) + 1):
            self._start(f"worker-screening-{number}", python("worker", "work", "--queue", "screening"))

    def _send_cases(self, address: str, key: str) -> int:
        arguments = ("--api", address, "--key", key, "--cases", str(self._samples), "--timeout", str(PORTAL_TIMEOUT_S))
        portal = subprocess.Popen(  # noqa: S603  # our own module
            python("samples.portal", *arguments), cwd=ROOT, stdin=subprocess.DEVNULL
        )
        self._parts.callback(_ended, portal)
        while portal.poll() is None:
            self._check_children()
            time.sleep(0.2)
        return portal.returncode

    def _check_children(self) -> None:
        for child in self._children:
            if not child.is_running():
                raise ChildFailed(f"{child.name} ended:\n{child.log_tail()}")

    def _seal_worst(self, services: Services) -> bool:
        worst = services.store.list_cases(limit=1)
        found: CaseRow | None = services.store.case(worst[0].id) if worst else None
        if found is None:
            self._console.print("no case was published, so there is no bundle")
            return False
        path = make_bundle(found, services)
        defects = verify(path)
        verdict = "verified, whole" if not defects else f"{len(defects)} defects"
        self._console.print(f"bundle of {found.reference}: {path} ({verdict})", soft_wrap=True)
        for defect in defects:
            self._console.print(f"  {defect}", markup=False)
        return not defects

    def _invite(self, services: Services, address: str) -> None:
        token = services.store.make_sign_in_token(services.store.add_user(REVIEWER), LINK_LIFE, reusable=True)
        self._console.print(f"review pages: {address}/masuk?token={token}", soft_wrap=True)
        self._console.print("Ctrl-C ends everything")

    def _serve_on(self) -> None:
        try:
            while True:
                self._check_children()
                time.sleep(0.5)
        except KeyboardInterrupt:
            self._console.print("ending")


def _ended(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()


def answers(url: str) -> Callable[[], bool]:
    """Return a question: whether ``url`` answers with 200."""

    def ask() -> bool:
        try:
            return httpx.get(url, timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    return ask


def free_port(settings: Settings, wished: int | None) -> int:
    """Return the wished port, else the set one, else any that is free.

    Raises:
        DemoFailed: the wished port is taken.
    """
    for port in (wished,) if wished else (settings.http_port, 0):
        try:
            with socket.create_server(("127.0.0.1", port)) as free:
                found: int = free.getsockname()[1]
                return found
        except OSError as taken:
            if wished:
                raise DemoFailed(f"port {wished} is taken") from taken
    raise DemoFailed("no port is free")


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end the demo as an exception does, so that every child is ended too."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
