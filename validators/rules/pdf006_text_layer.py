"""PDF006: the text layer of a scan says another value than its picture."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Trace
from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, is_critical, of, place_name, proofs, seen, sure
from validators.rule import Subject, rule, rule_text

LEAST_CHARACTERS: Final = 2
LEAST_AGREEMENT: Final = 0.8
"""Share of the page's other words in which layer and picture agree, so that the layer can be relied on."""
CLOSE_AGREEMENT: Final = 0.9
"""The same for words of letters, and where the characters that differ stand in more than one number of a field."""


@rule(
    "PDF006",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 9.3.6 (text rendering mode)",),
    since="0.3",
)
def text_layer(subject: Subject) -> Iterator[Finding]:
    """The text layer of a scan says another value than its picture.

    ## What it checks
    Scanned pages with a layer of text that cannot be seen: for each critical field that was read surely on the
    picture, what the layer says in its place. Counts where two or more characters of a number differ, or three letters
    of a word, letters and figures that readers mix up taken for the same, and the layer agrees with the picture in four
    of five other words; nine of ten for words, and where the two stand in different numbers of the field, as in a date.

    ## Why it matters
    The layer was made from the picture. Where the picture was changed afterwards, the layer keeps what stood there.

    ## Known false alarms
    The program that made the layer read poorly at that very place: compare with the picture.

    Known gap: one character of difference counts for nothing, since programs misread one now and then; where the
    other words do not agree either, the layer is of no use. A changed layer under an unchanged picture looks the same
    as the reverse.

    ## Example
    The layer says "X0012345", the picture "X0098345": flagged. "O" for "0" passes.

    ## References
    ISO 32000-1:2008 9.3.6; forgery.md section 3.5 (2.1 % of real files have such a layer).
    """
    document = of(subject)
    for trace in [trace for trace in seen(subject, "pdf_text_layer") if _counts(trace)][:MOST_SHOWN]:
        if not is_critical(trace.field) or sure(document, trace.field) is None:
            continue
        layer, printed = trace.facts.get("layer", ""), trace.facts.get("print", "")
        message = rule_text("PDF006").message(
            "differs", field=place_name(trace, begins=True), layer=layer, printed=printed
        )
        yield Finding(message=message, found=printed, evidence=tuple(proofs(document, trace)))


def _counts(trace: Trace) -> bool:
    differ, together, agreement = (float(trace.facts.get(key, "0")) for key in ("differ", "together", "agreement"))
    if differ >= LEAST_CHARACTERS and any(letter.isdigit() for letter in trace.facts.get("print", "")):
        return agreement >= LEAST_AGREEMENT
    return max(differ, together) >= LEAST_CHARACTERS and agreement >= CLOSE_AGREEMENT
