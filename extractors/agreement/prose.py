"""Values in running text that no label announces: the parties of a preamble, the job, the day of signing.

``Perjanjian ini dibuat pada 5 Mei 2026 antara X (selanjutnya disebut Majikan) dan Y, pemegang paspor …`` and the like.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from extractors import money
from extractors.agreement.candidates import Candidate
from extractors.agreement.cells import Cell
from extractors.agreement.entries import Entries
from extractors.agreement.found import Found
from extractors.agreement.parties import Marker
from extractors.agreement.passages import Passage, Piece
from extractors.agreement.periods import HOURS_SENTENCE, REST_SENTENCE, term
from extractors.agreement.shapes import address, countries, country, date, job, name

_NUMBER: Final = (
    r"(?:\(?(?:\d{1,2}|[IVX]{1,4}|[A-Da-d])[.)]\s*|(?:[Pp]ertama|[Kk]edua|[Kk]etiga|[Ff]irst(?:ly)?|[Ss]econd(?:ly)?"
    r"|[Pp]ihak (?:[Ii]{1,3}|[Pp]ertama|[Kk]esatu|[Kk]edua|[Kk]etiga))\s?[:.]\s*)"
)
_AGREED: Final = re.compile(
    r"(?:\b(?i:antara(?: pihak-pihak)?(?: berikut)?(?: ini)?|between|di\s?bawah ini|the undersigned|by and among"
    r"|the following parties|berikut ini)\b|كل من)\s*:?\s*" + _NUMBER + "?"
)
_OTHER_PARTY: Final = re.compile(
    r"(?:^|[\s,;.)\"”'])(?:dan|and|dengan|with|DAN|AND)\s+" + _NUMBER + r"?(?=[A-Z])"
    r"|(?:^|[;.,]\s*)" + _NUMBER + "(?=[A-Z])"
)
_JOB: Final = re.compile(
    r"\b(?:bekerja|dipekerjakan|mempekerjakan|diambil bekerja|work(?:s|ing)?|employ(?:s|ed)?|hired?|engage[sd]?"
    r"|serve|perform|appoint(?:s|ed)?)\b"
    r"[^.;:]{0,80}?\b(?:sebagai|selaku|as|(?:to|in) the (?:position|post|capacity) of)\s+(?:seorang\s+|an?\s+|the\s+)?"
    r"(?!berikut|follows|per\b|mana|referred|set out|stated|specified|provided|described|stipulated|defined)",
)
_SIGNING: Final = re.compile(
    r"\b(?:pada hari ini|hari ini|on this|this day|made (?:and entered into )?(?:on|this)|entered into (?:on|this)"
    r"|dibuat (?:dan ditandatangani )?pada|signed (?:on|this)|executed on|dated"
    r"|(?:made|entered into|concluded)\b(?:[^.;:]|\.(?!\s+[A-Z][a-z]))"
    r"{0,260}?\)?\s+on|pada hari|it ?is on)\b(?=[^.;]{0,60}?(?:\d|tahun|thousand))",
    re.IGNORECASE,
)
_WORKPLACE: Final = re.compile(
    r"\b(?:bekerja|mempekerjakan|dipekerjakan|ditempatkan|penempatan|work(?:s|ing)?|employ(?:s|ed|ment)?|hired|placement"
    r"|tiba|kedatangan|arriv\w+|premises)\b[^.;:]{0,110}?\b(?:di|in|at|to|ke)\s+"
    r"(?:(?:negara|kota|wilayah|the|city|state|country|of|[A-Z][a-z]+,)\s+)*(?=[A-Z])",
)
_TERM_SENTENCE: Final = re.compile(
    r"\b(?:employ\w*|contract|agreement|perjanjian|kontrak|bekerja|dipekerjakan|continues?|lasts?)\b[^.;:]{0,90}?"
    r"\b(?:for|selama|adalah|lasts?|untuk|ialah)\s+(?:a\s+)?(?:period\s+of\s+)?(?=[^.;,]{0,3}(?:\d|satu|dua|tiga|one|two|three|twenty|thirty))",
    re.IGNORECASE,
)
_THROUGH: Final = re.compile(
    r"(?i:\b(?:melalui|difasilitasi oleh|ditempatkan oleh|direkrut oleh|diproses oleh"
    r"|(?:recruited|processed|deployed|hired) (?:through|by|via)|oleh p3mi"
    r"|p3mi))\s+(?P<name>PT\.?\s[A-Z][A-Z&.'-]*(?:\s[A-Z][A-Z&.'-]+){0,6})(?![a-z])"
)
_ACTING: Final = re.compile(
    r"(?<![A-Za-z])(?P<name>PT\.?\s[A-Z][A-Z&.'-]*(?:\s[A-Z][A-Z&.'-]+){0,6}),?\s(?i:(?:selaku|sebagai|acting as|as)\s"
    r"(?:[a-z]+\s){0,3}(?:penempatan|p3mi|placement|recruitment|agensi|agency|agent)\b)"
)
_RESIDENCE: Final = re.compile(
    r"(?:[Ee]mployer.s|[Mm]ajikan)\s+(?:(?:place of )?residence|residential address|address|rumah)\s+(?:at|is at"
    r"|di)\s+(?=[A-Z0-9])"
)
_SENTENCE_END: Final = re.compile(
    r"\.\s+(?=\d{1,2}\s?[.)]|\(|[A-Z][a-z]+ )|\.$|\s+(?=\d{1,2}\s?[.)]\s+(?:\([a-z]\)|[A-Z][a-z]* [a-z]))"
)
"""A full stop, or the number of the next paragraph where a filled-in value ends without one."""
_FROM: Final = re.compile(
    r"(?:(?:years?|months?|tahun|bulan|period|term)\)?,?\s+(?:from|commencing|starting|beginning|mulai|bermula"
    r"|sejak|terhitung(?: mulai| sejak)?)"
    r"|\b(?:employment|work|contract|agreement|kontrak|perjanjian)\s+(?:shall\s+)?(?:begins?|starts?|commences?"
    r"|dimulai|takes? effect))"
    r"(?:\s+(?:on|from|dari|tanggal|pada|the))*\s+",
    re.IGNORECASE,
)
_PAID: Final = re.compile(
    r"\b(?:(?:worker|helper|employee|pekerja|karyawan|pihak kedua|second party|fdw|seafarer)\b[^.;]{0,30}?\b"
    r"(?:paid|receives?|earns?|menerima|dibayar|memperoleh|mendapat(?:kan)?)|offer\w* [^.;]{0,60}?\bat)\b",
    re.IGNORECASE,
)
_EXTRA: Final = re.compile(
    r"lembur|overtime|allowance|tunjangan|food|meal|makan|bonus|rest day|hari libur|potong|deduct", re.IGNORECASE
)
CLEARLY: Final = 0.6
"""Share of all countries named abroad that the destination has at least."""
_WE: Final = re.compile(
    r"(?:^|[.,]\s)(?:We|Kami),?\s+(?P<name>[A-Z][A-Z&.,'() -]{4,80}?),?\s+(?:are|hereby|dengan ini|bermaksud)\b"
)
_TO: Final = re.compile(
    r"^(?:To|Kepada(?: Yth\.?)?|受取人|Attention)\s?[:：]\s?(?:(?:Mr|Mrs|Ms|Sdr|Sdri)\.?\s)?([A-Z][A-Z' .-]{2,60})$"
)
_LIVING: Final = re.compile(
    r"(?:[Bb]eralamat(?:kan)?(?: di)?|[Bb]ertempat tinggal di|[Bb]erdomisili di|[Bb]erkedudukan di|residing (?:at|in)"
    r"|with its seat (?:at|in)|of address|(?:having|whose|with) (?:its|his|her)? ?(?:registered )?(?:address"
    r"|office)(?: is)? at"
    r"|with (?:the )?address(?: at)?|yang beralamat di)\s+(?!Address|Passport|Indonesian|the\b)(?=[A-Z0-9]"
    r"|[a-z]{2,3}\.)"
)
_OF: Final = re.compile(r"\b(?:dari|of)\s+(?!Address|Passport|Indonesian|the\b)(?=[A-Z0-9])")


def prose_candidates(entries: Entries) -> Iterator[Candidate]:
    """Yield the values that running text gives, all of the least strength."""
    for column in entries.columns:
        text = column.text
        for match in _JOB.finditer(text):
            rest = text[match.end() : match.end() + 90]
            if rest[:1].isalpha():
                yield from _shifted("position", job(rest, entries.misread), column, match.end())
        for match in _SIGNING.finditer(text):
            rest = text[match.end() : match.end() + 130]
            yield from _shifted("signed_on", list(date(rest, entries.misread))[:1], column, match.end())
        for match in _WORKPLACE.finditer(text):
            rest = text[match.end() : match.end() + 40].split(".")[0]
            yield from _shifted("destination_country", list(country(rest, entries.misread))[:1], column, match.end())
        yield from _times(column)
        yield from _paid(column)
        yield from _homes(column, entries)
    yield from _parties(entries)
    yield from _companies(entries)
    yield from _addressee(entries)
    yield from _offering(entries)
    yield from _most_named(entries)


def _addressee(entries: Entries) -> Iterator[Candidate]:
    """Yield the worker to whom a paper of conditions is addressed: ``To: SITI AMINAH`` near its head."""
    for cell in entries.sheet.cells[:30]:
        match = _TO.match(cell.text)
        if match is not None and not entries.sheet.left_of(cell):
            passage = Passage((Piece(cell, 0, len(cell.text)),), table=False)
            yield Candidate("worker_name", " ".join(match[1].upper().split()), passage, *match.span(1), 1)


def _offering(entries: Entries) -> Iterator[Candidate]:
    """Yield the employer of a letter that offers the work: ``We, X PTE LTD, are pleased to offer you …``."""
    for column in entries.columns:
        for match in _WE.finditer(column.text):
            for found in list(name(match["name"], entries.misread))[:1]:
                begin = match.start("name")
                yield Candidate("employer_name", found.value, column, begin + found.start, begin + found.end, 1)


def _most_named(entries: Entries) -> Iterator[Candidate]:
    """Yield the country abroad that the paper names most, where it clearly does; named once it is but a hint."""
    seen: list[tuple[Passage, Found]] = []
    for column in entries.columns:
        seen += [(column, found) for found in countries(column.text) if found.value != "IDN"]
    counts = Counter(found.value for _, found in seen)
    for value, count in counts.most_common(1):
        if count >= CLEARLY * len(seen):
            column, found = next(entry for entry in seen if entry[1].value == value)
            yield Candidate("destination_country", value, column, found.start, found.end, 0, count > 1)


def _homes(column: Passage, entries: Entries) -> Iterator[Candidate]:
    """Yield the employer's address where a sentence says that the work is done there."""
    for match in _RESIDENCE.finditer(column.text):
        rest = column.text[match.end() : match.end() + 160].split("\n")[0]
        stop = _SENTENCE_END.search(rest)
        yield from _shifted(
            "employer_address", address(rest[: stop.start() if stop else None], entries.misread), column, match.end()
        )


