"""DUP001: one portrait stands on papers of two persons."""

from collections.abc import Iterator
from typing import Final

from validators.doubles import found, open_or_nothing, printed
from validators.messages import paper
from validators.model import Cause, Finding, SamePerson, Severity
from validators.reuse import Kind
from validators.rule import Scope, Subject, rule, rule_text

PAPERS: Final = frozenset({"ktp", "passport"})


@rule(
    "DUP001",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=PAPERS,
    basis=("UU 24/2013 Pasal 94", "docs/screening.md (used again)"),
    since="0.3",
)
def portrait(subject: Subject) -> Iterator[Finding]:
    """One portrait stands on papers of two persons.

    ## What it checks
    The portraits of identity cards and passports against each other and against those of other cases: whether two are
    one picture (the print of the portrait and, laid onto each other, its pixels), while names and NIK are of two
    persons. Both portraits are shown, of the other case nothing else.

    ## Why it matters
    A portrait is taken once for one person. The same picture under another name is how one card is made of another;
    who holds it may not know.

    ## Known false alarms
    A portal filed one person's paper in another's case, or a name was misread. Names that could be one (titles,
    spelling, truncation) are no two persons; the portrait of one worker on KTP and passport, or in an earlier case,
    is none either.

    Known gap: the same face in another photograph; a portrait that the store has not seen yet when the first of the
    two cases is screened; one of which the card's rows were not read.

    ## Example
    The portrait of SITI NUR AMINAH's KTP on a passport of DEWI LESTARI is flagged; on her own passport it passes.

    ## References
    UU 24/2013 Pasal 94 (altered population papers); bench/reuse for the measured distances.
    """
    prints = printed(subject, Kind.PORTRAIT, PAPERS)
    held = [match for match in subject.matches if match.kind == Kind.PORTRAIT]
    two = [match for match in held if match.person is SamePerson.DIFFERENT]
    for match in two:
        own = next(document for document in subject.documents if document.id == match.document)
        key = "other_case" if match.other_case else "other_paper"
        yield Finding(
            message=rule_text("DUP001").message(key, paper=paper(own.type)),
            evidence=found("DUP001", subject, match),
        )
    if not two:
        open_or_nothing(prints, held)
