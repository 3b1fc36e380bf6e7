"""PIC003: something follows the picture in its file."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule, rule_text, whole

USUAL: Final = frozenset({"video", "jpeg", "unknown"})
"""What telephones put there, and padding of a kind of their own."""


@rule(
    "PIC003",
    severity=Severity.INFO,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=(
        "ISO/IEC 10918-1 Annex B",
        "PNG 1.2 (IEND)",
    ),
    since="0.3",
)
def behind_the_picture(subject: Subject) -> Iterator[Finding]:
    """The file holds something else behind the picture.

    ## What it checks
    Bytes behind the picture's end, and whether they begin a document, an archive, a program or a script.

    ## Why it matters
    For those who open the file elsewhere: a picture that is a program too should not be opened outside Absah.

    ## Known false alarms
    Telephones put a short video or a second picture behind a photo (motion photo, portrait mode); these are left out.

    Known gap: what hides inside the picture's own data is not looked for.

    ## Example
    A JPEG with a ZIP archive behind it is noted; one with a motion photo's video is not.

    ## References
    Known form of polyglot files; no statement about the paper on the picture.
    """
    for trace in subject.traces("file_facts"):
        kind = trace.facts.get("trailing_kind", "")
        if kind and kind not in USUAL:
            size = trace.facts.get("trailing_bytes", "")
            message = rule_text("PIC003").message("follows", kind=kind, size=size)
            yield Finding(message=message, found=kind, evidence=whole(subject.document))
