"""The tables of a case: checks, registry answers, fields as read, files as sent, history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document_type import UNKNOWN
from extractors.model import Document, Field, FieldStatus, Page
from validators.model import Answer, Case, Cause, Element, Mode, Outcome, Overall, RuleRun
from worker.storage.audit import Event
from worker.storage.records import Decision, UploadRow, UploadState
from worker.web.locale import Translator
from worker.web.views.findings import document_name
from worker.web.views.times import clock_time, readable

_LETTER_FIELDS: Final = ("number", "nik", "mrz", "licence", "rt_rw")
"""Parts of names of fields whose values are compared character by character; shown in a fixed-width face."""

_PICTURE_FACTS: Final = frozenset({"photocopy", "screen"})
_QUALITY_REASONS: Final = frozenset({"blur", "glare", "low_resolution", "dark", "cut_off"})


@dataclass(frozen=True)
class CheckView:
    """One rule's run that found nothing, or that could not be made (then ``reason`` says why).

    ``weight`` orders them: first what held an agency or another paper against this one, then by severity.
    """

    title: str
    rule: str
    documents: str
    reason: str = ""
    weight: tuple[bool, int] = (False, 0)


@dataclass(frozen=True)
class AnswerView:
    """What a registry said about one document."""

    registry: str
    document: str
    overall: Overall
    elements: tuple[tuple[str, Element], ...]
    details: tuple[tuple[str, str], ...]
    as_of: str
    mode: Mode


@dataclass(frozen=True)
class FieldView:
    """One field as read; ``percent`` is the reading confidence, 0..100."""

    label: str
    value: str
    percent: int
    status: FieldStatus
    source: str
    exact: bool


@dataclass(frozen=True)
class FieldTable:
    """The fields of one document."""

    document: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class FileView:
    """One file as it was sent; ``problem`` says why it could not be read."""

    id: str
    name: str
    state: UploadState
    size: str
    sha256: str
    received: str
    problem: str


@dataclass(frozen=True)
class EventView:
    """One line of the history; ``revision`` is the one that it published or was about."""

    at: str
    text: str
    actor: str
    revision: int | None


@dataclass(frozen=True)
class DecisionView:
    """What a person concluded."""

    outcome: str
    reason: str
    note: str
    reviewer: str
    at: str
    revision: int


def checks(case: Case, outcome: Outcome, t: Translator) -> tuple[CheckView, ...]:
    """Return the rules that ended with ``outcome``, runs of one rule on several documents in one line."""
    grouped: dict[tuple[str, str], list[RuleRun]] = {}
    for run in case.checks:
        if run.outcome is outcome:
            grouped.setdefault((run.rule, run.reason or ""), []).append(run)
    return tuple(
        CheckView(
            title=t.pick(runs[0].title),
            rule=rule,
            documents=", ".join(dict.fromkeys(one for run in runs for one in run.documents)),
            reason=t(f"reason.{reason}") if reason else "",
            weight=(_crosses(runs), runs[0].severity.rank),
        )
        for (rule, reason), runs in grouped.items()
    )


def _crosses(runs: Sequence[RuleRun]) -> bool:
    """Tell whether a rule asks an agency, or holds papers against each other."""
    return runs[0].cause is Cause.REGISTRY or any(len(run.documents) > 1 for run in runs)


def unread(case: Case, t: Translator) -> tuple[str, ...]:
    """Return the papers that could not be read or recognised, each with what is known of the reason."""
    lines = []
    for document in case.documents:
        if document.failure is not None:
            lines.append(f"{document.id}: {t.pick(document.failure.message)}")
        elif document.type == UNKNOWN:
            why = quality(document.pages, t)
            lines.append(f"{document.id}: {t('document_type.unknown')}" + (f" ({', '.join(why)})" if why else ""))
    return tuple(lines)


def quality(pages: Iterable[Page], t: Translator) -> tuple[str, ...]:
    """Return why pictures ask for a new photo, in words, each reason once."""
    reasons = dict.fromkeys(reason for page in pages for reason in page.quality.reasons)
    return tuple(dict.fromkeys(t(f"quality.{one if one in _QUALITY_REASONS else 'other'}") for one in reasons))


def facts(page: Page, t: Translator) -> tuple[str, ...]:
    """Return what a picture is, in words: a photocopy, a photo of a screen; no fault of it."""
    return tuple(t(f"quality.{one}") for one in page.quality.facts if one in _PICTURE_FACTS)


def answers(case: Case, t: Translator) -> tuple[AnswerView, ...]:
    """Return what each registry said, in the order of asking."""
    names = {document.id: document_name(document, t) for document in case.documents}
    return tuple(_answer(answer, names.get(answer.request_ref.split("-", 1)[0], ""), t) for answer in case.answers)


def _answer(answer: Answer, document: str, t: Translator) -> AnswerView:
    return AnswerView(
        registry=t.known("registry", answer.registry),
        document=document,
        overall=answer.overall,
        elements=tuple((t.field(name), element) for name, element in answer.elements.items()),
        details=tuple((t.known("detail", name), readable(value, t)) for name, value in answer.details.items()),
        as_of=clock_time(moment, t.language) if (moment := answer.as_of or answer.answered_at) else "",
        mode=answer.mode,
    )


def field_tables(case: Case, t: Translator) -> tuple[FieldTable, ...]:
    """Return the fields of every document that was read."""
    return tuple(
        FieldTable(document_name(document, t), tuple(_field(name, field, t) for name, field in document.fields.items()))
        for document in case.documents
        if document.failure is None
    )


def _field(name: str, field: Field, t: Translator) -> FieldView:
    if isinstance(field.value, str):
        value = t.known("sex", field.value) if name == "sex" else readable(field.value, t)
    else:
        value = t("fields.items", count=len(field.value))
    return FieldView(
        label=t.field(name),
        value=value or field.raw,
        percent=round(field.confidence * 100),
        status=field.status,
        source=t(f"reading_source.{field.source}"),
        exact=any(part in name for part in _LETTER_FIELDS),
    )


def files(uploads: Iterable[UploadRow], documents: Sequence[Document], t: Translator) -> tuple[FileView, ...]:
    """Return the files of a case in the order of arrival."""
    failures = {source.upload_id: one.failure for one in documents if one.failure for source in one.sources}
    return tuple(
        FileView(
            id=upload.id,
            name=upload.filename,
            state=upload.state,
            size=_size(upload.bytes, t),
            sha256=upload.sha256,
            received=clock_time(upload.received_at, t.language),
            problem=t.pick(failure.message) if (failure := upload.failure or failures.get(upload.id)) else "",
        )
        for upload in uploads
    )


def history(
    events: Iterable[Event], decisions: Iterable[Decision], portal: str, t: Translator
) -> tuple[EventView, ...]:
    """Return what happened to a case, latest first. Events hold ids; ``decisions`` and ``portal`` give the names."""
    reviewers = {decision.id: decision.reviewer for decision in decisions}
    return tuple(_event(event, reviewers, portal, t) for event in reversed(list(events)))


def _event(event: Event, reviewers: Mapping[str, str], portal: str, t: Translator) -> EventView:
    detail = event.body["detail"]
    match event.body["actor"]["type"]:
        case "portal":
            actor = portal or t("history.portal")
        case "reviewer":
            actor = reviewers.get(str(detail.get("decision_id")), t("app.reviewer"))
        case _:
            actor = t("history.system")
    return EventView(
        at=clock_time(event.at, t.language),
        text=t.known("event", event.name),
        actor=actor,
        revision=detail.get("revision"),
    )


def decision_view(decision: Decision, t: Translator) -> DecisionView:
    """Return one decision in words; codes that are no longer offered show as they are."""
    return DecisionView(
        outcome=t.known("outcome", decision.outcome),
        reason=t.known("reason_code", decision.reason_code),
        note=decision.note,
        reviewer=decision.reviewer,
        at=clock_time(decision.decided_at, t.language),
        revision=decision.revision,
    )


def _size(count: int, t: Translator) -> str:
    if count < 1000:
        return f"{count} B"
    number = f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
    return number.replace(".", ",") if t.language == "id" else number
