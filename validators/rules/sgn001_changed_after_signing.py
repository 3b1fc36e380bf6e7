"""SGN001: the file says something else than what was signed electronically."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.model import Document, Trace
from validators.model import Cause, Finding, Reason, Severity
from validators.rule import EVERY_PAPER, CannotCheck, NotApplicable, Subject, rule, rule_text
from validators.signing import SEEN, changes, place, signatures

_UNFIT: Final = ("broken", "partial")
_UNJUDGED: Final = frozenset({"unsupported", "unparsable"})
_MOST: Final = 12
"""Changed places that are told of one paper."""


@rule(
    "SGN001",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("UU 11/2008 Pasal 11", "ISO 32000-2 12.8"),
    since="0.3",
)
def changed_after_signing(subject: Subject) -> Iterator[Finding]:
    """A PDF was changed after its electronic signature in a way that the signature does not allow.

    ## What it checks
    Whether the signed bytes still give the digest that was signed; whether the signature covers its whole revision;
    and what later revisions changed. The revision that was signed is drawn beside the present one, and the places that
    differ are shown with the words that stood there. Later signatures, filled fields that the signer allows, and data
    that keep a signature verifiable for long are no change.

    ## Why it matters
    Arithmetic, and no estimate: a file that says what was signed fits its signature.

    ## Known false alarms
    An office may add a page or a number to a signed file with an editor instead of asking for a new one. A file that a
    program saved anew as a whole is SGN002's, as nothing tells what was changed.

    Known gap: a signature that was taken out before the file was saved anew leaves nothing to hold the file against.

    ## Example
    A contract signed at HKD 5.100 in which a later revision paints HKD 9.900 over it is flagged, with both amounts.

    ## References
    UU 11/2008 Pasal 11(1) (changes after the signing must be traceable); ISO 32000-2, 12.8; ETSI EN 319 102-1.
    """
    document = subject.document
    if document is None:
        raise NotApplicable
    signed = signatures(subject)
    findings = [*_unfit(document, signed), *_changed(document, changes(subject, "changed", "removed"))]
    yield from findings[:_MOST]
    undrawn = any(trace.facts["change"] == "not_drawn" for trace in changes(subject, "changed"))
    if not findings and (undrawn or all(trace.facts["outcome"] in _UNJUDGED for trace in signed)):
        raise CannotCheck(Reason.NOT_EXAMINED)


def _unfit(document: Document, signed: Sequence[Trace]) -> Iterator[Finding]:
    text = rule_text("SGN001")
    for outcome in _UNFIT:
        one = next((trace for trace in signed if trace.facts["outcome"] == outcome), None)
        if one is not None:
            yield Finding(message=text.message(outcome), evidence=place(one, document, text.message("signature")))


def _changed(document: Document, places: Sequence[Trace]) -> Iterator[Finding]:
    text = rule_text("SGN001")
    for one in places:
        kind = one.facts["change"]
        if kind not in SEEN:
            continue
        was, now = one.facts.get("was", ""), one.facts.get("now", "")
        key = kind if kind.startswith("page") else ("retyped" if was and now else "hidden" if was else "added")
        values = {"retyped": {"was": was, "now": now}, "hidden": {"was": was}, "added": {"now": now or "–"}}
        yield Finding(
            message=text.message(key, **values.get(key, {})),
            expected=was or None,
            found=now or None,
            evidence=place(one, document, text.message("changed_place")),
        )
