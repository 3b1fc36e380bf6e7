"""Step 8's first half: the file and its pictures are measured, and what was measured stands on the documents.

Checks that decode the upload's bytes once more run in the sandbox; those that work on decoded pixels run here. What
cannot be measured is a trace that says so, never a missing one.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from extractors import imaging
from extractors.engine import PageImage, ReadPage, View
from extractors.grouping import Group
from extractors.model import Document, Region, Sha256, Trace, TraceState
from extractors.reading import CODES, words_on
from extractors.rectify import turning
from validators.forensics.check import Measured, Result, examine, load, run
from validators.forensics.exhibit import Exhibit, Mark, Pixels, Sheet
from validators.forensics.program import Job, Line, Place, Seen
from validators.forensics.strata import Stratum, stratum_of
from worker import sandbox
from worker.storage.blobs import BlobStore
from worker.trust import TrustStore

PDF: Final = "application/pdf"
NOBODY: Final = TrustStore()
CRASHED: Final = "examiner_crashed"
TOO_MANY: Final = 200
"""Traces of one check on one upload beyond which the rest is left out; the first are the strongest by convention."""


@dataclass(frozen=True)
class Upload:
    """One upload's bytes, what triage found them to be, and its pages as decoded."""

    data: bytes
    media_type: str
    images: Sequence[PageImage]


@dataclass(frozen=True)
class Paper:
    """One document of the upload with its pages; ``homes`` says which of the upload's pages each of them is."""

    document: Document
    group: Group
    homes: Mapping[int, int]


def examined(
    upload: Upload,
    papers: Sequence[Paper],
    limits: sandbox.Limits,
    blobs: BlobStore,
    trust: TrustStore = NOBODY,
) -> tuple[Document, ...]:
    """Return the papers' documents with their stratum and all that was measured on the upload."""
    sheets = tuple(_sheets(papers, upload.images))
    told = None if upload.media_type == PDF else stratum_of(upload.data, upload.media_type, _facts(papers))
    stratum, results = opened(upload, told, sheets, limits, trust)
    results += list(examine(Exhibit(upload.data, upload.media_type, stratum, sheets), opens_file=False))
    return tuple(
        paper.document.model_copy(
            update={"stratum": stratum.value, "traces": tuple(_traces(place, paper, results, blobs))}
        )
        for place, paper in enumerate(papers)
    )


def _facts(papers: Sequence[Paper]) -> frozenset[str]:
    return frozenset(fact for paper in papers for page in paper.group.pages for fact in page.quality.facts)


def _sheets(papers: Sequence[Paper], images: Sequence[PageImage]) -> Iterator[Sheet]:
    for place, paper in enumerate(papers):
        for page in paper.group.pages:
            home = paper.homes[page.index]
            fields = paper.document.fields.items()
            own = {name: field for name, field in fields if field.region and field.region.page == page.index}
            part = page.part.region if page.part else None
            yield Sheet(
                page=home,
                pixels=images[home].pixels,
                document=place,
                kind=paper.document.type,
                rotation=page.rotation,
                part=_on(part, home),
                words=tuple(one.model_copy(update={"region": _on(one.region, home)}) for one in words_on(page)),
                fields={name: region for name, field in own.items() if (region := _on(field.region, home))},
                values={name: field.text for name, field in own.items()},
                codes=tuple(_codes(paper.document, page.index, home)),
                to_stored=_to_stored(page),
                marks=tuple(_marks(paper.document, page.index, home)),
            )


def _codes(document: Document, page: int, home: int) -> Iterator[tuple[str, Region]]:
    """Yield the printed codes on one of a document's pages: what each says, and where on the upload's page."""
    field = document.fields.get(CODES)
    for reading in field.readings if field is not None else ():
        if reading.region is not None and reading.region.page == page:
            yield reading.raw, reading.region.model_copy(update={"page": home})


def _to_stored(page: ReadPage) -> NDArray[np.float64]:
    """Return the homography from shares of the upright paper to shares of the page as stored."""
    if page.part is not None:
        return page.part.to_stored
    high, wide = page.pixels.shape[:2]
    stored = (high, wide) if page.rotation in {90, 270} else (wide, high)
    view = page.view or View(page.pixels, (), np.eye(3))
    back = np.linalg.inv(turning(stored, page.rotation)) @ view.to_page
    shares = np.diag([1.0 / stored[0], 1.0 / stored[1], 1.0])
    return np.asarray(shares @ back @ np.diag([*map(float, view.pixels.shape[1::-1]), 1.0]), np.float64)


def _marks(document: Document, index: int, home: int) -> Iterator[Mark]:
    """Yield the signatures and stamps that the reader saw on one of the document's pages."""
    field = document.fields.get("signatures")
    for entry in field.value if field is not None and isinstance(field.value, list) else []:
        region = Region.model_validate(entry["region"]) if "region" in entry else None
        if region is not None and region.page == index:
            yield Mark(str(entry["party"]), str(entry["kind"]), region.model_copy(update={"page": home}))


