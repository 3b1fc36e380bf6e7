"""The first file that an officer opens: what a bundle is, and how to check it without our software."""

import datetime as dt
from typing import Final

from validators.model import Case

NOTICE: Final = "BACA-DULU_READ-FIRST.txt"

_TEXT: Final = """\
BUKTI KASUS {reference}, revisi {revision}, dibuat {day} (UTC)

1. Ini berkas bukti satu kasus: dokumen asli persis seperti diterima, hasil pemeriksaan, dan catatan penanganannya.
2. Sistem hanya menandai hal yang perlu dilihat. Yang memutuskan adalah manusia; sistem tidak menyebut dokumen palsu.
3. data/originals: berkas asli, tidak diubah satu bita pun. data/pages: gambar halaman yang dibaca.
4. data/case.json: hasil pemeriksaan. data/review/decisions.json: keputusan petugas dan alasannya.
5. data/custody/custody.jsonl: siapa melakukan apa dan kapan, berantai. data/bundle.json: nama asli setiap berkas.
6. Periksa keutuhan di Linux, di dalam folder ini:   sha256sum -c manifest-sha256.txt
7. Di macOS:   shasum -a 256 -c manifest-sha256.txt
8. Di Windows (PowerShell), tanpa keluaran berarti utuh:
   {powershell}
9. Perintah itu tidak melihat berkas tambahan. Pemeriksaan lengkap:   python -m worker bundle verify BERKAS.zip
10. Belum disegel: perubahan pada berkas dan semua manifes sekaligus belum dapat diketahui. Simpan salinan ZIP ini.

----------------------------------------------------------------------------------------------------------------

EVIDENCE OF CASE {reference}, revision {revision}, made {day} (UTC)

1. This is the evidence of one case: the original papers exactly as received, the result, and how they were handled.
2. The system only marks what should be looked at. It does not conclude that a paper is forged; a person decides.
3. data/originals: the original files, not a byte changed. data/pages: the page images that were read.
4. data/case.json: the result. data/review/decisions.json: what officers decided, and why.
5. data/custody/custody.jsonl: who did what and when, as a chain. data/bundle.json: the name that each file came with.
6. Check that it is whole, on Linux, inside this folder:   sha256sum -c manifest-sha256.txt
7. On macOS:   shasum -a 256 -c manifest-sha256.txt
8. On Windows (PowerShell), no output means whole:
   {powershell}
9. Those commands do not see added files. The full check:   python -m worker bundle verify FILE.zip
10. Not sealed yet: a change to a file and to all manifests together cannot be seen. Keep a copy of this ZIP.
"""
_POWERSHELL: Final = (
    "Get-Content manifest-sha256.txt | % { $h,$f = $_ -split '  ',2; "
    'if (-not (Test-Path $f) -or (Get-FileHash $f -Algorithm SHA256).Hash -ne $h) { "BERUBAH/CHANGED $f" } }'
)


def notice(case: Case, made_at: dt.datetime) -> str:
    """Return the text of ``BACA-DULU_READ-FIRST.txt``, Indonesian first; ``made_at`` in UTC."""
    return _TEXT.format(
        reference=" ".join((case.case.reference or case.case.id).split()),
        revision=case.case.revision,
        day=made_at.astimezone(dt.UTC).date().isoformat(),
        powershell=_POWERSHELL,
    )
