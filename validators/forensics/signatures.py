"""The electronic signatures of a PDF: does what was signed still stand there, and who vouches for the signer.

pyHanko reads them. Nothing here is asked of anybody: no revocation list is fetched, and that is said. Validity is
judged at the time of signing: a certificate that has run out since was good then.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from validators.forensics.budget import OutOfTime, within
from validators.forensics.vouching import WEAK, Trust, context, trust_of

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

MOST_SIGNATURES: Final = 20
MOST_LATER_REVISIONS: Final = 100
"""Revisions after a signature that are looked through: each costs 14 ms of a one-page file, and more of a large one."""
MOST_PAGES: Final = 100
"""Pages among which a signature's appearance is looked for."""
DIFFERENCE_S: Final = 6.0
"""Processor time for one signature's later revisions."""
LONGEST_NAME: Final = 80
FORMS: Final = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161", "/PBAD.PAdES"})
"""Kinds of signature that are verified here; older ones sign a digest of a digest or bring no container."""

ODD_FILE: Final = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, NotImplementedError, ArithmeticError,
    RecursionError, MemoryError, OSError,
)  # fmt: skip
"""What pyHanko and asn1crypto raise on broken files beside errors of their own (``PdfError``): they trust structure."""


class Outcome(StrEnum):
    """What became of a signed file since; the worst that is so."""

    INTACT = "intact"  # nothing was changed, or only what keeps a signature verifiable was added
    ALLOWED = "allowed"  # form fields were filled or a signature was added, as the signer allows
    CHANGED = "changed"  # a later revision changed what the signature does not allow to change
    PARTIAL = "partial"  # the signature fits but covers a part of its revision only
    BROKEN = "broken"  # signed bytes were changed where they stand
    REWRITTEN = "rewritten"  # the whole file was saved anew: the signature cannot be held against anything
    REMOVED = "removed"  # an earlier revision is signed, the present one shows no such signature
    UNSUPPORTED = "unsupported"  # of a kind that is not verified here
    UNPARSABLE = "unparsable"  # a signature that cannot be read


@dataclass(frozen=True)
class Signature:
    """One signature field. ``facts`` as in ``checks.pdf_signatures``; ``end`` is the signed revision's length in bytes.

    ``page`` and ``box`` say where it is shown: left, bottom, right, top in the page's points; None when it is not.
    """

    name: str
    outcome: Outcome
    facts: dict[str, str] = field(default_factory=dict)
    end: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


class Unreadable(Exception):  # noqa: N818  # an outcome
    """The file itself cannot be read; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def signatures_of(data: bytes, trusted: Sequence[bytes]) -> list[Signature]:
    """Return what becomes of each signature in a PDF, in the order of its fields.

    Args:
        data: The PDF.
        trusted: Certificates (DER) of authorities.

    Raises:
        Unreadable: the file cannot be read by pyHanko.
    """
    return [_judged(data, *entry, trusted) for entry in _fields(_opened(data))]


def removed_from(data: bytes, ends: Sequence[int], trusted: Sequence[bytes]) -> Iterator[Signature]:
    """Yield the signatures of earlier revisions, which end at ``ends`` (bytes), as they stood there."""
    for end in ends:
        try:
            last = signatures_of(data[:end], trusted)
        except Unreadable:
            continue
        for one in last:
            if one.end == end and one.outcome is Outcome.INTACT:
                yield replace(one, outcome=Outcome.REMOVED)


def _opened(data: bytes) -> "PdfFileReader":
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    last: Exception = Unreadable("unparsable")
    for strict in (True, False):  # real files break small rules of the format
        try:
            reader = PdfFileReader(io.BytesIO(data), strict=strict)
            if reader.encrypted and reader.decrypt(b"").status.value == 0:
                raise Unreadable("encrypted")
            _ = reader.root.get("/AcroForm")
        except (PdfError, *ODD_FILE) as broken:
            last = broken
        else:
            return reader
    raise Unreadable("unparsable") from last


def _fields(reader: "PdfFileReader") -> Iterator[tuple["PdfFileReader", str, Any]]:
    """Yield the filled signature fields; a tree of fields that breaks off ends the list with one that says so."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import enumerate_sig_fields

    entries = enumerate_sig_fields(reader, filled_status=True)
    for _ in range(MOST_SIGNATURES):
        try:
            name, _value, one = next(entries)
        except StopIteration:
            return
        except (PdfError, *ODD_FILE):
            yield reader, "", None
            return
        yield reader, str(name), one