def _on(region: Region | None, page: int) -> Region | None:
    return None if region is None else region.model_copy(update={"page": page})


# -- what opens the file ----------------------------------------------------------------------------------------------


def opened(
    upload: Upload,
    stratum: Stratum | None,
    sheets: Sequence[Sheet],
    limits: sandbox.Limits,
    trust: TrustStore = NOBODY,
) -> tuple[Stratum, list[Result]]:
    """Return the stratum, and what the checks came to that open the file; of a picture only where one wants it."""
    checks = {name: one for name, one in load().items() if one.opens_file}
    exhibit = Exhibit(upload.data, upload.media_type, stratum or Stratum.UNKNOWN, tuple(sheets))
    asked = [name for name, one in checks.items() if one.wants(exhibit) and (stratum is None or stratum in one.strata)]
    inside = [name for name, one in load().items() if one.of_pixels and stratum is None]
    results = [run(one, exhibit) for name, one in checks.items() if name not in asked]
    if stratum is not None and not asked:
        return stratum, results
    job = Job(
        media_type=upload.media_type,
        stratum=stratum,
        checks=tuple(asked),
        inside=tuple(inside),
        sheets=tuple(_place(sheet) for sheet in sheets),
        trusted=tuple(base64.b64encode(one).decode() for one in trust.certificates),
    )
    untrusted, _ = sandbox.examined(upload.data, job.model_dump_json(), limits)
    found, said = _understood(untrusted, stratum)
    expected = {*asked, *(inside if found is Stratum.SCAN_IN_PDF else ())}
    silent = expected - {result.check for result in said}
    return found, results + said + [Result(name, TraceState.FAILED, CRASHED) for name in sorted(silent)]


def _place(sheet: Sheet) -> Place:
    return Place(
        page=sheet.page, document=sheet.document, kind=sheet.kind, rotation=sheet.rotation, part=sheet.part,
        words=sheet.words, fields=dict(sheet.fields), values=dict(sheet.values),
        codes=sheet.codes,
    )  # fmt: skip


def _understood(untrusted: bytes, stratum: Stratum | None) -> tuple[Stratum, list[Result]]:
    """Return what the child said as far as it makes sense; the rest counts as a crash."""
    head, *lines = untrusted.split(b"\n")
    try:
        found = stratum or Stratum(json.loads(head)["stratum"])
    except (ValueError, KeyError, TypeError):
        return stratum or Stratum.UNKNOWN, []
    results: list[Result] = []
    for untrusted_line in lines:
        try:
            line = Line.model_validate_json(untrusted_line)
        except ValidationError:
            break
        if line.check in load():
            results.append(Result(line.check, line.state, line.reason, tuple(_measured(one) for one in line.measured)))
    return found, results


def _measured(seen: Seen) -> Measured:
    return Measured(
        score=seen.score, field=seen.field, facts=seen.facts, region=seen.region, compared=seen.compared,
        map=_picture(seen.map), shown=_picture(seen.shown), document=seen.document,
    )  # fmt: skip


def _picture(untrusted: str | None) -> Pixels | None:
    return None if untrusted is None else imaging.decoded(base64.b64decode(untrusted))


# -- onto the documents -----------------------------------------------------------------------------------------------


def _traces(place: int, paper: Paper, results: Sequence[Result], blobs: BlobStore) -> Iterator[Trace]:
    own = {home: index for index, home in paper.homes.items()}
    for result in results:
        if result.state is not TraceState.MEASURED:
            yield Trace(check=result.check, state=result.state, reason=result.reason)
            continue
        for one in result.measured[:TOO_MANY]:
            if _is_about(one, place, own):
                yield _trace(result.check, one, own, blobs)


def _is_about(one: Measured, place: int, own: Mapping[int, int]) -> bool:
    if one.document is not None:
        return one.document == place
    return one.region is None or one.region.page in own


def _trace(name: str, one: Measured, own: Mapping[int, int], blobs: BlobStore) -> Trace:
    return Trace(
        check=name,
        score=one.score,
        field=one.field,
        facts={key: value[:500] for key, value in one.facts.items()},
        region=_home(one.region, own),
        compared=_home(one.compared, own),
        map_sha256=_stored(one.map, blobs),
        shown_sha256=_stored(one.shown, blobs),
    )


def _home(region: Region | None, own: Mapping[int, int]) -> Region | None:
    """Return a region of the upload's page on the document's page; None for a page of another paper."""
    if region is None or region.page not in own:
        return None
    return region.model_copy(update={"page": own[region.page]})


def _stored(pixels: Pixels | None, blobs: BlobStore) -> Sha256 | None:
    return None if pixels is None else blobs.put(imaging.encode_exact(pixels))
