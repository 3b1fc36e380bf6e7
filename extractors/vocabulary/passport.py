"""Labels of passport data pages: Indonesian since 2009 and the English ones that ICAO Doc 9303 part 4 asks for.

Source: public parsers of Indonesian passports, as domain.md section 2 gathers them, 2026-11.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LABELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "type": ("JENIS", "TYPE", "JENIS/TYPE"),
        "country_code": (
            "KODE NEGARA",
            "COUNTRY CODE",
            "CODE OF ISSUING STATE",
            "ISSUING COUNTRY",
            "COUNTRY CODE/KODE NEGARA",
        ),
        "passport_number": (
            "NO. PASPOR",
            "PASSPORT NO",
            "NOMOR PASPOR",
            "PASSPORT NUMBER",
            "NO. PASSPORT",
            "DOCUMENT NO",
        ),
        "name": ("NAMA LENGKAP", "FULL NAME", "NAMA", "NAME"),
        "surname": ("SURNAME", "NAMA KELUARGA", "FAMILY NAME"),
        "given_names": ("GIVEN NAMES", "GIVEN NAME", "NAMA DEPAN", "FORENAMES"),
        "nationality": ("KEWARGANEGARAAN", "NATIONALITY", "CITIZENSHIP"),
        "birth_date": ("TGL. LAHIR", "TANGGAL LAHIR", "DATE OF BIRTH", "BIRTH DATE"),
        "sex": ("KELAMIN", "JENIS KELAMIN", "SEX", "GENDER"),
        "birth_place": ("TEMPAT LAHIR", "PLACE OF BIRTH", "BIRTHPLACE"),
        "issued_on": ("TGL. PENGELUARAN", "TANGGAL PENGELUARAN", "DATE OF ISSUE", "TGL. DIKELUARKAN", "ISSUE DATE"),
        "expires_on": (
            "TGL. HABIS BERLAKU",
            "TANGGAL HABIS BERLAKU",
            "DATE OF EXPIRY",
            "BERLAKU SAMPAI",
            "BERLAKU HINGGA",
            "DATE OF EXPIRATION",
            "EXPIRY DATE",
            "VALID UNTIL",
        ),
        "issuing_office": (
            "KANTOR YANG MENGELUARKAN",
            "ISSUING OFFICE",
            "ISSUING AUTHORITY",
            "AUTHORITY",
            "DIKELUARKAN DI",
            "DIKELUARKAN OLEH",
            "ISSUED BY",
            "OFFICE OF ISSUE",
            "PLACE OF ISSUE",
        ),
        "registration_number": (
            "NO. REG",
            "REG. NO",
            "NO. REGISTRASI",
            "REGISTRATION NO",
            "REGISTRATION NUMBER",
            "NOMOR REGISTER",
        ),
        "personal_number": ("NIKIM", "PERSONAL NO", "PERSONAL NUMBER"),
    }
)
"""Indonesian and English labels; papers print them alone, side by side or one under the other."""


def both_ways(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels and every pair of them run together, as small print with a slash is often read."""
    return (*labels, *(f"{one} {other}" for one in labels for other in labels if one != other))