def _judged(data: bytes, reader: "PdfFileReader", name: str, sig_field: Any, trusted: Sequence[bytes]) -> Signature:
    """Return one signature's outcome; what goes wrong on the way is an outcome too."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    bare = Signature(name[:LONGEST_NAME], Outcome.UNPARSABLE, {"revocation": "not_checked"})
    try:
        bare = _placed(bare, reader, sig_field)
        embedded = EmbeddedPdfSignature(reader, sig_field, name)
        if (odd := _odd_ranges(embedded, len(data))) is not None:
            return replace(bare, outcome=odd, facts={**bare.facts, "coverage": "unclear"})
        facts = bare.facts | _of_signer(embedded)
        outcome, more = _integrity(embedded, data)
        facts |= more
        if outcome in {Outcome.INTACT, Outcome.ALLOWED, Outcome.CHANGED, Outcome.PARTIAL}:
            facts |= _vouched(embedded, trusted)
        end = int(embedded.byte_range[2]) + int(embedded.byte_range[3])
    except (PdfError, *ODD_FILE):
        return bare
    return replace(bare, outcome=outcome, facts=facts, end=end)


def _placed(one: Signature, reader: "PdfFileReader", sig_field: Any) -> Signature:
    """Return the signature with the place of its appearance, as it is where it has none."""
    from pyhanko.pdf_utils.misc import PdfError

    try:
        widget = sig_field.get_object()
        widget = widget["/Kids"][0] if "/Kids" in widget else widget
        rect, home = [float(value) for value in widget["/Rect"]], widget.raw_get("/P").reference
        box = (min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3]))
        if box[2] - box[0] < 1 or box[3] - box[1] < 1:
            return one
        for index in range(min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)):
            page = reader.find_page_for_modification(index)[0]
            if page.reference == home:
                return replace(one, page=index, box=box)
    except (PdfError, *ODD_FILE):
        pass
    return one


# -- is it what was signed --------------------------------------------------------------------------------------------


def _odd_ranges(embedded: "EmbeddedPdfSignature", length: int) -> Outcome | None:
    """Return the outcome of ranges that no signer writes, None for those that one does."""
    ranges = [int(value) for value in embedded.byte_range]
    if len(ranges) != 4:
        return Outcome.UNPARSABLE
    start, first, second, rest = ranges
    if start != 0 or first <= 0 or rest < 0 or second < first:
        return Outcome.UNPARSABLE
    return Outcome.REWRITTEN if second + rest > length else None


def _integrity(embedded: "EmbeddedPdfSignature", data: bytes) -> tuple[Outcome, dict[str, str]]:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    fits = _fits(embedded)
    if isinstance(fits, Outcome):
        return fits, {}
    if not fits:
        in_place = _gap_holds_signature(embedded, data)
        return (Outcome.BROKEN if in_place else Outcome.REWRITTEN), {"coverage": "unclear"}
    coverage = embedded.evaluate_signature_coverage()
    embedded.coverage = coverage  # type: ignore[assignment]  # pyHanko types it as None
    if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Outcome.PARTIAL, {"coverage": "partial"}
    if coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Outcome.INTACT, {"coverage": "whole_file", "changes": "none"}
    outcome, changes = _since(embedded)
    return outcome, {"coverage": "whole_revision", "changes": changes}


def _fits(embedded: "EmbeddedPdfSignature") -> bool | Outcome:
    """Whether digest and signature fit the signed bytes; an outcome where that cannot be worked out."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.sign.validation import generic_cms
    from pyhanko.sign.validation.errors import DisallowedAlgorithmError, SignatureValidationError
    from pyhanko_certvalidator.errors import AlgorithmNotSupported

    if embedded.sig_object.get("/SubFilter") not in FORMS:
        return Outcome.UNSUPPORTED
    try:
        if embedded.signed_data["encap_content_info"]["content_type"].native == "tst_info":
            return _stamp_fits(embedded.signed_data, embedded.compute_digest) is not None
        whole, valid = generic_cms.validate_sig_integrity(
            embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
        )
    except (DisallowedAlgorithmError, NotImplementedError, UnsupportedAlgorithm, AlgorithmNotSupported):
        return Outcome.UNSUPPORTED
    except SignatureValidationError:
        return Outcome.UNPARSABLE
    return bool(whole and valid)


def _gap_holds_signature(embedded: "EmbeddedPdfSignature", data: bytes) -> bool:
    """Whether the file still has the signature where its ranges say: then its other bytes were changed in place."""
    _, first, second, _ = (int(value) for value in embedded.byte_range)
    gap = data[first:second]
    try:
        return gap[:1] == b"<" and gap[-1:] == b">" and bytes.fromhex(gap[1:-1].decode()) == embedded.pkcs7_content
    except ValueError:
        return False


