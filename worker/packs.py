"""The packs of dated facts as files: ours in ``validators/packs``, over them an operator's own folder."""

from importlib.resources import files
from pathlib import Path
from typing import Final

import validators.packs
from extractors.model import Text
from validators.packs import Packs, parse
from validators.packs.faults import Fault, WrongPacks

ENDINGS: Final = (".toml", ".csv")


def load_packs(own: Path | None = None) -> Packs:
    """Return the packs; a file in the folder ``own`` replaces ours of the same name.

    Raises:
        WrongPacks: the folder cannot be read, or a file in it is no pack or not as it must be.
    """
    return parse({**_shipped(), **(own_files(own) if own is not None else {})})


def own_files(folder: Path) -> dict[str, bytes]:
    """Return the operator's packs by file name; files of other endings, such as a README.md, are passed over."""
    try:
        return {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.suffix in ENDINGS and not path.name.startswith(".")
        }
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        what = Text(id=f"tidak dapat dibaca ({reason})", en=f"cannot be read ({reason})")
        raise WrongPacks([Fault(str(wrong.filename or folder), what)]) from wrong


def _shipped() -> dict[str, bytes]:
    folder = files(validators.packs)
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(ENDINGS)}
