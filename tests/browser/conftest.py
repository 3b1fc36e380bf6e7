"""A real Chromium on the real application; pictures of every page are left in ``var/screens``."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.review_case import ReviewCase
from tests.fixtures.web_app import make_services, published, serving
from validators.model import DocumentFlag, NextStep, ProtectionFlag
from worker.bootstrap import Services

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def lacking(what: str, remedy: str) -> None:
    """Skip on a developer's machine, fail where everything must be installed."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing: {remedy}")
    pytest.skip(f"{what} is missing: {remedy}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or CHROMIUM
    if not Path(program).exists():
        lacking("chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source."""
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        lacking("axe-core", "npm ci --ignore-scripts")
    return source.read_text("utf-8")


@pytest.fixture(scope="session")
def screens() -> Path:
    folder = ROOT / "var" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, ReviewCase]:
    """A store with cases of every flag; tests that change something publish a case of their own."""
    services = make_services(tmp_path_factory.mktemp("desk"))
    none, step = ProtectionFlag.NONE, NextStep
    made = published(services, "PMI-2026-0417")
    for reference, flag, priority, following in (
        ("PMI-2026-0418", DocumentFlag.LIKELY_FAKE, 640, step.REVIEW),
        ("PMI-2026-0419", DocumentFlag.INCONSISTENT, 480, step.REVIEW),
        ("PMI-2026-0420", DocumentFlag.UNREADABLE, 210, step.ASK_NEW_PHOTO),
        ("PMI-2026-0421", DocumentFlag.UNVERIFIED, 120, step.VERIFY_WITH_AGENCY),
        ("PMI-2026-0422", DocumentFlag.CLEAR, 0, step.NONE),
    ):
        published(
            services, reference, flag=flag.value, document=flag, protection=none, priority=priority,
            next_step=following,
        )  # fmt: skip
    return services, made


@pytest.fixture(scope="session")
def address(desk: tuple[Services, ReviewCase]) -> Iterator[str]:
    with serving(desk[0]) as served:
        yield served
