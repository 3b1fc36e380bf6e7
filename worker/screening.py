"""One upload's story, from its bytes to a published result.

1 ``receive`` and 2 ``announce`` are told in ``worker.intake``; here follow 3 ``triage``, 4 ``rasterise``, 5 ``read``,
6 ``classify``, 7 ``extract``, 8 ``screen``, 9 ``assess`` and 10 ``publish``. The command ``screen`` and the queue use
the same functions; the queue adds the store. Each step takes values and returns a value, and until step 10 the state
of a case is what it was before.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rq.timeouts import BaseTimeoutException

from extractors import imaging
from extractors.engine import PageImage, ReadPage
from extractors.errors import FailureCode, UnreadableUpload
from extractors.grouping import Group, group, numbered
from extractors.joining import joined
from extractors.model import Document, DocumentState, Failure, Page, Source
from extractors.reading import fields_of, read_pages
from extractors.triage import triage
from validators.assessment import assess
from validators.model import Case, CaseHead, Outcome, Reason, RuleRun, Stage, Versions
from validators.plausible import for_rules
from validators.rule import Rule, Subject, load, record, run, subjects
from worker import VERSION, sandbox
from worker.bootstrap import Services, Tools
from worker.examining import Paper, Upload, examined
from worker.fetch import known_answers, purpose_of
from worker.log import get_logger
from worker.matching import Matching
from worker.steps import Step, begin
from worker.storage.blobs import DamagedBlob, MissingBlob
from worker.storage.records import ReadUpload, StepRow, UploadRow
from worker.storage.work import Reading, failed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.storage.store import Store

MOST_ATTEMPTS: Final = 3
"""Starts of a reading after which its file is held back as a danger to the reader."""
UNKNOWN_MEDIA_TYPE: Final = "application/octet-stream"
WESTERN_INDONESIA: Final = dt.timezone(dt.timedelta(hours=7), "WIB")
"""The day that rules take as today: papers and deadlines are dated in Indonesia."""
_NOT_OF_THE_CONTENT: Final = frozenset(
    {FailureCode.QUARANTINED, FailureCode.ORIGINAL_DAMAGED, FailureCode.DECODER_CRASHED, FailureCode.DECODER_TIMEOUT,
     FailureCode.OCR_TIMEOUT, FailureCode.OCR_FAILED}
)  # fmt: skip


class TryAgain(Exception):  # noqa: N818  # what is to be done
    """Reading failed in a way that may pass; the step is put back."""


# -- steps 3 to 7: one upload's bytes become documents -----------------------------------------------------------------


def screen_document(data: bytes, filename: str, tools: Tools) -> tuple[Document, ...]:
    """Return the documents in one upload, or one failed document that says why there is none.

    An upload may hold several papers. Ids, upload ids and file names are put in when a case is put together
    (``in_case``), because the same bytes are read once and may stand in many cases.

    Raises:
        EngineUnavailable: this machine lacks an OCR engine or its language data; nothing is said about the file.
    """
    media_type = UNKNOWN_MEDIA_TYPE
    try:
        begin(Step.TRIAGE)
        media_type = triage(data, filename, tools.limits.caps).media_type

        begin(Step.RASTERISE)
        images = sandbox.rasterise(data, media_type, tools.limits)

        begin(Step.READ)
        pages = read_pages(images, tools.readers)

        begin(Step.CLASSIFY)
        papers = [numbered(paper) for paper in group(pages)]

        begin(Step.EXTRACT)
        found = [
            Paper(_document(homes, paper, data, media_type, images, tools), paper, homes) for homes, paper in papers
        ]

        begin(Step.EXAMINE)
        return examined(Upload(data, media_type, images), found, tools.limits, tools.blobs, tools.trust)
    except UnreadableUpload as stop:
        return (failed_document(stop.failure(), data, media_type),)


def _document(  # noqa: PLR0913, PLR0917  # all that a document says of itself
    homes: "Mapping[int, int]",
    paper: Group,
    data: bytes,
    media_type: str,
    images: Sequence[PageImage],
    tools: Tools,
) -> Document:
    """Return one paper as a document; ``homes`` says for each of its pages which of ``images`` it is."""
    return Document(
        id="",
        sources=_sources(homes, paper, data, media_type),
        sha256=hashlib.sha256(data).hexdigest(),
        filename="",
        media_type=media_type,
        state=DocumentState.READ,
        type=paper.type,
        type_score=paper.score,
        alternatives=paper.alternatives,
        pages=tuple(_page(page, images[homes[page.index]], tools) for page in paper.pages),
        fields=fields_of(paper, tools.readers),
        extractor=paper.extractor,
    )


def _sources(homes: "Mapping[int, int]", paper: Group, data: bytes, media_type: str) -> tuple[Source, ...]:
    """Return one source for each run of the upload's pages that the paper stands on: a card may lie between them."""
    starts = [own for own, home in homes.items() if own == 0 or home != homes[own - 1] + 1]
    whole = _source(data, media_type, homes[0])
    if len(starts) == 1:
        part = paper.pages[0].part
        return (whole.model_copy(update={"region": part.region if part else None}),)
    runs = [range(start, end) for start, end in pairwise([*starts, len(homes)])]
    return tuple(whole.model_copy(update={"page": homes[run[0]], "document_pages": tuple(run)}) for run in runs)


