"""DUP005: the very impression of one stamp stands on papers of several persons."""

from collections.abc import Iterator
from typing import Final

from validators.doubles import BORN_DIGITAL, here, is_stamped_by_hand, of, printed, there
from validators.messages import paper
from validators.model import Cause, Finding, Match, SamePerson, Severity
from validators.reuse import Kind
from validators.rule import NotApplicable, Scope, Subject, rule, rule_text

PAPERS: Final = frozenset({"family_permit", "marital_status_letter", "placement_agreement", "job_order"})
PERSONS: Final = 2
"""Papers of other persons that must bear the impression; one is enough where the official's signature is equal too."""
MOST_SHOWN: Final = 3


@rule(
    "DUP005",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=PAPERS,
    basis=("UU 18/2017 Pasal 13", "docs/screening.md (used again)"),
    since="0.3",
    status="preview",
)
def stamp(subject: Subject) -> Iterator[Finding]:
    """One impression of a stamp stands on papers of several persons.

    ## What it checks
    Stamps on papers that an office stamps by hand (``validators/packs/hand_stamps.csv``), scanned or photographed:
    whether one impression, alike in every letter, in its turn and in where the ink took well and badly, stands on
    papers of two other persons, or on one of them beside the very picture of the official's signature.

    ## Why it matters
    A hand turns a stamp each time a little otherwise, and the ink takes otherwise. Equal impressions come from a
    picture that was put on the papers. Papers forged at village level, with one office's marks for families that have
    nothing to do with each other, are a known pattern.

    ## Known false alarms
    An office that prints its stamp and its official's signature. How often offices do so is not known: therefore low,
    and on trial. Files that were never on paper are not looked at.

    Known gap: a stamp in which the ink took evenly; one that was turned before it was pasted; a first copy, which only
    later cases can match.

    ## Example
    The stamp of one village, turned by the same four degrees and with the same gap in its rim on the permissions of
    three families, is flagged. Three impressions of one stamp pass.

    ## References
    UU 18/2017 Pasal 13 (permission known by the village head); bench/reuse.
    """
    if not printed(subject, Kind.STAMP, PAPERS):
        raise NotApplicable
    held = [match for match in subject.matches if match.kind == Kind.STAMP and _counts(subject, match)]
    for place in dict.fromkeys((match.document, match.region) for match in held):
        same = [match for match in held if (match.document, match.region) == place]
        others = {(match.other_case, match.other_document) for match in same}
        signed = any(_is_signed_alike(subject, match) for match in same)
        own = of(subject, place[0])
        if own is not None and (len(others) >= PERSONS or signed):
            key = "with_signature" if signed else "alone"
            text = rule_text("DUP005").message(key, paper=paper(own.type), papers=str(len(others)))
            shown = [there("DUP005", subject, match) for match in same[:MOST_SHOWN]]
            yield Finding(message=text, evidence=(here("DUP005", subject, same[0]), *shown))


def _counts(subject: Subject, match: Match) -> bool:
    own = of(subject, match.document)
    if own is None or match.person is not SamePerson.DIFFERENT or not is_stamped_by_hand(subject, own):
        return False
    return match.facts.get("other_type") == own.type and match.facts.get("other_stratum") != BORN_DIGITAL


def _is_signed_alike(subject: Subject, stamp: Match) -> bool:
    """Whether a signature of the official is one picture too, on the same two papers."""
    return any(
        match.kind == Kind.SIGNATURE and match.role == "official hand" == match.facts.get("other_role")
        and (match.document, match.other_case, match.other_document)
        == (stamp.document, stamp.other_case, stamp.other_document)
        for match in subject.matches
    )  # fmt: skip
