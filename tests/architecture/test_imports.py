"""The walls of docs/architecture.md that import-linter cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("worker", "extractors", "validators")
HEAVY = ("cv2", "onnxruntime", "rapidocr", "fastapi", "pytesseract", "numpy", "sqlalchemy")


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def sources(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("package", [*PRODUCT, "samples"])
def test_packages_are_ours_and_not_public_ones_of_the_same_name(package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {package}; print({package}.__file__)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(ROOT)


def test_validators_load_no_heavy_module_and_no_network() -> None:
    loaded = loaded_by("import validators.rule, validators.assessment; validators.rule.load()")
    assert [name for name in (*HEAVY, "httpx", "redis", "rq") if name in loaded] == []


def test_product_never_opens_what_only_tests_may_know() -> None:
    guilty = [
        path.relative_to(ROOT)
        for path in sources(*PRODUCT)
        if "truth.json" in (text := path.read_text("utf-8")) or "specimens/" in text
    ]
    assert guilty == []


def test_product_never_looks_for_the_specimen_mark() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in sources(*PRODUCT)
        for mark in ("CONTOH", "SPECIMEN")
        if mark in path.read_text("utf-8")
    ]
    assert guilty == []


def test_only_settings_reads_the_environment() -> None:
    allowed = {"worker/settings.py", "extractors/ocr/tesseract.py"}  # the latter sets OMP_THREAD_LIMIT for its child
    guilty = [
        str(path.relative_to(ROOT))
        for path in sources(*PRODUCT)
        if ("os.environ" in (text := path.read_text("utf-8")) or "getenv" in text)
        and str(path.relative_to(ROOT)) not in allowed
    ]
    assert guilty == []


def test_there_is_one_blind_except() -> None:
    blind = [
        str(path.relative_to(ROOT))
        for path in sources(*PRODUCT)
        for line in path.read_text("utf-8").splitlines()
        if "except Exception" in line
    ]
    assert blind == ["worker/screening.py"]


def test_no_module_is_long() -> None:
    long = [
        f"{path.relative_to(ROOT)} {count}"
        for path in sources(*PRODUCT, "samples", "bench")
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    ]
    assert long == []


def test_lock_files_name_no_host() -> None:
    for name in ("requirements.lock", "package-lock.json"):
        text = (ROOT / name).read_text("utf-8")
        assert "files.pythonhosted" not in text
        assert '"resolved"' not in text


def test_validators_see_only_the_words_of_extractors() -> None:
    allowed = ("extractors.model", "extractors.errors", "extractors.vocabulary", "extractors.confine")
    guilty = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in sources("validators")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for module in imported(node)
        if module.startswith("extractors") and not module.startswith(allowed)
    ]
    assert guilty == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{name.name}" for name in node.names]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []
