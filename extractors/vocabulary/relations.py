"""Relations of family members as family cards and letters of permission print them, upper case, canonical ones first.

Source: status hubungan dalam keluarga of the family card (Permendagri 109/2019, as shown in domain.md section 3).
"""

from collections.abc import Mapping
from typing import Final

_CANONICAL: Final = {
    "KEPALA KELUARGA": "KEPALA KELUARGA | KEP KELUARGA",
    "SUAMI": "SUAMI | HUSBAND",
    "ISTRI": "ISTRI | ISTERI | WIFE",
    "ANAK": "ANAK | ANAK KANDUNG | CHILD",
    "ANAK TIRI": "ANAK TIRI",
    "ANAK ANGKAT": "ANAK ANGKAT",
    "MENANTU": "MENANTU",
    "CUCU": "CUCU",
    "ORANG TUA": "ORANG TUA | ORANGTUA | PARENT | PARENTS | ORANG TUA KANDUNG",
    "AYAH": "AYAH | BAPAK | AYAH KANDUNG | BAPAK KANDUNG | FATHER",
    "IBU": "IBU | IBU KANDUNG | MOTHER",
    "MERTUA": "MERTUA",
    "WALI": "WALI | GUARDIAN",
    "KAKAK": "KAKAK | KAKAK KANDUNG",
    "ADIK": "ADIK | ADIK KANDUNG",
    "SAUDARA": "SAUDARA KANDUNG",
    "PAMAN": "PAMAN",
    "FAMILI LAIN": "FAMILI LAIN | FAMILI LAINNYA | FAMILI",
    "PEMBANTU": "PEMBANTU",
    "LAINNYA": "LAINNYA",
}
RELATIONS: Final[Mapping[str, str]] = {
    phrase.strip(): value for value, phrases in _CANONICAL.items() for phrase in phrases.split("|")
}
"""Printed relation -> canonical one."""
