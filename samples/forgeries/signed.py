"""Electronically signed papers that were changed after signing, each beside what honest people do to a signed file."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from samples.chance import chance
from samples.forgeries import signed_pdf
from samples.forgeries.model import Edit, Forgery, NotMade, Upload
from samples.forgeries.pdf_source import Pdf, born_digital
from samples.forgeries.pdfs import PDF_EDITORS, Edited
from samples.forgeries.rewording import remarked, reworded

_TRIES: Final = 8
_SECOND: Final = (360, 30, 520, 70)
"""Where a second signature's picture stands, in points from the lower left."""


def _signed(pdf: Pdf) -> Pdf:
    return replace(pdf, data=signed_pdf.signed(pdf.data, box=(60, 30, 220, 70)))


def _edited_by(editor: str) -> Callable[[Pdf, random.Random], Edited]:
    return lambda pdf, draw: PDF_EDITORS[editor](_signed(pdf), draw)


def _stripped(pdf: Pdf, draw: random.Random) -> Edited:
    """Take the signature out and cover a value, each in a revision of its own."""
    bare = replace(pdf, data=signed_pdf.unsigned(_signed(pdf).data))
    return PDF_EDITORS["pdf_update"](bare, draw)


EDITORS: Final[Mapping[str, Callable[[Pdf, random.Random], Edited]]] = {
    "signed_update": _edited_by("pdf_update"),
    "signed_stripped": _stripped,
    "signed_cover": _edited_by("pdf_cover"),
    "signed_rewrite": _edited_by("pdf_rewrite"),
}
"""Every change of a signed file, by name: the first two append to it, the others save it anew."""
HONEST: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "as signed": lambda data: data,
    "signed twice": lambda data: signed_pdf.signed(data, field_name="Tanda2", box=_SECOND),
    "with a security store": lambda data: signed_pdf.with_store(data, signed_pdf.authority()),
    "saved anew": signed_pdf.rewritten,
}
"""What honest people and programs do to a signed file."""


def make_signed(seed: int, kind: str) -> Forgery:
    """Return a signed PDF changed as ``kind`` (a name of ``EDITORS``); its twin was signed and treated honestly.

    Keys and signatures are made anew each time, so that bytes differ from run to run; all else comes from the seed.

    Raises:
        NotMade: no paper that chance drew has a place for this edit.
    """
    for attempt in range(_TRIES):
        draw = chance(seed, "signed forgery", kind, attempt)
        try:
            pdf = born_digital(seed, draw)
            data, edits = EDITORS[kind](pdf, draw)
        except NotMade:
            continue
        honest = draw.choice(list(HONEST))
        twin = HONEST[honest](_signed(pdf).data)
        return Forgery(
            kind, "pdf", seed, pdf.paper, pdf.design, "digital", _upload(pdf, data, edits), _upload(pdf, twin, []),
            tuple(replace(edit, kind=kind) for edit in edits), notes={"twin": honest},
            trusted=(signed_pdf.authority().der,),
        )  # fmt: skip
    raise NotMade(f"{kind} of seed {seed}")


def _upload(pdf: Pdf, data: bytes, edits: list[Edit]) -> Upload:
    words = reworded(pdf.words, pdf.marks, edits)
    return Upload(data, "application/pdf", remarked(pdf.marks, words, edits), words)
