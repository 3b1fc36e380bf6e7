"""What the commands share: settings with a clear error, and tables for people."""

from typing import TYPE_CHECKING

import typer
from pydantic import ValidationError

if TYPE_CHECKING:
    from validators.model import Case
    from worker.settings import Settings


def settings_from(**changes: object) -> "Settings":
    """Return the settings of the environment with what was given on the command line; exit 2 when they are wrong."""
    from worker.log import configure
    from worker.settings import Settings

    try:
        settings = Settings(**{name: value for name, value in changes.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as wrong:
        for error in wrong.errors(include_input=False, include_url=False):
            place = ".".join(str(part) for part in error["loc"])
            typer.echo(f"settings: {place + ': ' if place else ''}{error['msg']}", err=True)
        raise typer.Exit(2) from wrong
    configure(settings.log_level)
    return settings


def show_case(case: "Case") -> None:
    """Print a result for people: documents, what was found, both axes."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from validators.model import Outcome

    console = Console(soft_wrap=True)
    papers = Table("id", "file", "type", "state", "fields", title=f"Case {case.case.reference or case.case.id}")
    for document in case.documents:
        state = document.failure.code if document.failure else document.state.value
        papers.add_row(document.id, escape(document.filename), document.type, state, str(len(document.fields)))
    console.print(papers)
    found = Table("rule", "severity", "documents", "finding")
    for run in case.checks:
        if run.outcome is Outcome.FLAGGED:
            text = "\n".join(f"{finding.message.id}\n  {finding.message.en}" for finding in run.findings)
            found.add_row(run.rule, run.severity.value, ", ".join(run.documents), escape(text))
    if found.row_count:
        console.print(found)
    for answer in case.answers:
        console.print(f"{answer.request_ref}: {answer.overall.value} ({answer.mode.value})")
    weighed = case.assessment
    console.print(
        f"flag [bold]{weighed.flag}[/bold] | documents {weighed.document.value} | protection"
        f" {weighed.protection.value} | next step {weighed.next_step.value} | priority {weighed.priority}"
    )
    console.print("Absah flags; a person decides.", style="dim")
