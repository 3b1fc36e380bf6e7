"""The two long-running programs: the web side, and a worker of one queue."""

from enum import StrEnum
from typing import Annotated

import typer

from worker.commands.output import settings_from


class QueueName(StrEnum):
    """The queues; a worker process serves one, because a worker of two would lose a job when it dies."""

    INBOX = "inbox"
    SCREENING = "screening"


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the HTTP API and the review pages."""
    settings = settings_from(http_host=host, http_port=port)
    import uvicorn

    from worker.bootstrap import bootstrap
    from worker.web.app import create_app

    application = create_app(bootstrap(settings))
    uvicorn.run(
        application,
        host=settings.http_host,
        port=settings.http_port,
        log_level="warning",
        access_log=False,  # addresses of pages name cases
        server_header=False,
    )


def work(
    queue: Annotated[QueueName, typer.Option(help="Which queue to serve.", show_default=False)],
    *,
    burst: Annotated[bool, typer.Option("--burst", help="End when the queue is empty.")] = False,
) -> None:
    """Serve one queue until stopped (SIGTERM finishes the job at hand)."""
    settings_from()
    from extractors.engine import EngineUnavailable
    from worker import tasks
    from worker.serving import UnsafeSandbox, serve_queue

    try:
        serve_queue(queue.value, tasks.services(), burst=burst)
    except (EngineUnavailable, UnsafeSandbox) as missing:
        typer.echo(f"this machine cannot work: {missing}", err=True)
        raise typer.Exit(1) from missing
