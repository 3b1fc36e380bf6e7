"""What the rules about pictures that are used twice share: whether there was anything to hold, and what to show."""

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.model import Document, Region, TraceState
from validators.messages import paper
from validators.model import Evidence, Match, Reason, SamePerson
from validators.reuse import CHECK, Kind, prints_of
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text

BY_HAND: Final = frozenset({"worker hand", "family hand", "witness hand"})
"""Marks of those who sign each paper themselves. Officials, agencies and employers may have a picture of theirs printed
(facsimile), and a thumbprint is a signature that never comes out alike."""


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


def found(
    code: str, subject: Subject, match: Match, region: Region | None = None, other: Region | None = None
) -> tuple[Evidence, ...]:
    """Return what shows a match: the place on the own paper, and the other paper's place, or its crop.

    ``region`` and ``other`` are the very places where they are smaller than what was matched.
    """
    own, text = of(subject, match.document), rule_text(code)
    here = Evidence(
        caption=text.message("caption", paper=paper(own.type if own else "unknown")),
        role="found",
        document=match.document,
        region=region or match.region,
    )
    theirs = of(subject, match.other_document)
    if match.other_case is not None:
        caption = text.message("caption_other")
        there = Evidence(caption=caption, role="compared", other_case=match.other_case, blob_sha256=match.other_sha256)
    else:
        caption = text.message("caption", paper=paper(theirs.type if theirs else "unknown"))
        there = Evidence(
            caption=caption, role="compared", document=match.other_document, region=other or match.other_region
        )
    return here, there
