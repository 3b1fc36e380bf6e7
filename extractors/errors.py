"""Why an upload could not be read: stable codes, each with a sentence in Indonesian and English."""

from enum import StrEnum
from typing import Final

from extractors.model import Failure, Text


class FailureCode(StrEnum):
    """Stable codes of ``failure.code``; a code is never reused for another meaning."""

    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    NOT_A_FILE = "not_a_file"
    UNSUPPORTED_TYPE = "unsupported_type"
    EXTENSION_MISMATCH = "extension_mismatch"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    DECODER_TIMEOUT = "decoder_timeout"
    DECODER_CRASHED = "decoder_crashed"
    OCR_TIMEOUT = "ocr_timeout"
    OCR_FAILED = "ocr_failed"
    ORIGINAL_DAMAGED = "original_damaged"
    QUARANTINED = "quarantined"


_SENTENCES: Final[dict[FailureCode, tuple[str, str]]] = {
    FailureCode.EMPTY_FILE: (
        "Berkas kosong. Kirim ulang dokumennya.",
        "The file is empty. Send the document again.",
    ),
    FailureCode.TOO_LARGE: (
        "Berkas terlalu besar. Kirim foto atau PDF yang lebih kecil.",
        "The file is too large. Send a smaller photo or PDF.",
    ),
    FailureCode.NOT_A_FILE: (
        "Yang dikirim bukan berkas (misalnya folder). Kirim berkas foto atau PDF.",
        "What was sent is not a file (a folder, for example). Send a photo or a PDF file.",
    ),
    FailureCode.UNSUPPORTED_TYPE: (
        "Jenis berkas ini tidak dapat dibaca. Kirim foto JPEG, PNG, TIFF, atau PDF.",
        "This kind of file cannot be read. Send a JPEG, PNG or TIFF photo, or a PDF.",
    ),
    FailureCode.EXTENSION_MISMATCH: (
        "Nama berkas tidak sesuai dengan isinya. Simpan ulang dengan akhiran yang benar, lalu kirim lagi.",
        "The file's name does not fit its content. Save it with the right ending and send it again.",
    ),
    FailureCode.DAMAGED: (
        "Berkas rusak atau terpotong. Kirim ulang dari sumber aslinya.",
        "The file is damaged or cut short. Send it again from the original.",
    ),
    FailureCode.ENCRYPTED: (
        "PDF terkunci dengan kata sandi. Kirim PDF tanpa kata sandi.",
        "The PDF is locked with a password. Send a PDF without a password.",
    ),
    FailureCode.TOO_MANY_PAGES: (
        "PDF memiliki terlalu banyak halaman. Kirim hanya halaman dokumennya.",
        "The PDF has too many pages. Send only the pages of the document.",
    ),
    FailureCode.TOO_MANY_PIXELS: (
        "Gambar terlalu besar untuk dibuka. Kirim foto dengan resolusi biasa.",
        "The picture is too large to open. Send a photo of normal resolution.",
    ),
    FailureCode.TOO_SMALL: (
        "Gambar terlalu kecil untuk dibaca. Kirim foto yang lebih dekat dan lebih besar.",
        "The picture is too small to read. Send a closer, larger photo.",
    ),
    FailureCode.DECODER_TIMEOUT: (
        "Berkas terlalu lama dibuka. Kirim ulang sebagai foto atau PDF biasa.",
        "The file took too long to open. Send it again as an ordinary photo or PDF.",
    ),
    FailureCode.DECODER_CRASHED: (
        "Berkas tidak dapat dibuka dengan aman. Kirim ulang sebagai foto atau PDF biasa.",
        "The file could not be opened safely. Send it again as an ordinary photo or PDF.",
    ),
    FailureCode.OCR_TIMEOUT: (
        "Pembacaan teks terlalu lama. Kirim foto yang lebih jelas.",
        "Reading the text took too long. Send a clearer photo.",
    ),
    FailureCode.OCR_FAILED: (
        "Pembaca teks gagal. Berkas disimpan dan akan dicoba lagi.",
        "The text reader failed. The file is kept and will be tried again.",
    ),
    FailureCode.ORIGINAL_DAMAGED: (
        "Berkas tersimpan tidak lagi sama dengan yang diterima. Petugas sistem harus memeriksa penyimpanan.",
        "The stored file is no longer what was received. An operator must check the storage.",
    ),
    FailureCode.QUARANTINED: (
        "Berkas ini berulang kali menghentikan pembacaan dan ditahan untuk diperiksa petugas.",
        "This file stopped the reader several times and is held for an officer to look at.",
    ),
}
_RETRYABLE: Final = frozenset({FailureCode.OCR_TIMEOUT, FailureCode.OCR_FAILED, FailureCode.DECODER_TIMEOUT})


class UnreadableUpload(Exception):  # noqa: N818  # named for what it is, as design.md does
    """An upload, or a page of it, could not be read; ``stage`` says in which step."""

    def __init__(self, code: FailureCode, stage: str, detail: str = "") -> None:
        super().__init__(f"{code} at {stage}" + (f": {detail}" if detail else ""))
        self.code = code
        self.stage = stage

    def failure(self) -> Failure:
        """Return the failure as it stands in a result."""
        indonesian, english = _SENTENCES[self.code]
        return Failure(
            code=self.code,
            stage=self.stage,
            retryable=self.code in _RETRYABLE,
            message=Text(id=indonesian, en=english),
        )
