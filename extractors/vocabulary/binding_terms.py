"""Words of the sentences that may bind a worker: passport and papers, debt, penalty, rest, payments, copies.

By ``TOPICS`` a sentence is taken down; ``WORDS`` are named words for the patterns that tell what it says.

What such a sentence means is for rules to say: "majikan tidak boleh menahan paspor" bears the same words as its
opposite. Indonesian, Malay and English; the subjects are those of the ILO Indicators of Forced Labour (domain.md 5,
rule 27).
"""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "worker_id": r"(?:calon )?(?:pekerja|karyawan|buruh|tenaga kerja|peserta|pemagang|kandidat)"
    r"(?: (?:migran|domestik|rumah tangga))?(?: Indonesia)?|C?PMI|C?TKI|pihak kedua|ABK|awak kapal"
    r"|pelaut|PRT|PLRT|pembantu|saya",
    "worker_en": r"(?:domestic )?workers?|employees?|helpers?|second party|party B|(?:house)?maids?|FDW|candidates?"
    r"|applicants?|trainees?|crew(?: members?)?|seafarers?|fisher(?:s|m[ae]n)|staff|nurses?"
    r"|care(?:rs?|givers?|takers?)|drivers?|you",
    "other_id": r"majikan|pemberi kerja|pengguna(?: jasa)?|perusahaan|agensi|agency|agen|pihak pertama|P3MI"
    r"|PPTKIS|PJTKI|PT"
    r"|sponsor|kafil|nakhoda|kapten|pengawas|mandor|pimpinan|penyalur|lembaga pengirim|LPK|broker"
    r"|petugas|kantor|(?:ketua )?asrama|penampungan",
    "other_en": r"employers?|agency|agent|agents|company|first party|party A|sponsor|broker|recruiter|captain|madam"
    r"|supervisor|owner|manager|management|coordinator|officer|sending organi[sz]ation",
    "papers_id": r"(?:paspor|pasport|dokumen (?:perjalanan|pribadi|asli|identitas|pekerja)|KTP|ijazah"
    r"|buku (?:nikah|pelaut)"
    r"|kartu (?:identitas|keluarga)|akta (?:kelahiran|lahir)|sertifikat (?:tanah|rumah)"
    r"|surat(?:-surat)? penting|iqama)\w*",
    "papers_en": r"(?:passports?|travel documents?|identity (?:cards?|documents?|papers)|ID (?:cards?|documents?)"
    r"|personal documents?|seam[ae]n'?s books?|diplomas?|birth certificates?|family cards?|iqama"
    r"|residence (?:cards?|permits?)"
    r"|(?:his|her|their|(?:worker|employee|helper|maid)'?s'?) (?:papers|documents))"
    r"(?! (?:numbers?|details|photos?|cop(?:y|ies)|validity|expiry|fees?|costs?|holders?))",
    "leaving_id": r"(?:mengundurkan diri|berhenti|kabur|lari|melarikan diri|(?:minta |ingin )?pulang|meninggalkan"
    r"|mengakhiri"
    r"|memutuskan|membatalkan|batal berangkat|mundur|keluar|turun (?:dari )?kapal"
    r"|tidak (?:menyelesaikan|menghabiskan))",
    "leaving_en": r"(?:resigns?|leaves?|quits?|runs? away|absconds?|terminates?|returns? (?:home|early)"
    r"|go(?:es)? (?:back )?home|leaving (?:the )?(?:job|employment|service)|cancels?"
    r"|withdraws?|breaks? (?:(?:the|his|her) )?(?:[\w-]+ )?(?:contract|bond)|running away|signs? off"
    r"|(?:does|do) not (?:finish|complete|serve)|refuses? to work"
    r"|fails? to (?:finish|complete))",
    "fine_id": r"(?:denda|didenda|p[ie]nalti|biaya ganti|ganti biaya|sanksi uang|ganti (?:ke)?rugi(?:an)?"
    r"|pampasan|menebus)",
    "fine_en": r"(?:penalty|penalties|fine[sd]?|liquidated damages|damages|forfeits?|forfeited|forfeiture"
    r"|compensation fees?|(?:liable to |shall |must )compensate|pays? (?:the )?compensation|indemnif(?:y|ies))",
    "rest_id": r"(?:hak |jatah )?(?:hari )?(?:libur|(?:istirahat|cuti|libur)(?: rehat)? mingguan|rehat|off)",
    "rest_en": r"(?:rest days?|days? off|off-days?|days? of rest|weekly holidays?|holidays|Sundays? off|weekly off)",
    "before_id": r"(?:sebelum (?:di)?(?:berangkat|terbang)\w*|sebelum (?:keberangkatan|pemberangkatan|penerbangan)"
    r"|di muka|sebelum visa"
    r"|(?:saat|ketika) mendaftar"
    r"|(?:pada )?saat pendaftaran)",
    "before_en": r"(?:(?:before|prior to) (?:the )?(?:departure|departing|flying|flight|leaving|travel)"
    r"|upon registration)",
}
"""Name -> the words that ``<name>`` stands for in a pattern of ``binding_wordings.toml``."""

