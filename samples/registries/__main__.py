"""Starts the reference registries: ``python -m samples.registries --data DIR/registries.json --port 0``.

Never in production: what it says is made up.
"""

import argparse
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvicorn

from samples.registries.lookup import PATHS
from samples.registries.service import FAULTS, Service, app

REFUSED = (
    "The reference registries hold made-up records and refuse to start in production (ABSAH_ENVIRONMENT=production).\n"
)


class _Announcing(uvicorn.Server):
    """Says on standard output where it listens, once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for server in self.servers:
            host, port = server.sockets[0].getsockname()[:2]
            sys.stdout.write(f"listening on http://{host}:{port}\n")
            sys.stdout.flush()


def faults(chosen: Sequence[str]) -> dict[str, str]:
    """Return the fault of each registry from options like ``slow`` (all) and ``dukcapil=unavailable``.

    Raises ValueError for a registry or a fault that does not exist.
    """
    result: dict[str, str] = {}
    for option in chosen:
        name, _, fault = option.rpartition("=")
        names = [name] if name else list(PATHS)
        if fault not in FAULTS or not set(names) <= set(PATHS):
            raise ValueError(f"{option}: expected [{'|'.join(PATHS)}=]{'|'.join(FAULTS)}")
        result |= dict.fromkeys(names, fault)
    return result


def records(path: Path) -> dict[str, Any]:
    """Return the records in ``path``, a file that ``samples.make`` wrote; raises ValueError for another file."""
    held: dict[str, Any] = json.loads(path.read_text("utf-8"))
    if not set(PATHS) <= set(held):
        raise ValueError(f"{path} holds no registry records")
    return held


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped and return the exit status: 0, 2 for wrong usage, 3 when refused in production."""
    parser = argparse.ArgumentParser(prog="python -m samples.registries", description="Serve the reference registries.")
    parser.add_argument("--data", type=Path, required=True, help="registries.json as written by samples.make")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free port, which is printed")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--fault", action="append", default=[], metavar="[REGISTRY=]FAULT", help=", ".join(FAULTS))
    options = parser.parse_args(arguments)
    if os.environ.get("ABSAH_ENVIRONMENT", "").strip().lower() == "production":
        sys.stderr.write(REFUSED)
        return 3
    try:
        service = Service(records(options.data), faults(options.fault))
    except (OSError, ValueError) as problem:
        parser.error(str(problem))
    config = uvicorn.Config(
        app(service),
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    _Announcing(config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