def failed_document(failure: Failure, data: bytes, media_type: str = UNKNOWN_MEDIA_TYPE) -> Document:
    """Return the document that says why an upload could not be read."""
    return Document(
        id="",
        sources=(_source(data, media_type, None),),
        sha256=hashlib.sha256(data).hexdigest(),
        filename="",
        media_type=media_type,
        state=DocumentState.FAILED,
        failure=failure,
    )


def _source(data: bytes, media_type: str, page: int | None) -> Source:
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(upload_id="", sha256=sha256, filename="", media_type=media_type, bytes=len(data), page=page)


def _page(page: ReadPage, image: PageImage, tools: Tools) -> Page:
    height, width = image.pixels.shape[:2]
    return Page(
        index=page.index,
        width_px=width,
        height_px=height,
        dpi=image.dpi,
        image_sha256=tools.blobs.put(imaging.encode(image.pixels)),
        rotation=page.rotation,
        quality=page.quality,
    )


# -- steps 8 and 9: the documents of a case are checked and weighed ----------------------------------------------------


def in_case(uploads: Iterable[ReadUpload]) -> tuple[Document, ...]:
    """Return the documents of a case in the order of arrival, named D001, D002 and so on.

    Uploads only ever join at the end, so what was read keeps its id in every later revision. Photos of one contract
    are joined into the earliest of them (``extractors.joining``); the ids of the others are then not used, and no id
    moves.
    """
    documents: list[Document] = []
    for read in uploads:
        for found in read.documents:
            whence = {"upload_id": read.upload.id, "filename": read.upload.filename}
            documents.append(
                found.model_copy(
                    update={
                        "id": f"D{len(documents) + 1:03}",
                        "filename": read.upload.filename,
                        "sources": tuple(source.model_copy(update=whence) for source in found.sources),
                    }
                )
            )
    return joined(documents)


def screen_case(
    head: CaseHead,
    documents: tuple[Document, ...],
    earlier: Case | None,
    tools: Tools,
    store: "Store | None" = None,
) -> Case:
    """Return the result of a case: registries asked, pictures matched, every rule run, all of it weighed.

    ``earlier`` is the revision before; what registries said then is not asked again. Without a ``store`` pictures are
    held against those of this case only.
    """
    begin(Step.SCREEN, case=head.id, revision=head.revision)
    readable = tuple(document for document in documents if document.state is DocumentState.READ)
    answers = tools.registries.ask_all(readable, purpose_of(head), known_answers(earlier))
    today = head.assessed_at.astimezone(WESTERN_INDONESIA).date()
    matches = Matching(documents, tools.blobs, store, head.id).all()
    checks = run_rules(Subject(for_rules(readable), answers, head.stage, today, tools.packs, matches=matches))

    begin(Step.ASSESS, case=head.id, revision=head.revision)
    return Case(
        case=head,
        documents=documents,
        checks=checks,
        answers=answers,
        assessment=assess(checks, documents, answers, tools.packs.policy),
        versions=versions(tools),
        matches=matches,
    )


def run_rules(subject: Subject, only: str | None = None) -> tuple[RuleRun, ...]:
    """Run every rule on all that it applies to. Every rule stands in the result, also one with nothing to look at.

    With ``only``, the rule of this code alone is run.
    """
    runs: list[RuleRun] = []
    for rule in [load()[only]] if only is not None else load().values():
        looked_at = list(subjects(rule, subject))
        runs.extend(run_one(rule, each) for each in looked_at)
        if not looked_at:
            runs.append(record(rule, subject, Outcome.NOT_APPLICABLE, None))
    return tuple(runs)


