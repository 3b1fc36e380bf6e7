"""Evidence bundles: make one of a case, verify one."""

from pathlib import Path
from typing import Annotated

import typer

from worker.commands.output import settings_from

app = typer.Typer(help="Evidence bundles.", no_args_is_help=True, rich_markup_mode=None)


@app.command("make")
def make(case: Annotated[str, typer.Argument(help="Reference or id of the case.")]) -> None:
    """Make the bundle of a case's latest revision and print where it lies."""
    settings = settings_from()
    from worker.bootstrap import bootstrap
    from worker.bundling import make_bundle
    from worker.commands.cases import one_case
    from worker.storage.blobs import DamagedBlob, MissingBlob

    services = bootstrap(settings)
    found = one_case(services.store, case)
    if not found.revision:
        typer.echo(f"{found.reference} has no published result yet", err=True)
        raise typer.Exit(1)
    try:
        typer.echo(make_bundle(found, services))
    except (DamagedBlob, MissingBlob) as broken:
        typer.echo(f"no bundle: a stored file is damaged or missing ({broken})", err=True)
        raise typer.Exit(1) from broken


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="The bundle.", exists=True, dir_okay=False, show_default=False)],
) -> None:
    """List every defect of a bundle. Exit status 1 when there is one. Needs no key, no network and no database."""
    from worker.evidence.verify import verify as defects_of

    defects = defects_of(file)
    for defect in defects:
        typer.echo(str(defect))
    if defects:
        raise typer.Exit(1)
    typer.echo("the bundle is whole: every listed file is there and unchanged, and no other")
