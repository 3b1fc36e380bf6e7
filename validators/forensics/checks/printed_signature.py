"""Electronic signatures as they are printed: the sentence that says so, and the code of the body that vouches."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.model import Region
from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.wording import phrases

_SAYS: Final = re.compile(
    r"(?:di\s?)?tanda\s?tangani?\s+secara\s+(?:elektronik|digital)|\b(?:digitally|electronically)\s+signed\b"
    r"|\bsigned\s+(?:digitally|electronically)\b|sertifikat\s+elektronik\s+yang\s+diterbitkan",
    re.IGNORECASE,
)
_MAY: Final = re.compile(r"\b(?:dapat|boleh|bisa|may|can|could|shall|akan|jika|apabila|if)\b[^.]{0,25}$", re.IGNORECASE)
"""A clause about signing, and no signature."""
_SAME: Final = 0.06
"""Share of the page's height within which sentences and codes are one mark: a sentence may run across the page."""
# Hosts at which electronic signatures and certificates are looked up: BSrE, Komdigi, and certified bodies (PSrE).
# Names as these bodies bear them in public, November 2026; a code that names none of them is nobody's business here.
_BODIES: Final = {
    "bsre": re.compile(r"bsre\b|bssn\.go\.id", re.IGNORECASE),
    "komdigi": re.compile(r"tte\.(?:kominfo|komdigi)\.go\.id", re.IGNORECASE),
    "peruri": re.compile(r"peruri\.co\.id", re.IGNORECASE),
    "privy": re.compile(r"privy\.id", re.IGNORECASE),
    "vida": re.compile(r"vida\.id", re.IGNORECASE),
    "digisign": re.compile(r"digisign\.id|tandatanganku", re.IGNORECASE),
    "dukcapil": re.compile(r"dukcapil\.kemendagri\.go\.id", re.IGNORECASE),
}


def _has_pages(exhibit: Exhibit) -> bool:
    return bool(exhibit.sheets)


@check(wants=_has_pages)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell where a page says that it was signed electronically, or bears the code of a body that vouches for such.

    Facts: ``mark`` (``sentence``, ``code``) and ``body``, where the code names one. What a code holds is not opened.
    """
    found = [one for sheet in exhibit.sheets for one in _on(sheet)]
    yield from found
    bare = {sheet.document for sheet in exhibit.sheets} - {one.document for one in found}
    yield from (Measured(document=document) for document in sorted(bare))


def _on(sheet: Sheet) -> Iterator[Measured]:
    kept: list[Measured] = []
    for text, region in sheet.codes:
        body = next((name for name, host in _BODIES.items() if host.search(text)), None)
        if body is not None:
            kept.append(Measured(facts={"mark": "code", "body": body}, region=region, document=sheet.document))
    for one in phrases(sheet.words, _SAYS):
        is_new = all(other.region is None or _below(one.region, other.region) > _SAME for other in kept)
        if is_new and not _MAY.search(one.before):
            kept.append(Measured(facts={"mark": "sentence"}, region=one.region, document=sheet.document))
    yield from kept


def _below(one: Region, other: Region) -> float:
    """Return how far two regions are apart down the page, a share of its height; 0 when they stand side by side."""
    return max(one.y0 - other.y1, other.y0 - one.y1, 0.0) if one.page == other.page else 1.0