def _times(column: Passage) -> Iterator[Candidate]:
    """Yield hours of work and days of rest that a sentence names."""
    for match in HOURS_SENTENCE.finditer(column.text):
        hours = " ".join(match["hours"].split())
        yield Candidate("working_hours", hours, column, match.start("hours"), match.end("hours"), 1)
    for match in _TERM_SENTENCE.finditer(column.text):
        yield from _shifted(
            "duration_months", list(term(column.text[match.end() :][:60], False))[:1], column, match.end()
        )
    for match in _FROM.finditer(column.text):
        for found in list(date(column.text[match.end() :][:40], False))[:1]:
            if found.start <= 3:
                yield from _shifted("start_date", [found], column, match.end())
    for match in REST_SENTENCE.finditer(column.text):
        yield Candidate("rest_days", " ".join(match[0].split()), column, match.start(), match.end(), 1)


def _paid(column: Passage) -> Iterator[Candidate]:
    """Yield the wage of a sentence that does not call it one: ``is paid HKD 5200 monthly``, ``menerima RM 1.700``."""
    for match in _PAID.finditer(column.text):
        text = column.text[match.end() : match.end() + 110]
        for entry in money.find_all(text)[:1]:
            period = money.find_period(text[entry.end : entry.end + 40])
            if entry.start > 30 or period is None or _EXTRA.search(text[: entry.start] + text[entry.end :][:30]):
                continue
            begin = match.end()
            yield Candidate(
                "wage_amount",
                entry.amount,
                column,
                begin + entry.number_start,
                begin + entry.number_end,
                1,
                not entry.doubtful,
            )
            yield Candidate("wage_currency", entry.currency, column, begin + entry.start, begin + entry.end, 1)
            at = begin + entry.end
            yield Candidate("wage_period", period.value, column, at + period.start, at + period.end, 1)


