"""Visa: a sticker with a machine readable zone (MRV-A, MRV-B), or an electronic one printed on a page.

Source: ICAO Doc 9303 part 7; domain.md section 2 (destination permits). Stickers print small English labels over their
values, electronic visas labels left of them. The zone's and the visible readings stay beside each other.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors import passport_values as values
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.form import kinds
from extractors.form.leads import LEGAL_FORM
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.form.zones import with_zone
from extractors.model import Field, Reading, ReadingSource, Region
from extractors.mrz import Mrz, read_mrz
from extractors.vocabulary import paper_labels as labels

_ENTRIES: Final = kinds.choice(
    "entries",
    {
        **dict.fromkeys(
            wordings("SINGLE | SINGLE ENTRY | ONCE | SEKALI | TUNGGAL | ONE | 1 | 01 | SATU KALI | SGL"), "SINGLE"
        ),
        **dict.fromkeys(wordings("DOUBLE | DOUBLE ENTRY | TWICE | TWO | 2 | 02"), "DOUBLE"),
        **dict.fromkeys(
            wordings("MULTIPLE | MULTIPLE ENTRY | MULTIPLE ENTRIES | MULTI | MULT | BERKALI-KALI | M"), "MULTIPLE"
        ),
    },
)

PAPER: Final = Paper(
    name="visa",
    version=1,
    titles=wordings(
        "VISA | E-VISA | ELECTRONIC VISA | EVISA | ENTRY VISA | WORK VISA | EMPLOYMENT VISA | VISA DENGAN RUJUKAN"
        " | E-PASS | VISA KERJA | VISA WITH REFERENCE | RESIDENT VISA | VISITOR VISA | ENTRY PERMIT | WORK PERMIT"
        " | VISA / VISA | IN-PRINCIPLE APPROVAL | VISIT PASS (TEMPORARY EMPLOYMENT) | EMPLOYMENT PASS"
        " | KINGDOM OF SAUDI ARABIA VISA | VISA GRANT NOTICE | CONFIRMATION OF VISA ISSUANCE"
        " | ELECTRONIC TRAVEL AUTHORISATION | CERTIFICATE OF ELIGIBILITY | WORK PASS | REPUBLIC OF KOREA VISA"
        " | JAPAN VISA | CALLING VISA | PAS LAWATAN KERJA SEMENTARA | VISA STICKER | VISA APPROVAL | APPROVAL LETTER"
        " | SURAT KELULUSAN | VISA APPROVAL LETTER | SINGLE ENTRY VISA | MULTIPLE ENTRY VISA"
        " | E-VISA / ELECTRONIC VISA | HONG KONG VISA | ELECTRONIC WORK VISA"
    ),
    subject=r"^(?:.*\b)?(?:E-?)?VISA\b(?! ?(?:NO|NUMBER|TYPE))|\b(?:WORK|ENTRY|EMPLOYMENT) (?:PERMIT|PASS)\b",
    signs=(
        Sign(0.3, r"(?m)^V[<A-Z«(]?[A-Z]{3}[A-Z<«(]{8,}|\bV[<A-Z«(]?[A-Z]{3}[A-Z]+[<«(]{2}"),
        Sign(0.2, r"\bvisa\s+(?:no|num|type|class|categor|grant)|no(?:\.|mor)?\s+visa|(?:jenis|tipe)\s+visa"),
        Sign(
            0.1, r"number\s+of\s+entr|no\.?\s+of\s+entr|\bentries\b|duration\s+of\s+stay|single\s+entry|multiple\s+entr"
        ),
        Sign(0.1, r"immigration|imigresen|embassy|consul|kedutaan|ministry\s+of\s+(?:foreign|manpower)"),
    ),
    entries=(
        Entry(
            "visa_number",
            kinds.CODE,
            wordings(
                "Visa No | Visa Number | Nomor Visa | No. Visa | Control No | Number | No | Permit No | Permit Number"
                " | No | Visa Grant Number | Reference No | Visa Reference No | Entry Permit No | Pass No"
                " | Sticker No | Ref No | VDR No | Application No | e-Visa No | Visa Application No | No. Rujukan"
                " | Visa Serial No | Pass Number | E-Visa Number | Certificate No | Nombor Visa | No. Pas"
                " | Work Permit No | Document No | Serial No | Our Ref | Our Reference | Rujukan | No. Rujukan Kami"
                " | File No | Ruj. Kami | Approval No | MOFA No"
            ),
            policy=CRITICAL,
        ),
        Entry(
            "visa_type",
            kinds.LINE,
            wordings(
                "Visa Type | Type of Visa | Type | Category | Jenis Visa | Visa Category | Class | Visa Class"
                " | Status | Visa Type/Class | Purpose | Type/Class | Class of Visa | Kategori | Pass Type"
                " | Type of Pass | Jenis | Status of Residence | Kind of Visa | Visa Subclass | Jenis Pas | Tipe Visa"
                " | Category of Visa | Permit Type"
            ),
            leads=(r"\n[^\n]{0,12}(?:visa|pass) approval[^\n]{0,40}[-–:] ?",),
        ),
        Entry(
            "name",
            kinds.NAME,
            (*labels.NAME, *wordings("Name of Holder | Holder's Name | Holder | Nama Pemegang | Bearer")),
            policy=NAMED,
        ),
        Entry("_surname", kinds.NAME, wordings("Surname | Family Name | Last Name | Primary Identifier")),
        Entry(
            "_given",
            kinds.NAME,
            wordings("Given Names | Given Name | First Name | Forenames | Other Names | Given Name(s)"),
        ),
        Entry("passport_number", kinds.PASSPORT, labels.PASSPORT, policy=CRITICAL),
        Entry(
            "nationality",
            kinds.NATIONALITY,
            wordings("Nationality | Kewarganegaraan | Citizenship | Warganegara | Nat | Kebangsaan"),
        ),
        Entry(
            "birth_date",
            kinds.DATE_ABROAD,
            (*labels.BIRTH, *wordings("Tarikh Lahir | Birth | Tanggal Lahir")),
            policy=CRITICAL,
        ),
        Entry(
            "issued_on",
            kinds.DATE_ABROAD,
            (
                *labels.ISSUED_ON,
                *wordings(
                    "Valid From | Issuing Date | Tarikh Dikeluarkan | Tarikh Keluar | Tarikh Pengeluaran | Grant Date"
                    " | From | Visa Grant Date"
                ),
            ),
            policy=CRITICAL,
        ),
        Entry(
            "expires_on",
            kinds.LAST_DATE_ABROAD,
            (
                *labels.EXPIRES_ON,
                *wordings(
                    "Enter Before | Visa Expiry | Use Before | Last Date of Entry | Until | To | Sah sehingga"
                    " | Stay until"
                ),
                *wordings(
                    "Entry Before | Tarikh Tamat | Must not arrive after | Final Entry Date | Valid For Entry Until"
                ),
            ),
            policy=CRITICAL,
        ),
        Entry(
            "entries",
            _ENTRIES,
            wordings(
                "Entries | No. of Entries | Number of Entries | Entry | Good for | Entry Type | Jumlah Masuk"
                " | Journey | Masuk | No. of Entry | Number of Journeys | Type of Entry | Good for Entries"
                " | No of Journeys | Jumlah Kunjungan | Valid for | Bil. Masuk | Kemasukan | Jumlah Kemasukan"
                " | Number of Entry | Entry(ies)"
            ),
        ),
        Entry(
            "employer_name",
            kinds.COMPANY,
            (*labels.EMPLOYER, *wordings("Company | Company Name | Nama Syarikat | Organisation")),
            leads=(LEGAL_FORM,),
            policy=NAMED,
        ),
        Entry(
            "destination_country",
            kinds.COUNTRY,
            (
                *labels.COUNTRY,
                *wordings("Issuing State | Issuing Country | Country of Issue | Issued By | Issuing Authority"),
            ),
            head=True,
        ),
    ),
    core=("name", "passport_number", "expires_on", "visa_number"),
    others=wordings(
        "Place of Birth | Sex | Place of Issue | Duration of Stay | Remarks | Occupation | Profession | Position"
        " | Sector | Date | Authority | Employer Address | Mission No | Border No | Sponsor ID | Duration"
        " | Period of Stay | Signature"
    ),
    most_words=500,
)
_FORM: Final = document_type(PAPER)


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields seen in the visible zone, in the machine readable one, or in both.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    fields = _joined(dict(_FORM.extract(pages, readers)))
    zone = _zone(pages, readers)
    return with_zone(fields, dict(_readings(zone)), zone) if zone is not None else fields


def _joined(fields: dict[str, Field]) -> dict[str, Field]:
    """Return the fields with given names and surname as one name, where the visa prints them apart."""
    given, surname = fields.pop("_given", None), fields.pop("_surname", None)
    if "name" in fields or surname is None:
        return fields
    parts = [part for part in (given, surname) if part is not None]
    whole: dict[str, object] = {
        "value": " ".join(part.text for part in parts),
        "raw": " ".join(part.raw for part in parts),
        "confidence": min(part.confidence for part in parts),
        "region": Region.around(part.region for part in parts if part.region is not None),
    }
    status = max((part.status for part in parts), key=lambda one: one != "ok")
    readings = (surname.readings[0].model_copy(update=whole),) if surname.readings else ()
    return {**fields, "name": surname.model_copy(update={**whole, "status": status, "readings": readings})}


def _zone(pages: Sequence[ReadPage], readers: Readers) -> Mrz | None:
    """Return the visa's machine readable zone; a passport's on the same picture is not the visa's."""
    for page in pages:
        if page.source is ReadingSource.VISUAL:
            zone = read_mrz(page, readers)
            if zone is not None and zone.layout.name.startswith("MRV"):
                return zone
    return None


