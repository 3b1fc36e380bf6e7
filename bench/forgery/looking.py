"""Examines one upload with every check and every rule that judges files and pictures, and keeps what they came to."""

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from bench.forgery.figures import auc
from extractors.model import (
    Document,
    DocumentState,
    Field,
    FieldStatus,
    Page,
    Quality,
    ReadingSource,
    Region,
    Source,
    Trace,
    TraceState,
)
from samples.forgeries import Edit, Forgery
from samples.forgeries.exhibits import exhibit, regions
from samples.forgeries.model import Mask
from validators.forensics.check import Result, load as checks, run as run_check
from validators.forensics.exhibit import Exhibit, Pixels
from validators.forensics.pdf import stratum_of_pdf
from validators.forensics.program import Job
from validators.forensics.strata import Stratum
from validators.model import Stage
from validators.packs import Packs
from validators.rule import Rule, Subject, load as rules, run as run_rule, subjects
from worker.examining import Upload, opened
from worker.packs import load_packs
from worker.sandbox import Limits, environment, program_of
from worker.trust import TrustStore

FAMILIES: Final = ("PDF", "SGN", "DUP", "TYP", "POR", "LAY", "PIC")
"""Families of rules that judge files and pictures."""
BASELINE: Final = "local_contrast"
"""No forensics at all: how much grey values differ in a small window. It finds print, and print is what is edited."""
TODAY: Final = dt.date(2026, 11, 29)


@dataclass
class Look:
    """What one check came to on one upload.

    ``on_edit``: its strongest place touches an edit; ``pixels``: AUC of its map against the edit's mask,
    ``pixels_baseline`` that of the baseline on the same page.
    """

    check: str
    state: str
    reason: str = ""
    score: float = 0.0
    cpu_s: float = 0.0
    on_edit: bool = False
    pixels: float | None = None
    pixels_baseline: float | None = None


@dataclass
class Judged:
    """What one rule came to on one upload."""

    rule: str
    outcome: str
    severity: str
    status: str
    on_edit: bool = False


@dataclass
class Seen:
    """One upload as examined; ``edited`` and what is known of how it was made."""

    name: str
    edited: bool
    kind: str
    final: str
    paper: str
    capture: str
    stratum: str
    megapixels: float
    bytes: int
    cpu_s: float = 0.0
    child_cpu_s: float = 0.0
    fields: list[str] = field(default_factory=list)
    detail: str = ""
    looks: list[Look] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def dumped(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)


def loaded(values: dict[str, Any]) -> Seen:
    """Return what ``dumped`` gave."""
    looks = [Look(**one) for one in values.pop("looks")]
    judged = [Judged(**one) for one in values.pop("judged")]
    return Seen(**values, looks=looks, judged=judged)


@cache
def packs() -> Packs:
    """Return the packs as the application loads them."""
    return load_packs()


def hints_only(
    about: Seen, given: Exhibit, names: Iterable[str], edits: Sequence[Edit] = (), mask: Mask | None = None
) -> Seen:
    """Fill ``about`` with what the checks of ``names`` came to beside the baseline; nothing else is run."""
    places = regions(edits)
    about.stratum = given.stratum.value
    about.megapixels = sum(sheet.pixels.shape[0] * sheet.pixels.shape[1] for sheet in given.sheets) / 1e6
    about.looks.append(_baseline(given, places))
    for name in names:
        if name in checks():
            start = time.process_time()
            result = run_check(checks()[name], given)
            about.looks.append(_look(result, time.process_time() - start, given, places, mask))
    return about


def look_at(about: Seen, given: Exhibit, edits: Sequence[Edit] = (), mask: Mask | None = None) -> Seen:
    """Fill ``about`` with what every check and rule came to on the upload."""
    places = regions(edits)
    about.stratum = given.stratum.value
    about.megapixels = sum(sheet.pixels.shape[0] * sheet.pixels.shape[1] for sheet in given.sheets) / 1e6
    about.looks.append(_baseline(given, places))
    results: list[Result] = []
    for result, cpu_s in _results(given, about):
        results.append(result)
        about.looks.append(_look(result, cpu_s, given, places, mask))
    shut_in = {name for name, one in checks().items() if one.opens(given)}
    about.cpu_s = about.child_cpu_s + sum(look.cpu_s for look in about.looks if look.check not in {BASELINE, *shut_in})
    about.judged = list(_judged(_document(given, results), places))
    return about


