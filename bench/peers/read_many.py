"""Read papers with a peer, in the peers' own environment: one line of paths in, one JSON line out for each paper.

A tab parts the pictures of one paper.

`.venv-peers/bin/python bench/peers/read_many.py akshara|passporteye|readmrz|plain`. Each peer is used as its own
documentation says, with its standard settings. What a peer raises is its answer for that file.
"""

import json
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]


def akshara() -> Callable[[str], Answer]:
    """akshara-ocr 0.3.0: cards by kind; its fields under our names and in our forms."""
    from akshara_ocr.core import IDDocOCR

    reader = IDDocOCR()

    def read(path: str) -> Answer:
        found = reader.extract(path).model_dump()
        birth = re.match(r"\s*(.*?)[,. ]+(\d{2})-(\d{2})-(\d{4})", found.get("tempat_tanggal_lahir") or "")
        sex = (found.get("jenis_kelamin") or "").upper()
        fields = {
            "nik": found.get("nik"),
            "name": found.get("nama") or found.get("full_name"),
            "birth_place": birth[1] if birth else None,
            "birth_date": "-".join((birth[4], birth[3], birth[2])) if birth else None,
            "sex": "M" if sex.startswith("LAKI") else "F" if sex.startswith("PEREM") else None,
            "address": found.get("alamat"),
            "religion": found.get("agama"),
            "marital_status": found.get("status_perkawinan"),
            "occupation": found.get("pekerjaan"),
            "citizenship": found.get("kewarganegaraan"),
            "valid_until": found.get("berlaku_hingga"),
            "passport_number": found.get("passport_number"),
        }
        kind = {"ktp": "ktp", "paspor": "passport"}.get(found["doc_type"], "unknown")
        return {"type": kind, "fields": {name: value for name, value in fields.items() if value}}

    return read


def passporteye() -> Callable[[str], Answer]:
    """PassportEye 2.2.2: the zone's raw lines."""
    from passporteye import read_mrz

    def read(path: str) -> Answer:
        zone = read_mrz(path)
        return {"lines": zone.aux["text"].split("\n") if zone is not None else []}

    return read


def readmrz() -> Callable[[str], Answer]:
    """Readmrz 0.0.2: the zone's raw lines."""
    from readmrz import MrzDetector, MrzReader

    detector, reader = MrzDetector(), MrzReader()

    def read(path: str) -> Answer:
        return {"lines": reader.read_mrz(detector.crop_area(detector.read(path))).split("\n")}

    return read


def plain() -> Callable[[str], Answer]:
    """Pytesseract as it comes, on the whole picture, with Indonesian and English."""
    import pytesseract
    from PIL import Image

    def read(path: str) -> Answer:
        pages = (pytesseract.image_to_string(Image.open(page), lang="ind+eng") for page in path.split("\t"))
        return {"text": "\n".join(pages)}

    return read


PEERS = {"akshara": akshara, "passporteye": passporteye, "readmrz": readmrz, "plain": plain}


def main() -> None:
    """Answer every path on standard input until it ends."""
    warnings.simplefilter("ignore")
    read = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        try:
            answer = read(line.strip())
        except Exception as problem:  # noqa: BLE001  # a peer's failure, of whatever kind, is its answer
            answer = {"error": type(problem).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
