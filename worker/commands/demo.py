"""``demo``: everything on this machine, with sample cases."""

from pathlib import Path
from typing import Annotated

import typer

from worker.commands.output import settings_from


def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="End when all is done, instead of serving on.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Which persons are drawn for the samples.")] = 1,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of the review pages.")] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder; a fresh one under var/demo by default.")] = None,
) -> None:
    """Run sample cases through everything: portal, queue, workers, registries, review pages, evidence bundle.

    Exit status 0 only if every sample case got its expected result.
    """
    settings = settings_from()
    from worker.demo import DemoFailed, run_demo

    try:
        status = run_demo(settings, once=once, seed=seed, port=port, data=data)
    except DemoFailed as failed:
        typer.echo(f"demo: {failed}", err=True)
        raise typer.Exit(1) from failed
    raise typer.Exit(status)