def both(forgery: Forgery, name: str, only: Iterable[str] = ()) -> list[Seen]:
    """Return what was seen on both uploads of a forgery; with ``only`` by these checks alone."""
    seen = []
    for is_twin in (False, True):
        given, about = exhibit(forgery, twin=is_twin), _about(forgery, name, is_twin=is_twin)
        edits, mask = ((), None) if is_twin else (forgery.edits, forgery.mask)
        seen.append(hints_only(about, given, only, edits, mask) if only else look_at(about, given, edits, mask))
    return seen


def rules_on(data: bytes) -> list[Judged]:
    """Return what the rules that look into files came to on a PDF of which nothing was read, by its checks alone."""
    given = Exhibit(data, "application/pdf", stratum_of_pdf(data), ())
    results = [run_check(one, given) for name, one in checks().items() if name.startswith("pdf_")]
    return [one for one in _judged(_document(given, results), []) if one.rule.startswith("PDF")]


def _about(forgery: Forgery, name: str, *, is_twin: bool) -> Seen:
    upload = forgery.twin if is_twin else forgery.edited
    return Seen(
        name=f"{name}{'-twin' if is_twin else ''}",
        edited=bool(forgery.edits) and not is_twin,
        kind=forgery.kind,
        final=forgery.final,
        paper=f"{forgery.paper}/{forgery.design}",
        capture=forgery.capture,
        stratum="",
        megapixels=0.0,
        bytes=len(upload.data),
        fields=[edit.field for edit in forgery.edits],
        detail=forgery.notes.get("twin", "") if is_twin else "; ".join(edit.detail for edit in forgery.edits),
    )


def _results(exhibit: Exhibit, about: Seen) -> Iterator[tuple[Result, float]]:
    """Yield what each check came to with its processor seconds.

    Checks that open the file say what they say in the shut-in process; their time is taken here, because bubblewrap
    does not pass on what its child used, and the process's own start is added to the file's.
    """
    told = None if exhibit.is_pdf else exhibit.stratum
    upload, trust = Upload(exhibit.data, exhibit.media_type, ()), TrustStore(exhibit.trusted)
    _, shut_in = opened(upload, told, exhibit.sheets, Limits(), trust)
    said = {result.check: result for result in shut_in}
    for one in checks().values():
        start = time.process_time()
        result = run_check(one, exhibit)
        cpu_s = time.process_time() - start
        if one.opens(exhibit):
            about.child_cpu_s += cpu_s
            result = said[one.name]
        yield result, cpu_s
    if exhibit.is_pdf or any(result.state is not TraceState.NOT_APPLICABLE for result in shut_in):
        about.child_cpu_s += start_up()


@cache
def start_up() -> float:
    """Return the processor seconds that the shut-in process takes to start for an unsigned PDF, without bubblewrap."""
    before = _children()
    names = tuple(name for name, one in checks().items() if name.startswith("pdf_") and name != "pdf_signatures")
    job = Job(media_type="image/bmp", stratum=Stratum.UNKNOWN, checks=names, sheets=()).model_dump_json().encode()
    limits = Limits()
    argument = json.dumps([limits.memory_bytes, limits.output_bytes, limits.cpu_s, limits.wall_s])
    program = [sys.executable, "-I", "-B", "-c", program_of("validators.forensics.program"), argument]
    said = len(job).to_bytes(4, "big") + job
    subprocess.run(program, input=said, stdout=subprocess.DEVNULL, env=environment(), check=True)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(result: Result, cpu_s: float, exhibit: Exhibit, places: list[Region], mask: Mask | None) -> Look:
    look = Look(result.check, result.state.value, result.reason, cpu_s=cpu_s)
    if not result.measured:
        return look
    strongest = max(result.measured, key=lambda one: one.score)
    look.score = strongest.score
    look.on_edit = _touches(strongest.region, places)
    mapped = next((one for one in result.measured if one.map is not None), None)
    if mapped is not None and mapped.map is not None and mask is not None and mask.any() and exhibit.sheets:
        look.pixels = _pixel_auc(mapped.map, mask)
        look.pixels_baseline = _pixel_auc(contrast_of(exhibit.sheets[0].pixels), mask)
    return look


