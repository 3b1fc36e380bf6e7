"""Words of the sentences that may bind a worker: passport and papers, debt, penalty, rest, payments, copies.

What such a sentence means is for rules to say: "majikan tidak boleh menahan paspor" bears the same words as its
opposite. Indonesian, Malay and English; the subjects are those of the ILO Indicators of Forced Labour (domain.md 5,
rule 27).
"""

from typing import Final

TOPICS: Final[dict[str, str]] = {
    "papers": r"\bpaspor\w*|\bpasport\w*|\bpassports?\b|\btravel documents?\b|\bidentity (?:cards?|documents?|papers)\b"
    r"|\bpersonal documents?\b|\bdokumen (?:perjalanan|pribadi|asli|identitas)\b|\bKTP\b|\bijazah\b"
    r"|\bkartu identitas\b",
    "debt": r"\b(?:ber)?h?utang\b|\bpinjaman\b|\bdebts?\b|\bloans?\b|\bowes?\b|\bindebted\b",
    "penalty": r"\bdenda\b|\bdidenda\b|\bp[ie]nalti\b|\bganti (?:rugi|kerugian)\b|\bpenalt(?:y|ies)\b|\bfine[sd]?\b"
    r"|\bliquidated damages\b|\bforfeits?\b"
    r"|\b(?:mengganti|mengembalikan|membayar kembali)\w* (?:\w+ )?(?:biaya|pengeluaran)\b"
    r"|\b(?:reimburses?|refunds?|pays? back|repays?)\b",
    "rest": r"\blibur\b|\bistirahat mingguan\b|\brest days?\b|\bdays? off\b|\bdays? of rest\b"
    r"|\b(?:7|tujuh|seven)(?: \((?:7|tujuh|seven)\))? (?:hari|days)\b",
    "payment": r"\brekening (?:pribadi|bank|atas nama|a\.?n\b)|\b(?:private|personal) (?:bank )?account\b"
    r"|\b(?:biaya|uang) (?:admin|administrasi|seragam|pelatihan|pendaftaran|jaminan|muka|penempatan|proses)\b"
    r"|\b(?:admin(?:istration|istrative)?|uniform|training|registration|processing|placement|recruitment|security)"
    r" (?:fees?|costs?|charges?|deposits?)\b",
    "copies": r"\bsalinan\b|\brangkap\b|\bcop(?:y|ies)\b|\bkopi\b",
}
"""Subject -> a pattern of the words by which a sentence speaks of it (case does not count)."""
