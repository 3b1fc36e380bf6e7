"""What the papers of the producers' bench say, and the same as HTML: drawn values, no person's."""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NAMES: Final = (
    "SITI", "CONTOH", "RAHMAWATI", "DEWI", "AGUS", "WAHYUNI", "YATI", "SUPARMAN", "TARYATI", "JOKO", "VERA", "LAILA",
    "ABDUL", "FATMAWATI", "KUSUMA", "NURUL", "HIDAYAT", "IWAN", "WULAN", "PURNAMA", "ZAENAL", "OKTAVIA", "BUDI",
)  # fmt: skip
_FIRMS: Final = ("PT SPECIMEN JAYA UTAMA", "PT CONTOH MITRA ABADI", "PT WAHANA SPECIMEN KARYA", "CV TELADAN CONTOH")
_TOWNS: Final = ("Surabaya", "Indramayu", "Kendal", "Ponorogo", "Lombok Timur", "Cilacap", "Malang")
_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_CLAUSES: Final = (
    "Pemberi kerja memberi waktu istirahat satu hari dalam seminggu kepada pekerja, tidak dipotong dari upah.",
    "The employer shall provide suitable accommodation and three meals a day at no cost to the worker.",
    "Perselisihan diselesaikan secara musyawarah sebelum menempuh jalur hukum di negara penempatan.",
    "Pekerja menyimpan sendiri dokumen perjalanannya selama bekerja, termasuk paspor dan kartu identitas.",
    "Jam kerja adalah 8 (delapan) jam sehari, dan lembur dibayar 150% dari upah per jam.",
    "Cuti tahunan sebanyak 12 hari kerja diberikan setelah 12 bulan masa kerja terus-menerus.",
    "Biaya pengobatan sampai RM 2.500 setahun ditanggung oleh pemberi kerja melalui asuransi.",
    "Apabila pekerja sakit lebih dari 30 hari, kedua belah pihak membicarakan kelanjutan perjanjian ini.",
    "Upah dibayarkan paling lambat tanggal 7 setiap bulan melalui rekening bank atas nama pekerja.",
    "Either party may end this contract by giving 30 days' written notice or wages in lieu of notice.",
    "Pemberi kerja menanggung tiket pulang setelah perjanjian berakhir sebagaimana mestinya.",
    "Perpanjangan perjanjian dibuat secara tertulis dan diketahui oleh Perwakilan Republik Indonesia.",
)


@dataclass(frozen=True)
class Story:
    """One paper: labelled values, sums of money, clauses, a signing line."""

    seed: int
    title: str
    firm: str
    rows: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    signed: str

    @property
    def values(self) -> tuple[str, ...]:
        """The values that somebody would change."""
        return (*(value for _, value in self.rows), *(value for _, value in self.sums))


def stories(seed: int, count: int) -> Iterator[Story]:
    """Yield ``count`` papers of one to four pages."""
    for number in range(count):
        draw = random.Random(f"producers {seed + number}")
        clauses = [draw.choice(_CLAUSES) for _ in range(draw.choice((4, 8, 16, 40)))]
        yield Story(
            seed + number, draw.choice(("PERJANJIAN KERJA", "SURAT PERJANJIAN PENEMPATAN", "SURAT KETERANGAN")),
            draw.choice(_FIRMS), tuple(_rows(draw)), tuple(_sums(draw)), tuple(clauses),
            f"{draw.choice(_TOWNS)}, {_day(draw, 2026)}",
        )  # fmt: skip


def _rows(draw: random.Random) -> Iterator[tuple[str, str]]:
    yield "Nomor", f"{draw.randint(1, 999):03d}/SPEC/{draw.choice(('PK', 'PP', 'SK'))}/{draw.randint(1, 12):02d}/2026"
    yield "Nama pekerja", " ".join(draw.sample(_NAMES, draw.choice((2, 2, 3))))
    yield "NIK", f"{draw.randint(1, 99):02d}99{draw.randint(0, 10**12 - 1):012d}"
    yield "Nomor paspor", f"X{draw.randint(0, 9_999_999):07d}"
    yield "Tempat, tanggal lahir", f"{draw.choice(_TOWNS)}, {_day(draw, draw.randint(1978, 2004))}"
    yield (
        "Upah pokok",
        draw.choice(("RM {}.{}00,00", "NT$ {}{},{}70", "HK$ {},{}00")).format(
            draw.randint(1, 9), draw.randint(1, 9), draw.randint(1, 9)
        ),
    )
    yield "Masa kerja", f"{draw.choice((12, 24, 36))} bulan"
    yield "Berlaku sampai", _day(draw, draw.randint(2027, 2029))


def _sums(draw: random.Random) -> Iterator[tuple[str, str]]:
    for name in ("Biaya paspor", "Biaya pemeriksaan", "Biaya pelatihan", "Jumlah"):
        yield name, f"Rp {draw.randint(1, 19)}.{draw.randint(0, 999):03d}.{draw.choice(('000', '500'))}"


def _day(draw: random.Random, year: int) -> str:
    return f"{draw.randint(1, 28)} {draw.choice(_MONTHS)} {year}"


def as_html(story: Story) -> str:
    """Return the paper as HTML, in one of a few looks that its seed decides."""
    draw = random.Random(f"look {story.seed}")
    face = draw.choice(("Liberation Serif", "Liberation Sans", "DejaVu Sans", "DejaVu Serif"))
    size, align = draw.choice((9.5, 10, 11, 12)), draw.choice(("left", "justify"))
    bold = draw.choice(("normal", "bold"))
    rows = "".join(f"<tr><td>{_told(k)}</td><td>:</td><td class=v>{_told(v)}</td></tr>" for k, v in story.rows)
    if draw.random() < 0.4:
        rows = "".join(f"<tr><td>{_told(k)} : <b>{_told(v)}</b> (sesuai dokumen)</td></tr>" for k, v in story.rows)
    sums = "".join(f"<tr><td>{_told(k)}</td><td align=right>{_told(v)}</td></tr>" for k, v in story.sums)
    clauses = "".join(f"<p>Pasal {n}. {_told(text)}</p>" for n, text in enumerate(story.clauses, 1))
    return f"""<html><head><meta charset="utf-8"><title>{_told(story.title)}</title><style>
      @page {{ size: A4; margin: 2cm }} body {{ font-family: '{face}'; font-size: {size}pt }}
      .v {{ font-weight: {bold} }} p {{ text-align: {align} }} h1 {{ font-size: {size + 4}pt; text-align: center }}
      </style></head><body><p><b>{_told(story.firm)}</b></p><h1>{_told(story.title)}</h1>
      <table width="100%">{rows}</table><table width="100%">{sums}</table>{clauses}
      <p style="text-align:right">{_told(story.signed)}</p></body></html>"""


def _told(text: str) -> str:
    return html.escape(text)
