"""What the rules about pictures that are used twice share: whether there was anything to hold, and what to show."""

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.model import Document, TraceState
from validators.messages import paper
from validators.model import Evidence, Match, Reason, SamePerson
from validators.packs import in_force
from validators.reuse import CHECK, Kind, prints_of
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text

BY_HAND: Final = frozenset({"worker hand", "family hand", "witness hand"})
"""Marks of those who sign each paper themselves. Officials, agencies and employers may have a picture of theirs printed
(facsimile), and a thumbprint is a signature that never comes out alike."""

BORN_DIGITAL: Final = "born_digital"
"""The stratum of files that were never on paper."""


def printed(subject: Subject, kind: Kind, types: Iterable[str]) -> int:
    """Return how many prints of a kind the case's papers of these types have.

    Raises:
        CannotCheck: there is none, and the check failed on a paper.
    """
    documents = subject.of_type(*types)
    count = sum(one.kind is kind for document in documents for one in prints_of(document))
    failed = any(t.check == CHECK and t.state is TraceState.FAILED for document in documents for t in document.traces)
    if not count and failed:
        raise CannotCheck(Reason.NOT_EXAMINED)
    return count


def open_or_nothing(prints: int, held: Sequence[Match]) -> None:
    """End a rule that found nothing: it passes, was not applicable without prints, or is left open.

    Raises:
        NotApplicable: there is nothing to hold against anything.
        CannotCheck: something matches, but the names were not read: nobody knows whether they are two persons.
    """
    if not prints:
        raise NotApplicable
    if any(match.person is SamePerson.CANNOT_TELL for match in held):
        raise CannotCheck(Reason.UNREADABLE)


def of(subject: Subject, document: str) -> Document | None:
    """Return a document of the case by its id."""
    return next((one for one in subject.documents if one.id == document), None)


def is_stamped_by_hand(subject: Subject, document: Document) -> bool:
    """Whether offices lay their stamp by hand on a paper of this type (``validators/packs/hand_stamps.csv``).

    A file that was never on paper bears a picture of a stamp, as is lawful.
    """
    rows = (row for row in subject.packs.hand_stamps if row.document == document.type)
    return document.stratum != BORN_DIGITAL and in_force(rows, subject.today) is not None


def found(code: str, subject: Subject, match: Match) -> tuple[Evidence, ...]:
    """Return what shows a match: the place on the own paper, and the other paper's place, or its crop."""
    return here(code, subject, match), there(code, subject, match)


def here(code: str, subject: Subject, match: Match) -> Evidence:
    """Return the place of a match on the case's own paper."""
    own = of(subject, match.document)
    caption = rule_text(code).message("caption", paper=paper(own.type if own else "unknown"))
    return Evidence(caption=caption, role="found", document=match.document, region=match.region)


def there(code: str, subject: Subject, match: Match) -> Evidence:
    """Return the place of a match on the other paper of the case, or the crop of another case's."""
    if match.other_case is not None:
        caption = rule_text(code).message("caption_other")
        return Evidence(caption=caption, role="compared", other_case=match.other_case, blob_sha256=match.other_sha256)
    theirs = of(subject, match.other_document)
    caption = rule_text(code).message("caption", paper=paper(theirs.type if theirs else "unknown"))
    return Evidence(caption=caption, role="compared", document=match.other_document, region=match.other_region)
