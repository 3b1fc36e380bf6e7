"""Closed lists of the KTP-el, canonical form first, with the variants that genuine cards and readers show.

Source: domain.md sections 1.1, 1.2 and 1.4 (labels in printed order, enumerations, reading confusions), 2026-11.
"""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "nik": ("NIK", "N1K", "MIK", "NlK", "NIX", "NK", "NI K"),
    "name": ("Nama", "Nama Lengkap", "Name"),
    "birth": (
        "Tempat/Tgl Lahir",
        "Tempat Tanggal Lahir",
        "Tempat Tgl. Lahir",
        "Tempat Lahir",
        "Place/Date of Birth",
        "Place Date of Birth",
    ),
    "sex": ("Jenis Kelamin", "Gender"),
    "address": ("Alamat", "Address"),
    "rt_rw": ("RT/RW", "RT RW", "RTRW", "RTARW"),
    "village": ("Kel/Desa", "Kelurahan/Desa", "Desa/Kelurahan", "Kel. Desa"),
    "district": ("Kecamatan",),
    "religion": ("Agama", "Religion"),
    "marital_status": ("Status Perkawinan", "Status Kawin", "Status", "Marital Status"),
    "occupation": ("Pekerjaan", "Occupation"),
    "citizenship": ("Kewarganegaraan", "Kewarganegaran", "Nationality", "Citizenship"),
    "valid_until": ("Berlaku Hingga", "Berlaku Sampai", "Valid Until", "Date of Expiry"),
}
"""Labels of the left column in printed order; ``birth`` holds place and date. The English ones are those of cards of
foreign residents (which words these bear is in no source that we hold: forms of other papers are taken)."""

BLOOD_LABELS: Final = ("Gol. Darah", "Gol Darah", "Golongan Darah", "GolDarah", "Blood Type")

SEXES: Final[Mapping[str, str]] = {
    "LAKI-LAKI": "M",
    "LAKI - LAKI": "M",
    "LAKI LAKI": "M",
    "LAKI": "M",
    "MALE": "M",
    "PEREMPUAN": "F",
    "WANITA": "F",
    "FEMALE": "F",
}

BLOOD_TYPES: Final = ("A", "B", "AB", "O", "A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-", "-")

RELIGIONS: Final[Mapping[str, str]] = {
    "ISLAM": "ISLAM",
    "MUSLIM": "ISLAM",
    "KRISTEN": "KRISTEN",
    "KRISTEN PROTESTAN": "KRISTEN",
    "PROTESTAN": "KRISTEN",
    "CHRISTIAN": "KRISTEN",
    "KATOLIK": "KATOLIK",
    "KATHOLIK": "KATOLIK",
    "KRISTEN KATOLIK": "KATOLIK",
    "CATHOLIC": "KATOLIK",
    "HINDU": "HINDU",
    "BUDDHA": "BUDDHA",
    "BUDHA": "BUDDHA",
    "BUDDHIST": "BUDDHA",
    "KHONGHUCU": "KHONGHUCU",
    "KONGHUCU": "KHONGHUCU",
    "KONG HU CU": "KHONGHUCU",
    "CONFUCIUS": "KHONGHUCU",
    "KEPERCAYAAN TERHADAP TUHAN YME": "KEPERCAYAAN TERHADAP TUHAN YME",
    "KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA": "KEPERCAYAAN TERHADAP TUHAN YME",
    "KEPERCAYAAN THD TUHAN YME": "KEPERCAYAAN TERHADAP TUHAN YME",
    "KEPERCAYAAN TUHAN YME": "KEPERCAYAAN TERHADAP TUHAN YME",
    "KEPERCAYAAN": "KEPERCAYAAN TERHADAP TUHAN YME",
    "-": "-",
}

MARITAL_STATUSES: Final[Mapping[str, str]] = {
    "BELUM KAWIN": "BELUM KAWIN",
    "SINGLE": "BELUM KAWIN",
    "KAWIN": "KAWIN",
    "MARRIED": "KAWIN",
    "KAWIN TERCATAT": "KAWIN",
    "KAWIN BELUM TERCATAT": "KAWIN",
    "KAWIN TIDAK TERCATAT": "KAWIN",
    "CERAI HIDUP": "CERAI HIDUP",
    "CERAI HIDUP TERCATAT": "CERAI HIDUP",
    "CERAI HIDUP BELUM TERCATAT": "CERAI HIDUP",
    "DIVORCED": "CERAI HIDUP",
    "CERAI MATI": "CERAI MATI",
    "WIDOWED": "CERAI MATI",
}

CITIZENSHIPS: Final[Mapping[str, str]] = {"WNI": "WNI", "WNA": "WNA", "INDONESIA": "WNI"}
"""Cards of foreign residents bear the name of their state instead (``vocabulary/countries.py``)."""

LIFELONG: Final = "SEUMUR HIDUP"

PROVINCE_WORDS: Final = ("PROVINSI", "PROPINSI")

DIGIT_LOOKALIKES: Final[Mapping[str, str]] = {
    letter: digit
    for digit, letters in {
        "0": "OoDQU", "1": "Il|!iL][", "2": "Zz", "4": "A", "5": "Ss", "6": "bG", "7": "T?", "8": "B&eE", "9": "gq",
    }.items()
    for letter in letters
}  # fmt: skip
"""Letters that readers see in digits (domain.md 1.4); to be mapped inside numbers only."""
