"""``--help`` answers at once: nothing heavy is imported for it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"cv2", "onnxruntime", "rapidocr", "pytesseract", "fastapi", "uvicorn", "sqlalchemy", "rq", "redis", "numpy",
         "pyhanko", "pikepdf", "cryptography"}  # fmt: skip
PROGRAM = """
import sys
from worker.cli import app
try:
    app({arguments!r}, prog_name="python -m worker")
except SystemExit as end:
    print(end.code, *sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""


def _run(*arguments: str) -> tuple[str, str]:
    program = PROGRAM.format(arguments=list(arguments), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.strip()


@pytest.mark.parametrize("command", [[], ["screen"], ["quality"], ["work"], ["demo"], ["bundle", "verify"], ["rules"]])
def test_help_imports_nothing_heavy(command):
    shown, loaded = _run(*command, "--help")
    assert "Usage: python -m worker" in shown
    assert loaded == "0"


def test_every_command_of_the_design_is_there():
    shown, _ = _run("--help")
    names = {line.split()[0] for line in shown.splitlines() if line.startswith("  ")}
    assert names >= {
        *("demo", "serve", "work", "screen", "quality", "submit", "case"),
        *("rules", "packs", "registry", "bundle", "user", "key", "db", "doctor"),
    }
