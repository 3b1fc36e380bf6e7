"""The list of cases: by flag, priority and age, with the reasons in words and no personal numbers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from validators.model import Case, DocumentFlag, Mode, Stage
from worker.storage.records import CaseSummary
from worker.web.locale import Translator
from worker.web.views.case import worker_name
from worker.web.views.findings import finding_views
from worker.web.views.privacy import masked
from worker.web.views.times import age, clock_time

FLAGS: Final = ("protection", *DocumentFlag)
"""The headline flags in the order of the list."""
PAGE_SIZE: Final = 25
REASONS_SHOWN: Final = 2
_QUIET_REASONS: Final = {
    "clear": "queue.no_reason",
    "unverified": "queue.not_verified_reason",
    "unreadable": "queue.unreadable_reason",
}


@dataclass(frozen=True)
class QueueWish:
    """Which part of the list is asked for; ``page`` counts from 1."""

    flag: str | None = None
    with_decided: bool = False
    page: int = 1

    def href(self, **changes: object) -> str:
        """Return the address of the list with some of the wish changed."""
        values = {"flag": self.flag, "with_decided": self.with_decided, "page": self.page, **changes}
        query = {"tanda": values["flag"], "semua": int(bool(values["with_decided"])), "hal": values["page"]}
        kept = {key: value for key, value in query.items() if value not in {None, 0} and (key, value) != ("hal", 1)}
        return "/antrean" + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True)
class Filter:
    """One filter of the list with its count."""

    flag: str | None
    href: str
    count: int
    current: bool


@dataclass(frozen=True)
class QueueLine:
    """One case in the list; ``reasons`` are titles of its findings."""

    href: str
    reference: str
    worker: str
    documents: str
    stage: str
    flag: str
    protection: str
    next_step: str
    reasons: tuple[str, ...]
    more: int
    priority: int
    age: str
    received: str
    decided: str | None
    uses_samples: bool


@dataclass(frozen=True)
class Queue:
    """The page of the list."""

    wish: QueueWish
    filters: tuple[Filter, ...]
    lines: tuple[QueueLine, ...]
    total: int
    first: int
    last: int
    newer: str | None
    older: str | None
    switch: str


def filters(counts: Mapping[str, int], wish: QueueWish) -> tuple[Filter, ...]:
    """Return the filters of the list with the number of cases behind each."""
    whole = Filter(None, wish.href(flag=None, page=1), sum(counts.values()), wish.flag is None)
    return (
        whole,
        *(Filter(flag, wish.href(flag=flag, page=1), counts.get(flag, 0), wish.flag == flag) for flag in FLAGS),
    )


def queue_line(summary: CaseSummary, result: Case | None, now: dt.datetime, t: Translator) -> QueueLine:
    """Return one line of the list; ``result`` is the case's latest revision."""
    found = [one for one in finding_views(result, t) if not one.is_note] if result else []
    titles = list(dict.fromkeys(one.title for one in found))
    quiet = _QUIET_REASONS.get(summary.flag)
    count = summary.documents
    return QueueLine(
        href=f"/perkara/{summary.id}",
        reference=masked(summary.reference),
        worker=worker_name(result) if result else "",
        documents=t("queue.document_one") if count == 1 else t("queue.documents", count=count),
        stage=t(f"stage.{summary.stage}") if summary.stage is not Stage.UNKNOWN else "",
        flag=summary.flag,
        protection=summary.protection,
        next_step=summary.next_step,
        reasons=tuple(titles[:REASONS_SHOWN]) or ((t(quiet),) if quiet else ()),
        more=max(len(titles) - REASONS_SHOWN, 0),
        priority=summary.priority,
        age=age(summary.received_at, now, t),
        received=clock_time(summary.received_at, t.language),
        decided=t.known("outcome", summary.decided) if summary.decided else None,
        uses_samples=any(answer.mode is Mode.FIXTURE for answer in (result.answers if result else ())),
    )


def queue(wish: QueueWish, counts: Mapping[str, int], lines: Sequence[QueueLine]) -> Queue:
    """Return the page of the list; ``counts`` are the cases by flag, ``lines`` those of the wished page."""
    total = counts.get(wish.flag, 0) if wish.flag else sum(counts.values())
    first = (wish.page - 1) * PAGE_SIZE + 1
    last = first + len(lines) - 1
    return Queue(
        wish=wish,
        filters=filters(counts, wish),
        lines=tuple(lines),
        total=total,
        first=first,
        last=last,
        newer=wish.href(page=wish.page - 1) if wish.page > 1 else None,
        older=wish.href(page=wish.page + 1) if last < total else None,
        switch=wish.href(with_decided=not wish.with_decided, page=1),
    )
