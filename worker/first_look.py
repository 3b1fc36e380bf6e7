"""A first look at a file, before a portal submits it: nothing is read by OCR, no case is made, nothing is stored.

The file is decoded in the sandbox under the limits of an upload; the answer says whether a person must take the photo
again, and why, in words for that person.
"""

import time
from collections.abc import Sequence

from extractors.engine import PageImage
from extractors.errors import UnreadableUpload
from extractors.imaging import LEAST_TEXT_LAYER
from extractors.model import Model, Quality, Region, Text
from extractors.quick_look import QuickLook, quick_look
from extractors.triage import triage
from worker.sandbox import Limits, rasterise
from worker.web.locale import Language, sentences


class LookReason(Model):
    """Why the photo should be taken again: a stable code, a sentence, and where (shares of the page as stored)."""

    code: str
    message: Text
    region: Region | None


class FirstLook(Model):
    """The answer: ``quality`` and ``paper`` are of the worst page; null where the file could not be opened."""

    readable: bool
    reasons: tuple[LookReason, ...]
    quality: Quality | None
    paper: str | None
    milliseconds: int


def first_look(data: bytes, filename: str, limits: Limits) -> FirstLook:
    """Return what a first look says about one file; one that cannot be opened has its failure code as its reason."""
    started = time.monotonic()
    try:
        media_type = triage(data, filename, limits.caps).media_type
        pages = rasterise(data, media_type, limits)
    except UnreadableUpload as stop:
        failure = stop.failure()
        why = LookReason(code=failure.code, message=failure.message, region=None)
        return FirstLook(readable=False, reasons=(why,), quality=None, paper=None, milliseconds=_since(started))
    index, worst = _worst(pages)
    reasons = tuple(
        LookReason(
            code=concern.code,
            message=_sentence(concern.code),
            region=concern.region.model_copy(update={"page": index}) if concern.region else None,
        )
        for concern in worst.reasons
    )
    return FirstLook(
        readable=worst.readable,
        reasons=reasons,
        quality=worst.quality,
        paper=worst.paper,
        milliseconds=_since(started),
    )


def _worst(pages: Sequence[PageImage]) -> tuple[int, QuickLook]:
    """Return the page with the most reasons and what was seen there; one with text of its own needs no look."""
    looks = [(page.index, quick_look(page.pixels)) for page in pages if len(page.words) < LEAST_TEXT_LAYER]
    if not looks:
        clear = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
        return 0, QuickLook(readable=True, reasons=(), quality=clear, paper="unknown")
    return max(looks, key=lambda entry: len(entry[1].reasons))


def _sentence(code: str) -> Text:
    key = f"first_look.{code}"
    return Text(id=sentences(Language.ID)[key], en=sentences(Language.EN)[key])


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
