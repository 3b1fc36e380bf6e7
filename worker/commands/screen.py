"""``screen``: files of one case (or each its own), screened in this process with no queue and no database."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validators.model import Stage
from worker.commands.output import settings_from

if TYPE_CHECKING:
    from validators.model import Case


def screen(  # noqa: PLR0913  # one parameter an option
    files: Annotated[list[Path], typer.Argument(help="Photos or PDF files of one case.", show_default=False)],
    *,
    case: Annotated[str | None, typer.Option(help="Reference of the case.")] = None,
    stage: Annotated[Stage, typer.Option(help="Where the worker's journey stands.")] = Stage.UNKNOWN,
    registries: Annotated[str | None, typer.Option(help="Address of the registries, or none.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (absah.case/1).")] = False,
    each: Annotated[bool, typer.Option("--each", help="Every file its own case, one JSON object a line.")] = False,
) -> None:
    """Screen FILES as one case in this process. Exit status 0 whatever the flags say; 2 for wrong usage."""
    for file in files:
        if not os.path.lexists(file):
            raise typer.BadParameter(f"no such file: {file}", param_hint="FILES")
    settings = settings_from(registries_url=registries)
    from extractors.engine import EngineUnavailable
    from worker.bootstrap import tools
    from worker.local import screen_files

    parts = tools(settings)
    try:
        groups = [[file] for file in files] if each else [files]
        for group in groups:
            _print(screen_files(group, parts, reference=case, stage=stage), as_json=as_json or each, compact=each)
    except EngineUnavailable as missing:
        typer.echo(f"cannot read on this machine: {missing}", err=True)
        raise typer.Exit(1) from missing


def _print(case: "Case", *, as_json: bool, compact: bool) -> None:
    if as_json:
        typer.echo(case.to_json(indent=None if compact else 2))
        return
    from worker.commands.output import show_case

    show_case(case)
