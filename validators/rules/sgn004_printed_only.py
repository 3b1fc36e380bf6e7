"""SGN004: an electronic signature or e-meterai is printed, and cannot be verified from the print."""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from extractors.model import Document, Region
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, NotApplicable, Subject, at, rule, rule_text
from validators.signing import signatures

_CHECKS: Final = ("printed_signature", "emeterai")


@rule(
    "SGN004",
    severity=Severity.INFO,
    cause=Cause.COMPLETENESS,
    documents=EVERY_PAPER,
    basis=("UU 11/2008 Pasal 5", "UU 11/2008 Pasal 11", "UU 10/2020 Pasal 14"),
    since="0.3",
)
def printed_only(subject: Subject) -> Iterator[Finding]:
    """An electronic signature or e-meterai is seen in print only: not verifiable here.

    ## What it checks
    Whether a scan, a photo, or a PDF without a cryptographic signature shows the sentence of an electronic signature,
    the code of a body that vouches for such, a printed electronic signature at a place to sign, or an e-meterai.

    ## Why it matters
    What makes it a signature is in the file and not in its print. The print proves nothing, neither for nor against the
    paper: the file as its issuer sent it, or the issuer's page for verification, would.

    ## Known false alarms
    It is no fault of the paper, and raises nothing: prints and scans of such papers are usual and lawful to carry.

    Known gap: a stamp's picture without words or a code beside it is not seen.

    ## Example
    The photo of a family card with Dukcapil's code is noted; the PDF that bears the signature passes.

    ## References
    UU 11/2008 Pasal 5, 11; UU 10/2020 Pasal 14 and PMK 133/PMK.03/2021 (electronic revenue stamps); Permendagri
    109/2019 (family cards with an electronic signature).
    """
    document = subject.document
    if document is None:
        raise NotApplicable
    seen = list(_seen(subject, document))
    if not seen:
        raise NotApplicable
    if _is_signed(subject):
        return
    text = rule_text("SGN004")
    for key in ("signature", "emeterai"):
        places = list(dict.fromkeys(region for kind, region in seen if kind == key))
        if places:
            captions = text.message(f"{key}_place")
            yield Finding(
                message=text.message(key), evidence=tuple(at(region, document, captions) for region in places)
            )


def _is_signed(subject: Subject) -> bool:
    """Whether the file bears a cryptographic signature of any state; raises ``CannotCheck`` where that is unknown."""
    try:
        return bool(signatures(subject))
    except NotApplicable:
        return False


def _seen(subject: Subject, document: Document) -> Iterator[tuple[str, Region]]:
    """Yield kind and place of each printed mark."""
    for check in _CHECKS:
        try:
            traces = subject.traces(check)
        except NotApplicable:
            continue
        for trace in traces:
            if "mark" in trace.facts and trace.region is not None:
                yield ("emeterai" if check == "emeterai" else "signature"), trace.region
    field = document.fields.get("signatures")
    for entry in field.value if field is not None and isinstance(field.value, list) else []:
        if entry.get("kind") == "electronic":
            try:
                yield "signature", Region.model_validate(entry.get("region"))
            except ValidationError:
                continue
