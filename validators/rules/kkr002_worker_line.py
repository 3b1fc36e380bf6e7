"""KKR002: the worker is on no line of the family card."""

from collections.abc import Iterator

from extractors.model import Document
from validators.family import MEMBERS, Member, members
from validators.identity import BIRTH_DATES, NAMES, NIKS, holders, worker_niks
from validators.messages import caption, field_name, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.names import Likeness, compare
from validators.numbers import nik
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, at, rule, rule_text, show


@rule(
    "KKR002",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"family_card", "ktp"},
    basis=(
        "Permendagri 109/2019",
        "UU 18/2017 Pasal 13",
    ),
    since="0.2",
    version=2,
)
def worker_line(subject: Subject) -> Iterator[Finding]:
    """The worker is not among the family card's members.

    ## What it checks
    Whether a line of the family card bears the worker's NIK; if none does, whether a line with the worker's name and
    date of birth bears another one.

    ## Why it matters
    The card shows who may give the family's permission. A card of another family supports nobody's permission.

    ## Known false alarms
    The parents' card of a married worker; a card printed before a birth or a move; a line that the reader lost. So
    the finding is low, and the rule abstains when a NIK on any line is unsure.

    Known gap: a card on which a line was exchanged for the worker's passes; CON001, CON002 and CON006 compare what
    that line says.

    ## Example
    A card whose members are other people is flagged; one that lists the worker's NIK passes.

    ## References
    Permendagri 109/2019 (the family card); UU 18/2017 Pasal 13 (permission of spouse, parent or guardian).
    """
    niks = worker_niks(subject)
    cards = [card for card in subject.of_type("family_card") if MEMBERS in card.fields]
    if not cards or not any(name in document.fields for document in subject.documents for name in NIKS.values()):
        raise NotApplicable
    if not niks or not all(any(members(card)) for card in cards):
        raise CannotCheck(Reason.UNREADABLE)
    lines = [(card, line) for card in cards for line in members(card)]
    if any(nik.compact(line.sure("nik")) in niks for _, line in lines):
        return
    if not all(nik.is_valid(line.sure("nik")) for _, line in lines):
        raise CannotCheck(Reason.UNREADABLE)
    yield _finding(subject, lines)


def _finding(subject: Subject, lines: list[tuple[Document, Member]]) -> Finding:
    holder = holders(subject, NIKS)[0]
    text, number = rule_text("KKR002"), holder.field.text
    known = show(holder.field, holder.document, caption(holder.document.type, holder.name), "compared")
    own = [(card, line) for card, line in lines if _is_worker(subject, line)]
    card, line = own[0] if len(own) == 1 else lines[0]
    if len(own) == 1:
        message = text.message("other_nik", found=line.sure("nik"), paper=paper(holder.document.type), compared=number)
        place = at(line.region, card, caption("family_card", "nik"))
    else:
        message = text.message("absent", paper=paper(holder.document.type), compared=number)
        place = at(line.region, card, field_name(MEMBERS, begins=True))
    return Finding(message=message, expected=number, evidence=(place, known))


def _is_worker(subject: Subject, line: Member) -> bool:
    """Whether a line has the worker's name and date of birth, as one of the other papers has them."""
    names = [holder.field.text for holder in holders(subject, NAMES)]
    births = [holder.field.text for holder in holders(subject, BIRTH_DATES)]
    alike = {Likeness.SAME, Likeness.COMPATIBLE}
    is_named = any(compare(line.sure("name"), name).likeness in alike for name in names)
    return is_named and line.sure("birth_date") in births
