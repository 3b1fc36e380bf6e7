"""``quality``: a first look at files, without reading them: must a photo be taken again, and why."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.commands.output import settings_from

if TYPE_CHECKING:
    from worker.first_look import FirstLook


def quality(
    files: Annotated[list[Path], typer.Argument(help="Photos or PDF files.", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a file and line.")] = False,
) -> None:
    """Say whether FILES can be read, before anything is read. Exit status 0 whatever is said; 2 for wrong usage."""
    for file in files:
        if not os.path.lexists(file):
            raise typer.BadParameter(f"no such file: {file}", param_hint="FILES")
    settings = settings_from()
    from worker.bootstrap import make_limits
    from worker.first_look import first_look
    from worker.local import bytes_of

    limits = make_limits(settings)
    for file in files:
        look = first_look(bytes_of(file, settings.max_upload_bytes) or b"", file.name, limits)
        if as_json:
            typer.echo(json.dumps({"file": file.name, **look.model_dump(mode="json")}, ensure_ascii=False))
        else:
            _show(file, look)


def _show(file: Path, look: "FirstLook") -> None:
    facts = f" ({', '.join(look.quality.facts)})" if look.quality and look.quality.facts else ""
    typer.echo(f"{file.name}: {'readable' if look.readable else 'take it again'}{facts}")
    for reason in look.reasons:
        typer.echo(f"  {reason.code}: {reason.message.id}")
        typer.echo(f"  {' ' * len(reason.code)}  {reason.message.en}")