def run_one(rule: Rule, subject: Subject) -> RuleRun:
    """Run one rule; a bug in it is a run of its own (``rule_error``) and stops no other rule."""
    try:
        return run(rule, subject)
    except BaseTimeoutException:
        raise
    except Exception as bug:  # noqa: BLE001  # the one blind except of this code base (design.md section 2)
        place = bug.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        # The error's own text may quote a paper, so only its kind and place are logged.
        get_logger(__name__).error(
            "rule broke", rule=rule.code, error=type(bug).__name__, line=place.tb_lineno if place else None
        )
        return record(rule, subject, Outcome.INDETERMINATE, Reason.RULE_ERROR)


def versions(tools: Tools) -> Versions:
    """Return what made the result."""
    rules = "\n".join(f"{rule.code}@{rule.version}" for rule in load().values())
    return Versions(
        absah=VERSION,
        rules=hashlib.sha256(rules.encode()).hexdigest()[:16],
        policy=tools.packs.policy.version,
        packs=dict(tools.packs.versions),
        engines=dict(tools.engines),
    )


# -- the same in the queue: what is known before and kept after --------------------------------------------------------


def read_upload(step: StepRow, services: Services) -> None:
    """Read the upload of ``step`` (steps 3 to 7) and record its documents, or why there are none.

    Raises:
        TryAgain: the reader failed in a way that may pass; after ``MOST_ATTEMPTS`` its failure stands.
        FenceLost: another process took the step over.
    """
    upload = services.store.upload_of_step(step)
    key = reading_key(upload, services)
    documents = services.store.reading(key)
    if documents is None:
        documents = _read_or_refuse(step, upload, services)
    failure = failed(documents)
    if failure is not None and failure.retryable and step.attempt < MOST_ATTEMPTS:
        raise TryAgain(failure.code)
    if failure is not None and failure.code in _NOT_OF_THE_CONTENT:
        # Another upload of the same bytes may fare better: this one's reading is its own.
        key = hashlib.sha256(f"{key} {upload.id}".encode()).hexdigest()
    services.store.finish_read(step, upload, Reading(key, services.pipeline, documents, failure))


def _read_or_refuse(step: StepRow, upload: UploadRow, services: Services) -> tuple[Document, ...]:
    try:
        data = services.blobs.get(upload.sha256)
    except (DamagedBlob, MissingBlob):
        get_logger(__name__).error("an original is damaged or missing", upload=upload.id)
        return (_refused(upload, FailureCode.ORIGINAL_DAMAGED),)
    if step.attempt > MOST_ATTEMPTS:
        get_logger(__name__).error("upload held back after it stopped its reader", upload=upload.id)
        return (_refused(upload, FailureCode.QUARANTINED),)
    return screen_document(data, upload.filename, services)


def _refused(upload: UploadRow, code: FailureCode) -> Document:
    failure = UnreadableUpload(code, Step.TRIAGE).failure()
    unread = failed_document(failure, b"")
    source = unread.sources[0].model_copy(update={"sha256": upload.sha256, "bytes": upload.bytes})
    return unread.model_copy(update={"sha256": upload.sha256, "sources": (source,)})


def reading_key(upload: UploadRow, tools: Tools) -> str:
    """Return under which key the reading of an upload's content is kept: bytes, pipeline and the name's ending.

    The ending belongs to it because triage compares it with the content.
    """
    parts = (upload.sha256, tools.pipeline, PurePath(upload.filename).suffix.lower())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def publish_revision(step: StepRow, services: Services) -> None:
    """Screen the case of ``step`` up to its n-th upload (steps 8 to 10) and publish the result.

    Raises:
        FenceLost: another process took the step over, or published first.
    """
    case = services.store.case(step.case_id)
    if case is None:
        raise KeyError(step.case_id)
    uploads = services.store.read_uploads(step.case_id, step.sequence)
    earlier = services.store.latest_result(step.case_id)
    head = CaseHead(
        id=case.id,
        reference=case.reference,
        revision=case.revision + 1,
        supersedes=case.revision or None,
        received_at=case.received_at,
        assessed_at=services.clock(),
        **_said(uploads),
    )
    result = screen_case(head, in_case(uploads), earlier, services, services.store)
    begin(Step.PUBLISH, case=head.id, revision=head.revision)
    services.store.publish(step, result)


def _said(uploads: Sequence[ReadUpload]) -> "Mapping[str, Stage | str | None]":
    """Return stage, purpose and legal basis as last said with one of these uploads."""
    said: dict[str, Stage | str | None] = {"stage": Stage.UNKNOWN, "purpose": None, "legal_basis": None}
    for read in uploads:
        given = {"stage": read.upload.stage, "purpose": read.upload.purpose, "legal_basis": read.upload.legal_basis}
        said.update({name: value for name, value in given.items() if value is not None})
    return said