def _companies(entries: Entries) -> Iterator[Candidate]:
    """Yield the Indonesian company through which the worker was recruited, where a sentence says so."""
    for column in entries.columns:
        for match in (*_THROUGH.finditer(column.text), *_ACTING.finditer(column.text)):
            yield Candidate(
                "agency_name",
                " ".join(match["name"].upper().split()),
                column,
                match.start("name"),
                match.end("name"),
                1,
            )


def _shifted(field: str, found: Iterator[Found] | list[Found], passage: Passage, shift: int) -> Iterator[Candidate]:
    for entry in found:
        yield Candidate(field, entry.value, passage, entry.start + shift, entry.end + shift, 1, entry.sound)


def _parties(entries: Entries) -> Iterator[Candidate]:
    """Yield the names, and addresses, that stand before ``hereinafter called`` in a preamble."""
    before: dict[int, Marker] = {}
    for marker in entries.parties.closers():
        if marker.role is None:
            continue
        passage = _between(entries, before.get(marker.cell.side), marker)
        before[marker.cell.side] = marker
        begin = _begin(passage.text)
        if begin is None:
            continue
        rest = passage.text[begin:]
        for found in list(name(rest, entries.misread))[:1]:
            if not rest[:1].isupper() or len(rest[: found.end].split()) > 9:
                continue
            yield Candidate(f"{marker.role}_name", found.value, passage, begin, begin + found.end, 1)
            yield from _address(f"{marker.role}_address", passage, begin + found.end, entries)