def _readings(zone: Mrz) -> Iterator[tuple[str, Reading]]:
    """Yield what the zone holds; the number in line 2 is the passport's or the visa's, so it is told by its form."""
    line = zone.lines.get(1)
    if line is not None and line.complete:
        if state := values.country(line.text[2:5].rstrip("<")):
            yield "destination_country", line.part(3, 5, state)
        if name := values.zone_name(line.text[5:]):
            yield "name", line.part(6, 5 + max(len(line.text[5:].rstrip("<")), 1), name)
    line = zone.lines.get(2)
    if line is None or not line.complete:
        return
    if number := line.text[:9].strip("<"):
        yield "_number", line.part(1, 9, number)
    if nationality := line.text[10:13].strip("<"):
        yield "nationality", line.part(11, 13, nationality)
    expires = values.zone_date(line.text[21:27])
    if expires:
        yield "expires_on", line.part(22, 27, expires)
    if born := values.zone_date(line.text[13:19], not_after=expires):
        yield "birth_date", line.part(14, 19, born)


_HIDDEN: Final = frozenset({"_given", "_surname"})
_FIELDS: Final = (_FORM.fields - _HIDDEN) | {"mrz_line_1", "mrz_line_2"}
TYPE: Final = DocumentType("visa", 1, _FIELDS, _FORM.score, extract)
