"""PIC001: a picture program is named in the file."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule, rule_text, whole


@rule(
    "PIC001",
    severity=Severity.INFO,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=(
        "EXIF 2.32, tag Software",
        "XMP Part 2, CreatorTool",
    ),
    since="0.3",
)
def editor(subject: Subject) -> Iterator[Finding]:
    """The file names a program that is made for changing pictures.

    ## What it checks
    Whether EXIF, PNG text or XMP name such a program (``validators/forensics/editors.toml``).

    ## Why it matters
    Worth knowing beside other findings. It says nothing by itself and changes no axis.

    ## Known false alarms
    Cropping, turning, making a photo lighter or smaller with such a program is usual and harmless.

    Known gap: messengers remove metadata, and most programs can leave them out: absence says nothing.

    ## Example
    A photo whose EXIF says ``Adobe Photoshop 25.0`` is noted, one of a scanning application is not.

    ## References
    forgery.md section 3.5 and 4 (metadata: precise, of little weight).
    """
    for trace in subject.traces("file_facts"):
        if "editor" in trace.facts:
            program = trace.facts["editor"]
            message = rule_text("PIC001").message("named", program=program)
            yield Finding(message=message, found=program, evidence=whole(subject.document))