def _since(embedded: "EmbeddedPdfSignature") -> tuple[Outcome, str]:
    """Return what later revisions did: kinds of change as pyHanko's difference policy tells them."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    later = embedded.reader.xrefs.total_revisions - 1 - embedded.signed_revision
    if later > MOST_LATER_REVISIONS:
        return Outcome.CHANGED, "too_many_revisions"
    try:
        with within(DIFFERENCE_S):
            found = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except OutOfTime:
        return Outcome.CHANGED, "too_slow"
    except ODD_FILE:
        return Outcome.CHANGED, "unknown"
    if not isinstance(found, DiffResult):
        return Outcome.CHANGED, "other"
    level, limit = found.modification_level, embedded.docmdp_level
    names = {
        ModificationLevel.NONE: "none",
        ModificationLevel.LTA_UPDATES: "archive",
        ModificationLevel.FORM_FILLING: "form",
        ModificationLevel.ANNOTATIONS: "annotations",
    }
    changes = names.get(level, "other")
    if changes == "other" or (limit is not None and level.value > limit.value):
        return Outcome.CHANGED, changes
    return (Outcome.ALLOWED if changes in {"form", "annotations"} else Outcome.INTACT), changes


# -- who vouches for it -----------------------------------------------------------------------------------------------


def _of_signer(embedded: "EmbeddedPdfSignature") -> dict[str, str]:
    """Return what the signature says of itself: organisations only, no person's name."""
    certificate = embedded.signer_cert
    facts = {
        "kind": _kind(embedded),
        "issuer": _organisation(certificate.issuer.native) or _common(certificate.issuer.native),
        "organisation": _organisation(certificate.subject.native),
        "algorithm": str(embedded.md_algorithm),
    }
    if certificate.self_issued:
        facts["issuer"] = facts["organisation"]  # else it would be the signer's own name
    return {name: value[:LONGEST_NAME] for name, value in facts.items() if value}


def _kind(embedded: "EmbeddedPdfSignature") -> str:
    if embedded.sig_object_type == "/DocTimeStamp":
        return "timestamp"
    return "certification" if embedded.docmdp_level is not None else "signature"


def _organisation(name: dict[str, object]) -> str:
    return _said(name.get("organization_name"))


def _common(name: dict[str, object]) -> str:
    return _said(name.get("common_name"))


def _said(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return "".join(character for character in text if character.isprintable())


def _vouched(embedded: "EmbeddedPdfSignature", trusted: Sequence[bytes]) -> dict[str, str]:
    """Return signing time, timestamp and trust."""
    from pyhanko.pdf_utils.misc import PdfError

    facts = {"timestamp": "none", "time_source": "none", "trust": Trust.UNCLEAR.value}
    try:
        stamped, facts["timestamp"] = _stamp(embedded, trusted)
        moment = _aware(stamped or embedded.self_reported_timestamp)
        if moment is not None:
            facts["signed_at"] = moment.astimezone(dt.UTC).isoformat(timespec="seconds")
            facts["time_source"] = "timestamp" if stamped else "signer"
        facts["trust"] = trust_of(
            embedded.signer_cert, embedded.other_embedded_certs, trusted, moment,
            stamps_time=_kind(embedded) == "timestamp",
        ).value  # fmt: skip
        if embedded.md_algorithm in WEAK:
            facts["trust"] = Trust.WEAK_ALGORITHM.value
    except (PdfError, *ODD_FILE) as odd:
        facts["why"] = type(odd).__name__
    return facts


def _aware(moment: dt.datetime | None) -> dt.datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _stamp(embedded: "EmbeddedPdfSignature", trusted: Sequence[bytes]) -> tuple[dt.datetime | None, str]:
    """Return the time that an authority stamped, if the stamp fits and is trusted, and what became of the stamp."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation import generic_cms

    if _kind(embedded) == "timestamp":
        return embedded.signed_data["encap_content_info"]["content"].parsed["gen_time"].native, "none"
    for token in generic_cms.extract_tst_data_iter(embedded.signer_info, signed=False):
        moment = _stamp_fits(token, generic_cms.message_imprint_checker(embedded.signer_info))
        if moment is None:
            return None, "broken"
        certs = extract_certificate_info(token)
        trust = trust_of(certs.signer_cert, certs.other_certs, trusted, moment, stamps_time=True)
        return (moment if trust is Trust.TRUSTED else None), trust.value
    return None, "none"


def _stamp_fits(token: Any, imprint: Callable[[str], bytes]) -> dt.datetime | None:
    """Return a timestamp's time if it was made for what ``imprint`` gives and its signature fits, else None."""
    import asyncio  # with pyHanko only: an unsigned file needs neither

    from pyhanko.sign.validation import generic_cms

    nobody = context((), dt.datetime(2000, 1, 1, tzinfo=dt.UTC))  # who made it is judged elsewhere
    said = asyncio.run(generic_cms.validate_tst_signed_data(token, nobody, imprint))
    return said["timestamp"] if said["intact"] and said["valid"] else None