def _address(field: str, passage: Passage, at: int, entries: Entries) -> Iterator[Candidate]:
    if field == "agency_address":
        return
    living = _LIVING.search(passage.text[at:]) or _OF.search(passage.text[at:])
    if living is None:
        return
    begin = at + living.end()
    yield from _shifted(field, address(passage.text[begin:], entries.misread), passage, begin)


def _begin(text: str) -> int | None:
    """Return where in the text between two closing words the party's name begins, None when it is not told."""
    agreed = list(_AGREED.finditer(text))
    if agreed:
        return agreed[-1].end()
    other = _OTHER_PARTY.search(text)
    return other.end() if other else None


def _between(entries: Entries, before: Marker | None, marker: Marker) -> Passage:
    """Return the text from the marker before (or from twelve rows above) to ``marker``, in its column."""
    pieces = []
    for cell in entries.sheet.cells:
        if cell.page != marker.cell.page or (cell.side and marker.cell.side and cell.side != marker.cell.side):
            continue
        start = _after(cell, before)
        end = cell.tokens[marker.token].start if cell is marker.cell else len(cell.text)
        if start is None or cell.row > marker.cell.row or (cell is not marker.cell and _behind(cell, marker)):
            continue
        if cell.row >= marker.cell.row - 14 and start < end:
            pieces.append(Piece(cell, start, end))
    return Passage(tuple(pieces), table=False)


def _behind(cell: Cell, marker: Marker) -> bool:
    return cell.row == marker.cell.row and cell.column > marker.cell.column


def _after(cell: Cell, before: Marker | None) -> int | None:
    """Return from where ``cell`` lies behind the marker ``before``: 0 for all of it, None for nothing of it."""
    if before is None or before.cell.page != cell.page:
        return 0
    if cell is before.cell:
        return cell.tokens[before.token].end
    return 0 if (cell.row, cell.column) > (before.cell.row, before.cell.column) else None
