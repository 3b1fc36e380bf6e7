"""`make demo ONCE=1`: the README's first command, as a person runs it, and the bundle that it makes."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from samples.specimen import specimens

ROOT = Path(__file__).resolve().parents[2]
ALL_AS_EXPECTED = f"{len(specimens())}/{len(specimens())}"


def demo(seed: int) -> str:
    command = ["make", "demo", "ONCE=1", f"SEED={seed}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bundle_of(output: str) -> Path:
    found = re.search(r"bundle of .*?: (/.*?\.zip) \(verified, whole\)", output)
    assert found, output
    return Path(found[1])


def verify(path: Path) -> subprocess.CompletedProcess[str]:
    command = [".venv/bin/python", "-m", "worker", "bundle", "verify", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def zipped_again(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))
    return target


@pytest.mark.slow
def test_every_case_is_as_expected_and_an_officer_verifies_the_bundle_with_stock_tools(tmp_path: Path) -> None:
    output = demo(2001)
    assert ALL_AS_EXPECTED in output
    bundle = bundle_of(output)
    assert verify(bundle).returncode == 0

    subprocess.run(["unzip", "-q", str(bundle), "-d", str(tmp_path)], check=True)
    (folder,) = tmp_path.iterdir()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=folder, check=True)

    original = next(path for path in sorted((folder / "data" / "originals").rglob("*")) if path.is_file())
    kept = original.read_bytes()

    original.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    changed = verify(zipped_again(folder, tmp_path / "changed.zip"))
    original.unlink()
    removed = verify(zipped_again(folder, tmp_path / "removed.zip"))
    original.write_bytes(kept)
    shutil.copy(original, original.with_name("added.jpg"))
    added = verify(zipped_again(folder, tmp_path / "added.zip"))

    for done, name in ((changed, original.name), (removed, original.name), (added, "added.jpg")):
        assert done.returncode == 1
        assert name in done.stdout + done.stderr


@pytest.mark.slow
def test_other_persons_give_the_same_results() -> None:
    assert ALL_AS_EXPECTED in demo(2002)
