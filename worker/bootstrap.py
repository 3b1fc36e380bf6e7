"""Composition root: settings in, adapters out. Nobody else names concrete classes.

Two sizes: ``tools()`` is what screening needs in any process and opens no database and no Redis;
``bootstrap()`` adds the store and the queues.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from validators.packs import Packs
from worker import VERSION
from worker.clock import Clock, utc_now
from worker.fetch import Registries
from worker.packs import load_packs
from worker.queue import Queues, connect
from worker.settings import SecondReader, Settings
from worker.storage.blobs import Blobs, BlobStore, PassingBlobs
from worker.storage.database import Database
from worker.storage.migrate import upgrade
from worker.storage.store import Store
from worker.trust import TrustStore, load_trust

if TYPE_CHECKING:
    from extractors.engine import Readers
    from worker.sandbox import Limits


@dataclass(frozen=True)
class Tools:
    """What reading and screening need. The readers are made at first use: their models are heavy."""

    settings: Settings
    clock: Clock
    blobs: BlobStore
    packs: Packs
    registries: Registries

    @cached_property
    def readers(self) -> "Readers":
        """The OCR engines."""
        return make_readers(self.settings)

    @cached_property
    def engines(self) -> Mapping[str, str]:
        """Name -> version of every engine, of the reader of printed codes, and of the trusted authorities if any."""
        from extractors import barcode

        trust = {"trusted_authorities": self.trust.version} if self.trust.certificates else {}
        return {**self.readers.versions(), barcode.ENGINE: barcode.version(), **trust}

    @cached_property
    def trust(self) -> TrustStore:
        """The authorities whose electronic signatures are trusted.

        Raises:
            WrongTrust: the operator's folder cannot be used.
        """
        return load_trust(self.settings.trust_dir)

    def warm_up(self) -> None:
        """Start what reads in a process of its own; a worker does so before it forks for a job."""
        from worker.warm_reader import WarmEngine

        for engine in (self.readers.second, self.readers.mrz):
            if isinstance(engine, WarmEngine):
                engine.reader.start()

    @cached_property
    def limits(self) -> "Limits":
        """What a decoder may use."""
        return make_limits(self.settings)

    @cached_property
    def pipeline(self) -> str:
        """SHA-256 over everything that decides what reading some bytes gives: code, libraries, engines, settings."""
        from worker.fingerprint import reading_code

        parts = [VERSION, reading_code(), *(f"{name}={version}" for name, version in sorted(self.engines.items()))]
        parts.append(f"second_reader={self.settings.second_reader}")
        return hashlib.sha256("\n".join([*parts, repr(self.limits)]).encode()).hexdigest()


@dataclass(frozen=True)
class Services(Tools):
    """Everything: the tools, the store and the queues."""

    store: Store
    queues: Queues


def tools(settings: Settings) -> Tools:
    """Return what ``screen`` needs in this process; blobs pass with it."""
    made = Tools(
        settings=settings,
        clock=utc_now,
        blobs=PassingBlobs(),
        packs=load_packs(settings.packs_dir),
        registries=Registries(settings, utc_now),
    )
    _ = made.trust  # a wrong folder stops the command here, and no job later
    return made


def bootstrap(settings: Settings) -> Services:
    """Return the whole application's parts; the database is brought to this version's tables first."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    upgrade(database)
    made = Services(
        settings=settings,
        clock=utc_now,
        blobs=Blobs(settings.blobs_dir),
        packs=load_packs(settings.packs_dir),
        registries=Registries(settings, utc_now),
        store=Store(database, utc_now),
        queues=Queues(connect(settings.redis), settings.job_timeout_s),
    )
    _ = made.trust
    return made


def make_limits(settings: Settings) -> "Limits":
    """Return the decoder's limits as set."""
    from extractors.triage import Caps
    from worker.sandbox import Limits

    caps = Caps(max_bytes=settings.max_upload_bytes, max_pages=settings.max_pages, max_pixels=settings.max_pixels)
    return Limits(
        caps=caps,
        memory_bytes=settings.decoder_memory_mib * 1024 * 1024,
        cpu_s=settings.decoder_cpu_s,
        wall_s=settings.decoder_timeout_s,
    )


def make_readers(settings: Settings) -> "Readers":
    """Return the OCR engines: Tesseract, the reader of OCR-B, and the second reader unless it is switched off.

    What needs onnxruntime reads in the warm process, which loads it with the first reading.
    """
    from extractors.engine import Readers
    from extractors.ocr.ocr_b import OcrBEngine
    from extractors.ocr.rapidocr import RapidOcrEngine
    from extractors.ocr.tesseract import TesseractEngine, script_engines
    from worker.warm_reader import WarmEngine, WarmSlotReader, warm_reader

    warm = warm_reader(settings.ocr_timeout_s)
    second = None if settings.second_reader is SecondReader.OFF else WarmEngine(RapidOcrEngine(), warm)
    always = settings.second_reader is SecondReader.ALWAYS
    first = TesseractEngine(timeout_s=settings.ocr_timeout_s)
    scripts = script_engines(settings.ocr_timeout_s)
    return Readers(
        first=first, second=second, mrz=WarmSlotReader(OcrBEngine(), warm), always=always, scripts=dict(scripts)
    )
