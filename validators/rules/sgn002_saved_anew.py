"""SGN002: a signed file was saved anew or touched, so that its signature proves little or nothing."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import EVERY_PAPER, NotApplicable, Subject, rule, rule_text
from validators.signing import SEEN, changes, place, signatures

_LATER: Final = ("changed", "removed")


@rule(
    "SGN002",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("UU 11/2008 Pasal 11", "ISO 32000-2 12.8"),
    since="0.3",
)
def saved_anew(subject: Subject) -> Iterator[Finding]:
    """A signed PDF was saved anew as a whole, its signature taken out, or touched without a change to what it says.

    ## What it checks
    Whether a signature's ranges still lie where the file has it: a program that saves a file anew moves everything, and
    the signature can be held against nothing. Also later revisions that the signature does not allow and that show
    nothing else than before, or only a note on free paper; and signatures that a later revision took out.

    ## Why it matters
    The signature proves nothing any more, and the file as its issuer sent it would. That is asked for.

    ## Known false alarms
    Nearly all: programs that make files smaller, put them together or print them to PDF do this every day. Hence low.

    Known gap: what was changed while saving is not known; other checks look at the file itself.

    ## Example
    A signed family card that was made smaller for a portal's limit is noted; the file as Dukcapil sent it passes.

    ## References
    UU 11/2008 Pasal 11(1); ISO 32000-2, 12.8.
    """
    document = subject.document
    if document is None:
        raise NotApplicable
    text, signed = rule_text("SGN002"), signatures(subject)
    at_signature = text.message("signature")
    rewritten = next((trace for trace in signed if trace.facts["outcome"] == "rewritten"), None)
    if rewritten is not None:
        yield Finding(message=text.message("rewritten"), evidence=place(rewritten, document, at_signature))
    later = [trace for trace in signed if trace.facts["outcome"] in _LATER]
    places = changes(subject, *_LATER)
    if not later or any(trace.facts["change"] in {*SEEN, "not_drawn"} for trace in places):
        return
    notes = [trace for trace in places if trace.facts["change"] == "note"]
    key = "removed" if later[0].facts["outcome"] == "removed" else "noted" if notes else "touched"
    shown: list[Evidence] = [proof for one in notes for proof in place(one, document, text.message("note"))]
    yield Finding(message=text.message(key), evidence=tuple(shown) or place(later[0], document, at_signature))
