"""SGN003: nobody whom the operator trusts vouches for an electronic signature."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Text, Trace
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, NotApplicable, Subject, rule, rule_text
from validators.signing import SEEN, changes, place, signatures

_JUDGED: Final = frozenset({"intact", "allowed", "changed", "partial", "removed"})
_UNJUDGED: Final = frozenset({"unsupported", "unparsable"})
_TRUSTED: Final = "trusted"
_BY_ISSUER: Final = frozenset({"unknown_issuer", "not_valid_then"})
"""States that name the issuer."""


@rule(
    "SGN003",
    severity=Severity.INFO,
    cause=Cause.COMPLETENESS,
    documents=EVERY_PAPER,
    basis=("UU 11/2008 Pasal 11", "PP 71/2019 Pasal 60"),
    since="0.3",
)
def not_confirmed(subject: Subject) -> Iterator[Finding]:
    """An electronic signature is not confirmed, or form fields were filled after it.

    ## What it checks
    Whether an authority in the operator's folder (``ABSAH_TRUST_DIR``) vouches for the signer's certificate, as of the
    day of signing. A signature that fits and is vouched for passes: that speaks for the paper. Revocation is not
    looked up. Also signatures of a kind that is not verified here, and fields filled after the signing as the
    signer allows.

    ## Why it matters
    It tells what is missing before a signature can be relied on: mostly an authority's certificate in the folder.

    ## Known false alarms
    It is no fault of the paper, and raises nothing.

    Known gap: a time that only the signer tells may be any; a certificate revoked before the signing passes.

    ## Example
    A certificate of competence signed under an authority that is not in the folder is noted, with the authority's name.

    ## References
    UU 11/2008 Pasal 11; PP 71/2019 Pasal 60 (certified electronic signatures); RFC 5280.
    """
    document = subject.document
    if document is None:
        raise NotApplicable
    text, signed = rule_text("SGN003"), signatures(subject)
    by_people = [one for one in signed if one.facts.get("kind") != "timestamp"] or list(signed)
    for one in _first_of_each(by_people):
        issuer = one.facts.get("issuer") or "–"
        values = {"issuer": issuer} if (key := _key(one)) in _BY_ISSUER else {}
        yield Finding(message=text.message(key, **values), evidence=place(one, document, text.message("signature")))
    for one in changes(subject, "allowed"):
        if one.facts["change"] in SEEN:
            yield Finding(message=_since(one), evidence=place(one, document, text.message("field")))


def _since(one: Trace) -> Text:
    """Return what was done after the signature, as its signer allows."""
    text, was, now = rule_text("SGN003"), one.facts.get("was", ""), one.facts.get("now", "")
    if one.facts["change"] == "over_text" and was:
        return text.message("covered", was=was)
    return text.message("filled", now=now or "–")


def _first_of_each(signed: list[Trace]) -> Iterator[Trace]:
    """Yield the first signature of each state and issuer that is not confirmed."""
    told = set()
    for one in signed:
        state = (_key(one), one.facts.get("issuer"))
        if state[0] and state not in told:
            told.add(state)
            yield one


def _key(one: Trace) -> str:
    """Return the message for a signature's state, empty where it is confirmed or told by other rules."""
    outcome = one.facts["outcome"]
    if outcome in _UNJUDGED:
        return outcome
    trust = one.facts.get("trust", "unclear")
    return trust if outcome in _JUDGED and trust != _TRUSTED else ""
