"""Closed lists of the KTP-el, canonical form first, with the variants that genuine cards and readers show.

Source: domain.md sections 1.1, 1.2 and 1.4 (labels in printed order, enumerations, reading confusions), 2026-11.
"""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "nik": ("NIK", "N1K", "MIK", "NlK", "NIX", "NK", "NI K"),
    "name": ("Nama", "Nama Lengkap"),
    "birth": ("Tempat/Tgl Lahir", "Tempat Tanggal Lahir", "Tempat Tgl. Lahir", "Tempat Lahir"),
    "sex": ("Jenis Kelamin",),
    "address": ("Alamat",),
    "rt_rw": ("RT/RW", "RT RW", "RTRW", "RTARW"),
    "village": ("Kel/Desa", "Kelurahan/Desa", "Desa/Kelurahan", "Kel. Desa"),
    "district": ("Kecamatan",),
    "religion": ("Agama",),
    "marital_status": ("Status Perkawinan", "Status Kawin", "Status"),
    "occupation": ("Pekerjaan",),
    "citizenship": ("Kewarganegaraan", "Kewarganegaran"),
    "valid_until": ("Berlaku Hingga", "Berlaku Sampai"),
}
"""Labels of the left column in printed order; ``birth`` holds place and date."""

BLOOD_LABELS: Final = ("Gol. Darah", "Gol Darah", "Golongan Darah", "GolDarah")

SEXES: Final[Mapping[str, str]] = {"LAKI-LAKI": "M", "LAKI LAKI": "M", "LAKI": "M", "PEREMPUAN": "F", "WANITA": "F"}

BLOOD_TYPES: Final = ("A", "B", "AB", "O", "A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-", "-")

RELIGIONS: Final[Mapping[str, str]] = {
    "ISLAM": "ISLAM",
    "KRISTEN": "KRISTEN",
    "KRISTEN PROTESTAN": "KRISTEN",
    "KATOLIK": "KATOLIK",
    "KATHOLIK": "KATOLIK",
    "KRISTEN KATOLIK": "KATOLIK",
    "HINDU": "HINDU",
    "BUDDHA": "BUDDHA",
    "BUDHA": "BUDDHA",
    "KHONGHUCU": "KHONGHUCU",
    "KONGHUCU": "KHONGHUCU",
    "CONFUCIUS": "KHONGHUCU",
    "KEPERCAYAAN TERHADAP TUHAN YME": "KEPERCAYAAN TERHADAP TUHAN YME",
    "KEPERCAYAAN": "KEPERCAYAAN TERHADAP TUHAN YME",
    "-": "-",
}

MARITAL_STATUSES: Final[Mapping[str, str]] = {
    "BELUM KAWIN": "BELUM KAWIN",
    "KAWIN": "KAWIN",
    "CERAI HIDUP": "CERAI HIDUP",
    "CERAI MATI": "CERAI MATI",
    "KAWIN TERCATAT": "KAWIN",
    "KAWIN BELUM TERCATAT": "KAWIN",
}

CITIZENSHIPS: Final[Mapping[str, str]] = {"WNI": "WNI", "WNA": "WNA", "INDONESIA": "WNI"}

LIFELONG: Final = "SEUMUR HIDUP"

PROVINCE_WORDS: Final = ("PROVINSI", "PROPINSI")
REGENCY_WORDS: Final = ("KABUPATEN", "KOTA", "KAB.", "KOTA ADMINISTRASI", "JAKARTA")

DIGIT_LOOKALIKES: Final[Mapping[str, str]] = {
    letter: digit
    for digit, letters in {
        "0": "OoDQU", "1": "Il|!iL][", "2": "Zz", "4": "A", "5": "Ss", "6": "bG", "7": "T?", "8": "B&eE", "9": "gq",
    }.items()
    for letter in letters
}  # fmt: skip
"""Letters that readers see in digits (domain.md 1.4); to be mapped inside numbers only."""
