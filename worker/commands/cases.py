"""Cases in the store: send files to one, look at one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validators.model import Stage
from worker.commands.output import settings_from

if TYPE_CHECKING:
    from worker.storage.records import CaseRow
    from worker.storage.store import Store

app = typer.Typer(help="Cases in the store.", no_args_is_help=True, rich_markup_mode=None)


def submit(  # noqa: PLR0913  # one parameter an option
    files: Annotated[list[Path], typer.Argument(help="Files to accept.", show_default=False)],
    *,
    case: Annotated[str, typer.Option(help="Reference of the case.", show_default=False)],
    portal: Annotated[str, typer.Option(help="In whose name; the portal is added when there is none.")] = "local",
    stage: Annotated[Stage | None, typer.Option(help="Where the worker's journey stands.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What the case is for.")] = None,
    legal_basis: Annotated[str | None, typer.Option(help="On what basis it may be checked.")] = None,
) -> None:
    """Accept FILES into the queue of this machine, as a portal's upload would be."""
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"no such file: {file}", param_hint="FILES")
    settings = settings_from()
    from worker.bootstrap import bootstrap
    from worker.intake import Incoming, RefusedUpload, receive
    from worker.storage.tables import new_id

    services = bootstrap(settings)
    sender = services.store.add_portal(portal)
    for file in files:
        incoming = Incoming(
            sender.id,
            case,
            file.name,
            file.read_bytes(),
            new_id(),
            stage=stage,
            purpose=purpose,
            legal_basis=legal_basis,
        )
        try:
            receipt = receive(incoming, services)
        except RefusedUpload as refused:
            typer.echo(f"{file}: {refused.code}", err=True)
            raise typer.Exit(2) from refused
        typer.echo(f"{receipt.upload.id}  {receipt.upload.sha256}  case {receipt.case.id}")


@app.command("show")
def show(
    case: Annotated[str, typer.Argument(help="Reference or id of the case.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the published result (absah.case/1).")] = False,
) -> None:
    """Show the published result of a case and the state of its uploads."""
    settings = settings_from()
    from worker.bootstrap import bootstrap
    from worker.commands.output import show_case

    store = bootstrap(settings).store
    found = one_case(store, case)
    result = store.latest_result(found.id)
    if as_json:
        typer.echo(result.to_json(indent=2) if result else json.dumps(None))
        return
    typer.echo(f"case {found.reference} ({found.id}): {found.state.value}, revision {found.revision}")
    for upload in store.uploads(found.id):
        failure = f" {upload.failure.code}" if upload.failure else ""
        typer.echo(f"  {upload.sequence:>3} {upload.state.value}{failure}  {upload.filename}")
    if result is not None:
        show_case(result)


def one_case(store: "Store", reference: str) -> "CaseRow":
    """Return the one case of this reference or id; exit 2 when there is none, or several portals use it."""
    found = store.cases_by_reference(reference)
    if not found:
        raise typer.BadParameter(f"no such case: {reference}", param_hint="CASE")
    if len(found) > 1:
        ids = ", ".join(row.id for row in found)
        raise typer.BadParameter(f"{reference} is used by several portals; name one of {ids}", param_hint="CASE")
    return found[0]