def contrast_of(pixels: Pixels) -> npt.NDArray[np.float32]:
    """Return the deviation of grey values in windows of 9 x 9 pixels, ``(H, W)`` float32."""
    grey = (pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)).astype(np.float32)
    mean = cv2.blur(grey, (9, 9))
    return np.sqrt(np.maximum(cv2.blur(grey * grey, (9, 9)) - mean * mean, 0)).astype(np.float32)


def _baseline(exhibit: Exhibit, places: list[Region]) -> Look:
    """Return the baseline as if it were a check: the strongest field of the pages, or the strongest pixels."""
    best, where = 0.0, None
    start = time.process_time()
    for sheet in exhibit.sheets:
        contrast = contrast_of(sheet.pixels)
        high, wide = contrast.shape
        for region in sheet.fields.values():
            part = contrast[
                int(region.y0 * high) : int(region.y1 * high) + 1, int(region.x0 * wide) : int(region.x1 * wide) + 1
            ]
            if part.size and float(part.mean()) > best:
                best, where = float(part.mean()), region
    return Look(BASELINE, "measured", score=best, cpu_s=time.process_time() - start, on_edit=_touches(where, places))


def _pixel_auc(measure: npt.NDArray[Any], mask: Mask) -> float | None:
    size = (measure.shape[1], measure.shape[0])
    truth = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.3
    if truth.all() or not truth.any():
        return None
    draw = np.random.default_rng(1)
    outside = draw.choice(measure[~truth].ravel(), min(4000, int((~truth).sum())), replace=False)
    inside = draw.choice(measure[truth].ravel(), min(4000, int(truth.sum())), replace=False)
    return auc([float(value) for value in outside], [float(value) for value in inside])


def _touches(region: Region | None, places: Iterable[Region]) -> bool:
    return region is not None and any(region.common(place) > 0 for place in places)


# -- rules ------------------------------------------------------------------------------------------------------------


def _document(exhibit: Exhibit, results: Sequence[Result]) -> Document:
    """Return the paper as the reader would hand it on, with its traces (without the pictures of maps)."""
    traces = [trace for result in results for trace in _traces(result)]
    first = exhibit.sheets[0] if exhibit.sheets else None
    fields = {
        name: Field(
            value=sheet.values.get(name, ""), raw=sheet.values.get(name, ""), confidence=0.95, status=FieldStatus.OK,
            source=ReadingSource.VISUAL, region=region,
        )
        for sheet in exhibit.sheets for name, region in sheet.fields.items()
    }  # fmt: skip
    source = Source(upload_id="U1", sha256="0" * 64, filename="file", media_type=exhibit.media_type, bytes=1)
    return Document(
        id="D001", sources=(source,), sha256="0" * 64, filename="file", media_type=exhibit.media_type,
        state=DocumentState.READ, type=first.kind if first else "unknown", type_score=0.95,
        stratum=exhibit.stratum.value, pages=tuple(_page(sheet.page, sheet.pixels) for sheet in exhibit.sheets),
        fields=fields, traces=tuple(traces),
    )  # fmt: skip


def _page(index: int, pixels: Pixels) -> Page:
    quality = Quality(sharpness=0.8, glare=0.0, card_width_px=None)
    return Page(index=index, width_px=pixels.shape[1], height_px=pixels.shape[0], dpi=None, image_sha256="0" * 64,
                rotation=0, quality=quality)  # fmt: skip


def _traces(result: Result) -> Iterator[Trace]:
    if result.state is not TraceState.MEASURED:
        yield Trace(check=result.check, state=result.state, reason=result.reason)
    for one in result.measured[:200]:
        facts = {key: value[:500] for key, value in one.facts.items()}
        yield Trace(
            check=result.check, score=one.score, field=one.field, facts=facts, region=one.region, compared=one.compared
        )


def family() -> list[Rule]:
    """Return the rules that judge files and pictures."""
    return [rule for rule in rules().values() if rule.code.startswith(FAMILIES)]


def _judged(document: Document, places: list[Region]) -> Iterator[Judged]:
    subject = Subject((document,), (), Stage.PRE_DEPARTURE, TODAY, packs())
    for rule in family():
        for one in subjects(rule, subject):
            run = run_rule(rule, one)
            shown = [proof.region for finding in run.findings for proof in finding.evidence]
            on_edit = any(_touches(region, places) for region in shown)
            yield Judged(rule.code, run.outcome.value, run.severity.value, run.status, on_edit)