TOPICS: Final[dict[str, str]] = {
    "papers": r"\bpaspor\w*|\bpasport\w*|\bpassports?\b|\btravel documents?\b|\bidentity (?:cards?|documents?"
    r"|papers)\b"
    r"|\bpersonal documents?\b|\bdokumen (?:perjalanan|pribadi|asli|identitas)\b|\bKTP\b|\bijazah\b"
    r"|\bkartu (?:identitas|keluarga)\b|\bdokumen pekerja\b|\bsurat(?:-surat)? penting|\b(?:his|her"
    r"|their|worker's|employee's|helper's|maid's) (?:papers|documents)\b|\bbuku (?:pelaut|nikah)\b"
    r"|\bsertifikat (?:tanah|rumah)\b"
    r"|\bID (?:cards?|documents?)\b|\bseam[ae]n'?s books?\b|\bdiplomas?\b|\bresidence (?:cards?|permits?)\b",
    "debt": r"\b(?:ber)?h?utang\b|\bpinjaman\b|\bdebts?\b|\bloans?\b|\bowes?\b|\bindebted\b|\blunas\b"
    r"|\badvance payments?\b|\badvances? and\b|\boutstanding\b|\bdibeli\b|\bbought (?:you|the)\b"
    r"|\bh?utangnya\b|\bpanjar\b|\bpotongan (?:belum|selesai)\b|\bwhat (?:he|she) owes\b"
    r"|\bpromissory\b|\badvance which\b|\bfree to (?:go|leave)\b|\brepayment\b|\brecovered from\b",
    "penalty": r"\bdenda\b|\bdidenda\b|\bp[ie]nalti\b|\bganti (?:rugi|kerugian)\b|\bpenalt(?:y|ies)\b|\bfine[sd]?\b"
    r"|\bliquidated damages\b|\bforfeit(?:s|ed|ure)?\b"
    r"|\bpampasan\b|\bmenebus\b|\bindemnif(?:y|ies)\b|\bbond\b|\bbiaya ganti\b|\bganti biaya\b"
    r"|\bsanksi uang\b|\bbuy out\b|\bkerugian\b|\bsisa upah\b|\bkehilangan hak|\bmenyetor Rp\b"
    r"|\bmonths of (?:pay|salary|wages)\b|\bpay us\b|\bhangus\b|\bdamages\b|\bcompensat(?:e the"
    r"|ion fee)|\b(?:sisa gaji|remaining months)\b"
    r"|\b(?:mengganti|mengembalikan|membayar kembali)\w* (?:\w+ )?(?:biaya|pengeluaran)\b"
    r"|\b(?:reimburses?|refunds?|pays? back|repays?)\b",
    "rest": r"\blibur\b|\bistirahat mingguan\b|\brest days?\b|\bdays? off\b|\bdays? of rest\b"
    r"|\boff-days?\b|\bholidays\b|\bSundays? off\b|\bweekly off\b|\ball days of\b|\btetap masuk\b"
    r"|\brehat\b|\b(?:cuti|off) (?:mingguan|ditiadakan)\b|\b(?:ada|hari) off\b|\bevery day of\b"
    r"|\b(?:bekerja|masuk) (?:setiap|tiap) hari\b|\b(?:30|31) days\b"
    r"|\b(?:7|tujuh|seven)(?: \((?:7|tujuh|seven)\))? (?:hari|days)\b",
    "payment": r"\brekening (?:pribadi|bank|atas nama|a\.?n\b)|\b(?:private|personal) (?:bank )?account\b"
    rf"|\b(?:{WORDS['before_id']}|{WORDS['before_en']})\b"
    r"|\b(?:uang tanda jadi|uang proses|setoran)\b|\bdown payment\b"
    r"|\b(?:biaya|uang) (?:admin|administrasi|seragam|pelatihan|pendaftaran|jaminan|muka|penempatan|proses)\b"
    r"|\b(?:admin(?:istration|istrative)?|uniform|training|registration|processing|placement|recruitment|security)"
    r" (?:fees?|costs?|charges?|deposits?)\b",
    "copies": r"\bsalinan(?:nya)?\b|\btembusan\b|\beksemplar\b|\bonly original\b|\bmemfoto ?kopi\b|\brangkap\b"
    r"|\bcop(?:y|ies)\b|\bkopi\b",
}
"""Subject -> a pattern of the words by which a sentence speaks of it (case does not count)."""
