"""What is read again and what is not: the key of a reading is content, code, engines and settings, nothing else."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extractors.engine import Layout, PageImage, Pixels, Readers
from extractors.model import Word
from tests.fixtures.desk import desk, send
from worker import bootstrap, fingerprint, screening, tasks
from worker.settings import Settings
from worker.storage.records import StepName

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)


class CountingReader:
    """An engine that reads nothing and counts how often it was asked."""

    name = "counting"

    def __init__(self, version: str = "1") -> None:
        self.count = 0
        self._version = version

    def version(self) -> str:
        return self._version

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        self.count += 1
        return ()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CountingReader:
    made = CountingReader()
    monkeypatch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=made))
    monkeypatch.setattr(
        screening.sandbox, "rasterise", lambda *_: (PageImage(0, np.full((240, 320, 3), 255, np.uint8), None),)
    )
    return made


def test_the_same_bytes_in_another_case_cost_no_ocr(
    engine: CountingReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = desk(tmp_path)
    monkeypatch.setattr(tasks, "services", lambda: services)
    monkeypatch.setattr(screening, "triage", lambda *_: type("Triaged", (), {"media_type": "image/png"}))
    counts = []
    for reference in ("REF-1", "REF-2"):
        send(services, reference, name="a.png", data=PNG)
        (step,) = [step for step in services.store.open_steps() if step.name is StepName.READ]
        assert tasks.run_step(step.id) == "done"
        counts.append(engine.count)
    assert counts[0] > 0
    assert counts[1] == counts[0]


def test_a_changed_rule_or_pack_reads_nothing_anew(engine: CountingReader) -> None:
    tools = bootstrap.tools(Settings())
    other = replace(tools, packs=replace(tools.packs, versions={"other": "1"}))
    assert other.pipeline == tools.pipeline


def test_a_changed_engine_or_setting_reads_anew(engine: CountingReader, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bootstrap.tools(Settings()).pipeline
    assert bootstrap.tools(Settings(second_reader="off")).pipeline != before
    monkeypatch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=CountingReader("2")))
    assert bootstrap.tools(Settings()).pipeline != before


def test_changed_code_reads_anew(engine: CountingReader, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bootstrap.tools(Settings()).pipeline
    monkeypatch.setattr(fingerprint, "reading_code", lambda: "0" * 64)
    assert bootstrap.tools(Settings()).pipeline != before


@pytest.mark.parametrize(
    "changed", ["extractors/dates.py", "extractors/vocabulary/region_codes.toml", "forensics/checks/thumbnail.py"]
)
def test_every_file_that_reads_or_measures_counts(tmp_path: Path, changed: str) -> None:
    copies = [tmp_path / folder.name for folder in fingerprint.folders()]
    for folder, copy in zip(fingerprint.folders(), copies, strict=True):
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert fingerprint.of(*copies) == fingerprint.reading_code()
    cached = copies[0] / "__pycache__"
    cached.mkdir()
    (cached / "dates.cpython-311.pyc").write_bytes(b"made by Python")
    assert fingerprint.of(*copies) == fingerprint.reading_code()
    file = tmp_path / changed
    file.write_text(file.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert fingerprint.of(*copies) != fingerprint.reading_code()


def test_another_version_of_a_library_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.reading_code()
    monkeypatch.setattr(fingerprint.importlib.metadata, "version", lambda name: f"{name} 99")
    assert fingerprint.of(*fingerprint.folders()) != before
