"""A hint: a score that few genuine pictures of the same stratum reach. It orders a queue and opens no case."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Trace
from validators.forensics.calibration import p_value, rows_of
from validators.model import Evidence, Finding
from validators.packs import ForensicCalibration, all_in_force
from validators.rule import NotApplicable, Subject, rule_text

RARE: Final = 0.005
"""Share of genuine pictures that one hint may touch (forgery.md section 4: a budget of 1 % for all of them)."""


def hint(code: str, subject: Subject, check: str) -> Iterator[Finding]:
    """Yield a finding where the strongest trace of ``check`` is rarer than ``RARE`` among genuine pictures.

    Raises:
        NotApplicable: the check says nothing here, or nobody measured what is usual in this stratum.
        CannotCheck: the check failed.
    """
    document = subject.document
    if document is None or document.stratum is None:
        raise NotApplicable
    strongest = max(subject.traces(check), key=lambda trace: trace.score)
    pack = all_in_force(subject.packs.forensic_calibration, subject.today)
    row = rows_of(pack, document.stratum).get(check)
    if row is None or 1 / (row.files + 1) > RARE:
        raise NotApplicable  # too few genuine pictures were measured to say what is rare
    if p_value(row, strongest.score) <= RARE:
        yield _finding(code, strongest, row, document.id)


def _finding(code: str, trace: Trace, row: ForensicCalibration, document: str) -> Finding:
    text = rule_text(code)
    share = f"{100 * p_value(row, trace.score):.1f}"
    message = text.message("unusual", share=share, files=str(row.files))
    return Finding(message=message, found=f"{trace.score:.1f}", evidence=tuple(_shown(code, trace, document)))


def _shown(code: str, trace: Trace, document: str) -> Iterator[Evidence]:
    text = rule_text(code)
    role = "map" if trace.map_sha256 else "found"
    yield Evidence(
        caption=text.message("here"), role=role, document=document, region=trace.region, blob_sha256=trace.map_sha256
    )
    if trace.compared is not None:
        yield Evidence(caption=text.message("there"), role="compared", document=document, region=trace.compared)
