"""``doctor``: what Absah runs on, on this machine, and what is missing."""

import platform
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from worker.commands.output import settings_from


def doctor() -> None:
    """Say what this machine offers. Exit status 1 when something that Absah cannot do without is missing."""
    settings = settings_from()
    whole = True
    for name, look in _parts():
        found = look()
        whole = whole and found is not None
        typer.echo(f"{name:16}{found or 'MISSING (make setup installs it)'}")
    typer.echo(f"{'data folder':16}{settings.data_dir}")
    typer.echo(f"{'trusted CAs':16}{_trusted(settings.trust_dir)}")
    typer.echo(f"{'registries':16}{settings.registries_url or 'not configured'}")
    if not whole:
        raise typer.Exit(1)


def _trusted(folder: Path | None) -> str:
    from worker.trust import load_trust

    count = len(load_trust(folder).certificates)
    return f"{count} in {folder}" if count else "none: electronic signatures stay unconfirmed"


def _parts() -> Iterator[tuple[str, Callable[[], str | None]]]:
    yield "python", platform.python_version
    yield "first reader", _tesseract
    yield "second reader", _rapidocr
    yield "decoder sandbox", _sandbox
    yield "redis-server", _redis_server


def _tesseract() -> str | None:
    from extractors.engine import EngineUnavailable
    from extractors.ocr.tesseract import TesseractEngine

    try:
        return f"tesseract {TesseractEngine().version()}"
    except EngineUnavailable as missing:
        typer.echo(str(missing), err=True)
        return None


def _rapidocr() -> str:
    from extractors.ocr.rapidocr import RapidOcrEngine

    return f"rapidocr {RapidOcrEngine().version()}"


def _sandbox() -> str:
    from worker.sandbox import level

    return level().value


def _redis_server() -> str | None:
    from worker.redis_server import SERVERS

    return next(filter(None, map(shutil.which, SERVERS)), None)
