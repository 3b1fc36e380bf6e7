"""Sentences of agreements on papers, debt, penalties, rest, payment and copies, written for this bench.

Those of ``GENUINE`` bind nobody, though they bear the words of those that do; those of ``BINDING`` are what the ILO's
indicators of forced labour are about (domain.md section 5, rule 27).
"""

import re
from types import MappingProxyType
from typing import Final

from bench.screening.wordings import NONE, wordings
from extractors.vocabulary.binding_terms import TOPICS

_OWN: Final = (
    ("papers", "Paspor dan dokumen pribadi disimpan oleh pekerja sendiri."),
    ("papers", "Passport and personal documents are kept by the Worker."),
    ("papers", "Majikan tidak boleh menahan paspor pekerja dengan alasan apa pun."),
    ("papers", "The Employer shall not keep the passport of the Helper."),
    ("papers", "Pekerja menyerahkan fotokopi KTP dan paspor kepada P3MI untuk pengurusan visa."),
    ("papers", "Nomor paspor dan alamat pekerja yang tercantum di atas adalah benar."),
    ("papers", "Biaya pembuatan paspor ditanggung oleh pemberi kerja."),
    ("papers", "The Employer bears the cost of renewing the passport of the Worker."),
    ("debt", "Pekerja tidak berutang apa pun kepada P3MI sehubungan dengan penempatan ini."),
    ("debt", "No loan is granted to the Worker by the Employer or the Agency."),
    ("debt", "Pemberi kerja tidak boleh memberi pinjaman yang mengikat pekerja."),
    ("penalty", "Majikan yang terlambat membayar upah dikenai denda sesuai hukum setempat."),
    ("penalty", "Tidak ada denda apabila pekerja mengakhiri perjanjian dengan pemberitahuan satu bulan."),
    ("penalty", "The Worker may terminate this contract by one month's notice without penalty."),
    ("penalty", "Apabila pemberi kerja memutuskan perjanjian tanpa alasan, pekerja berhak atas ganti rugi."),
    ("rest", "Pekerja berhak atas satu hari libur setiap minggu."),
    ("rest", "The Worker is entitled to one rest day in every period of seven days."),
    ("rest", "Apabila pekerja bekerja pada hari libur, upah lembur dibayar dua kali lipat."),
    ("rest", "The Employer shall not require the Helper to work on a rest day."),
    ("payment", "Upah dibayar ke rekening bank atas nama pekerja setiap bulan."),
    ("payment", "The wage is paid into the bank account of the Worker by the seventh day of each month."),
    ("payment", "Pekerja tidak membayar biaya administrasi, seragam, atau pelatihan apa pun."),
    ("copies", "Perjanjian ini dibuat dalam rangkap tiga, satu untuk pekerja."),
    ("copies", "Each party receives a copy of this contract."),
    ("copies", "CPMI berhak atas salinan perjanjian ini."),
)


def _topic(text: str) -> str | None:
    """Return the subject by which the extractor would take ``text`` down, None where it would not."""
    return next((topic for topic, cue in TOPICS.items() if re.search(cue, text, re.IGNORECASE)), None)


GENUINE: Final = (
    *_OWN,
    *((topic, one.text) for one in wordings() if one.indicator == NONE and (topic := _topic(one.text))),
)
"""(topic, text): the bench's own, and the harmless ones of ``wordings.csv``."""

BINDING: Final = MappingProxyType(
    {
        "papers": (
            "Paspor pekerja disimpan oleh majikan selama masa perjanjian.",
            "Paspor dan ijazah pekerja diserahkan kepada agensi sampai perjanjian selesai.",
            "The passport of the Worker shall be kept by the Employer during the contract.",
            "Majikan menyimpan paspor pekerja demi keamanan.",
        ),
        "debt": (
            "Pekerja berutang kepada P3MI sebesar Rp 25.000.000 dan melunasinya dari upah.",
            "The Worker owes the Agency the sum of HKD 12,000 for placement.",
            "Pekerja wajib melunasi pinjaman kepada agensi selama tujuh bulan.",
        ),
        "penalty": (
            "Apabila pekerja berhenti sebelum dua tahun, pekerja membayar denda Rp 30.000.000.",
            "If the Worker leaves before the end of the term, the Worker pays a penalty of TWD 60,000.",
            "Pekerja yang mengundurkan diri wajib membayar ganti rugi kepada majikan.",
        ),
        "rest": (
            "Pekerja tidak mendapat hari libur selama tiga bulan pertama.",
            "The Worker is not entitled to any rest day.",
            "Pekerja bekerja tujuh hari seminggu tanpa hari libur.",
        ),
        "payment": (
            "Pekerja membayar biaya administrasi dan seragam sebelum berangkat.",
            "Pembayaran sebesar Rp 4.500.000 ditransfer ke rekening pribadi atas nama direktur.",
            "The Worker pays an administration fee of USD 300 to a private account.",
        ),
        "copies": (
            "Pekerja tidak menerima salinan perjanjian ini.",
            "The Worker does not receive a copy of this contract.",
        ),
    }
)
"""Topic -> sentences that bind."""
