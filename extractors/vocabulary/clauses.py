"""The mandatory clauses of a work contract, C1 to C15, and the words that show them, in Indonesian and English.

Source: UU 18/2017 Ps 15(2) and Perban BP2MI 1/2020 Ps 2(2), as listed in domain.md 4.1. C1 and C2 (the parties)
are shown by their names and addresses, not by words.
"""

from typing import Final

CUES: Final[dict[str, tuple[str, ...]]] = {
    "C3": (
        "jabatan", "jenis pekerjaan", "uraian pekerjaan", "uraian tugas", "job description", "position", "job title",
        "type of work", "nature of work", "scope of work", "duties of the worker", "tugas pekerja", "occupation",
    ),
    "C4": (
        "hak dan kewajiban", "rights and obligations", "rights and duties", "duties and responsibilities",
        "kewajiban pihak", "kewajiban majikan", "kewajiban pekerja", "obligations of the employer",
        "obligations of the worker", "tugas dan tanggung jawab", "responsibilities of the employer", "hak pekerja",
    ),
    "C5": (
        "jam kerja", "waktu kerja", "working hours", "hours of work", "waktu istirahat", "hari libur", "rest day",
        "rest days", "hari istirahat", "cuti", "annual leave", "working time",
    ),
    "C6": (
        "upah", "gaji", "wage", "wages", "salary", "remuneration", "pembayaran gaji", "payment of wages", "lembur",
        "overtime", "cara pembayaran",
    ),
    "C7": (
        "fasilitas", "akomodasi", "accommodation", "facilities", "tempat tinggal dan makan", "food and lodging",
        "konsumsi", "housing", "meals", "makanan", "penginapan", "transportasi", "transport", "board and lodging",
    ),
    "C8": (
        "jaminan sosial", "asuransi", "social security", "insurance", "bpjs", "perawatan kesehatan",
        "medical treatment", "medical care", "perkeso", "socso",
    ),
    "C9": (
        "jangka waktu", "masa berlaku", "masa kontrak", "duration", "contract period", "term of contract",
        "mulai berlaku", "period of employment", "term of employment", "contract term", "commencement",
        "masa perjanjian",
    ),
    "C10": ("perpanjangan", "diperpanjang", "extension", "renewal", "renewed", "extended"),
    "C11": (
        "pemutusan hubungan kerja", "pemutusan perjanjian", "pemutusan kontrak", "pengakhiran", "termination", "phk",
        "pembatalan perjanjian", "dismissal",
    ),
    "C12": (
        "berakhirnya perjanjian", "berakhirnya kontrak", "perjanjian kerja berakhir", "perjanjian ini berakhir",
        "kontrak berakhir", "end of contract", "expiry of the contract", "expiration of", "contract ends",
        "completion of the contract", "end of the contract", "upon completion",
    ),
    "C13": (
        "penyelesaian perselisihan", "perselisihan", "dispute", "disputes", "settlement of dispute", "sengketa",
        "musyawarah", "grievance",
    ),
    "C14": ("pemulangan", "repatriation", "repatriated", "dipulangkan", "return passage", "biaya pulang", "kepulangan"),
    "C15": (
        "jaminan keamanan", "keselamatan", "keamanan dan keselamatan", "safety", "safety and security",
        "security and safety", "pelindungan keselamatan", "keselamatan kerja", "personal safety",
    ),
}  # fmt: skip
"""Clause -> lower-case phrases of which one at least stands in it."""
