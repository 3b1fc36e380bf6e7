"""What stands behind a value besides one engine's sureness: a second reading, or another paper that says the same.

One engine may be sure and wrong, in one sign mostly. Where a contradiction hangs on such a sign it takes two readings;
where a value was read doubtfully, another paper of the case that surely says the same is as good as a new photo.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from extractors.model import Document, Field, FieldStatus, ReadingSource
from validators.identity import BIRTH_DATES, NAMES, NIKS, PASSPORT_NUMBERS, Table
from validators.names.words import spelling
from validators.numbers import nik
from validators.slips import is_slip

NEAR: Final = 2
"""So many signs are lost, added or exchanged where two letters are run into one (LI read as U, TI as H)."""
SHORT: Final = 8
"""Fewer signs are a code or a short name (TWN and BRN, SRI and SITI), of which one sign is a good part."""
EDGED: Final = 5
"""From this many signs on, one that is lost at the edge is a small part of the value: ANI is not ANIK, cut off."""
_TABLES: Final[tuple[Table, ...]] = (NAMES, BIRTH_DATES, PASSPORT_NUMBERS, NIKS)


def is_read_twice(field: Field) -> bool:
    """Whether two readings agree on the value, or its letters are given: a text layer, or a reviewer.

    A line of a family card keeps no readings of its own; it counts as its extractor settled it.
    """
    if field.source in {ReadingSource.PDF_TEXT, ReadingSource.REVIEWER} or not field.readings:
        return True
    return len({(one.source, one.engine) for one in field.readings if _plain(one.value) == _plain(field.value)}) > 1


def may_be_misread(one: Field, other: Field) -> bool:
    """Whether two values lie so near each other that a slip of one engine, which no other confirms, may part them.

    Two signs apart are near in long words only: two figures apart are two numbers, and a code has hardly more signs.
    """
    left, right = _plain(one.value), _plain(other.value)
    if min(len(left), len(right)) < SHORT:
        return False
    most = 1 if any(map(str.isdigit, left + right)) else NEAR
    return OSA.distance(left, right, score_cutoff=most) <= most and not (is_read_twice(one) and is_read_twice(other))


def borne_by(document: Document, documents: Iterable[Document], kinds: Iterable[str]) -> set[str]:
    """Return the fields of ``document`` about the worker that other papers of ``kinds`` surely bear, letter by letter.

    All of those papers: beside a relative's card nobody can say whose name it is.
    """
    others = [one for one in documents if one is not document and one.type in set(kinds)]
    found: set[str] = set()
    for table in _TABLES:
        name = table.get(document.type, "")
        fields = [one.fields[table[one.type]] for one in others if table.get(one.type, "") in one.fields]
        sure = {_plain(field.value) for field in fields if field.status is FieldStatus.OK}
        if name in document.fields and sure == {_plain(document.fields[name].value)} != {""}:
            found.add(name)
    return found


def is_nearly_borne(document: Document, documents: Iterable[Document], table: Table) -> bool:
    """Whether another paper surely bears the field of ``table`` but for a sign or two: one of them may be misread.

    Of a short value a sign at its edge counts alone, which glare or a cut takes (SUPART beside SUPARTI). What is only
    spelled in another way (NURHAYATI, NOERHAYATI) was not misread.
    """
    own = _plain(document.fields[table[document.type]].value)
    others = [
        one.fields[name] for one in documents if one is not document and (name := table.get(one.type, "")) in one.fields
    ]
    told = {_plain(field.value) for field in others if field.status is FieldStatus.OK} - {own}
    return any(_is_near(own, one) for one in told)


def is_name_in_doubt(document: Document, documents: Sequence[Document]) -> bool:
    """Whether a name that a registry does not hold may be misread.

    Another paper bears nearly the same, or one engine read it and no other paper bears it.
    """
    if is_nearly_borne(document, documents, NAMES):
        return True
    name = NAMES[document.type]
    return not is_read_twice(document.fields[name]) and name not in borne_by(document, documents, NAMES)


def _is_near(own: str, other: str) -> bool:
    if _lacks_an_edge(own, other) or _lacks_an_edge(other, own):
        return True
    if len(own) < SHORT or spelling(own) == spelling(other):
        return False
    return OSA.distance(own, other, score_cutoff=NEAR) <= NEAR


def _lacks_an_edge(short: str, long: str) -> bool:
    return len(short) >= EDGED and short in {long[1:], long[:-1]}


def to_read_again(documents: Sequence[Document]) -> set[str]:
    """Return the ids of papers with a day of birth, read by one engine, that one figure parts from another's.

    Another's is another paper's, or that in the card's own NIK. It may be another year, by which a worker is of age:
    neither an alarm nor to be passed over, so a new photo decides.
    """
    told = [
        (document, field)
        for document in documents
        if (field := document.fields.get(BIRTH_DATES.get(document.type, ""))) and field.status is FieldStatus.OK
    ]
    return {
        document.id
        for document, field in told
        for _, other in told
        if not is_read_twice(field) and is_slip(_plain(field.value), _plain(other.value))
    } | {document.id for document in documents if is_beside_its_nik(document, documents)}


def is_beside_its_nik(card: Document, documents: Sequence[Document]) -> bool:
    """Whether one engine alone read an identity card's day of birth, and one figure parts it from that in the NIK.

    Not where the other papers bear the day: then it was read rightly.
    """
    number, printed = (card.fields.get(table.get(card.type, "")) for table in (NIKS, BIRTH_DATES))
    if card.type != "ktp" or number is None or printed is None or is_read_twice(printed):
        return False
    if {number.status, printed.status} != {FieldStatus.OK} or not nik.is_valid(number.text):
        return False
    if not any(is_slip(_plain(printed.value), _plain(day.isoformat())) for day in nik.parts(number.text).births):
        return False
    return BIRTH_DATES[card.type] not in borne_by(card, documents, BIRTH_DATES)


def _plain(value: object) -> str:
    """Return letters and digits only; nothing for a list."""
    return "".join(filter(str.isalnum, value.upper())) if isinstance(value, str) else ""
