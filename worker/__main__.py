"""``python -m worker``: the command line."""

import sys

from validators.packs.faults import WrongPacks
from worker.cli import app
from worker.trust import WrongTrust


def main() -> None:
    """Run the command line. Packs and trusted CAs that cannot be used stop every command that needs them: status 2."""
    try:
        app(prog_name="python -m worker")
    except (WrongPacks, WrongTrust) as wrong:
        sys.stderr.write(f"{wrong.report}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
