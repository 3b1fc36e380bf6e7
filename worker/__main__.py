"""``python -m worker``: the command line."""

import sys

from validators.packs.faults import WrongPacks
from worker.cli import app


def main() -> None:
    """Run the command line. Packs that cannot be used stop every command that needs them, with exit status 2."""
    try:
        app(prog_name="python -m worker")
    except WrongPacks as wrong:
        sys.stderr.write(f"{wrong.report}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
