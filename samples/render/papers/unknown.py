"""Draws what is no paper of a worker's file, though people send it: it has no fields and must stay unknown."""

import random
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.fonts import font
from samples.render.forms import Form, Party
from samples.render.guilloche import Paper, ground
from samples.render.ink import Pen, Plate, Run
from samples.render.portrait import portrait
from samples.render.printed import Printed
from samples.render.sheet import Sheets
from samples.render.wording import date, rupiah, sex
from samples.words import words


def school_certificate(file: Dossier, draw: random.Random) -> Sheets:
    """Set an ijazah: names and a birth date, but of no type that is read."""
    paper, person = Form(draw, "serif", 11.5, margin=70, lead=1.42), file.person
    school = draw.choice(words("dossier")["schools"])
    paper.sheets.box((26, 26, paper.width - 26, paper.height - 26), 2.4, (90, 70, 40))
    paper.y = 96
    paper.middle("KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN", "bold")
    paper.middle("REPUBLIK INDONESIA", "bold")
    paper.y += 16
    paper.middle("IJAZAH", "bold", 24)
    paper.middle("SEKOLAH MENENGAH ATAS", "bold", 12)
    paper.middle("TAHUN PELAJARAN 2016/2017")
    paper.y += 20
    paper.para("Yang bertanda tangan di bawah ini, Kepala Sekolah menerangkan bahwa:")
    paper.rows(
        [
            ("nama", person.name),
            ("tempat dan tanggal lahir", [Run(f"{person.birth_place}, "), date("", person.birth_date)]),
            ("nama orang tua/wali", file.family_card.members[0].father),
            ("nomor induk siswa nasional", "0000000000"),
        ],
        label=190,
        dotted=True,
    )
    paper.y += 8
    paper.middle("LULUS", "bold", 20)
    paper.para("dari satuan pendidikan setelah memenuhi seluruh kriteria sesuai dengan peraturan perundang-undangan.")
    paper.y += 20
    paper.sign([Party("", ["Kepala Sekolah,"], "PEJABAT CONTOH", ("hand", "stamp"), "NIP 0000000000", school)], at=0.5)
    return paper.sheets


def receipt(file: Dossier, draw: random.Random) -> Sheets:
    """Set a kwitansi: a received sum, a purpose and a signature."""
    paper = Form(draw, "sans", 11, margin=40, width=560, height=260)
    amount = draw.randrange(500_000, 9_000_000, 50_000)
    paper.sheets.box((14, 22, paper.width - 14, paper.height - 14), 1.0, (30, 90, 60))
    paper.y = 52
    paper.line("KWITANSI", "bold", 18)
    paper.rows(
        [
            ("No.", f"{draw.randint(1, 900):04d}"),
            ("Sudah terima dari", file.person.name.title()),
            ("Banyaknya uang", f"# {rupiah(amount)} rupiah #"),
            ("Untuk pembayaran", draw.choice(["Biaya pelatihan", "Angsuran ke-2", "Sewa kamar bulan ini"])),
        ],
        label=130,
        dotted=True,
        gap=6,
    )
    paper.y += 12
    paper.sheets.box((40, paper.y - 14, 190, paper.y + 14), 1.2, (30, 90, 60))
    paper.sheets.write(50, paper.y + 5, f"Rp {rupiah(amount)}", paper.style("bold", 13))
    paper.sign([Party("", [file.contract.signed_place.title()], "CONTOH", ("hand",))], at=0.66, height=36)
    return paper.sheets


def birth_certificate(file: Dossier, draw: random.Random) -> Sheets:
    """Set a birth certificate: it bears a NIK and a registry's letterhead like papers that are read."""
    paper, person = Form(draw, "serif", 11, margin=74, lead=1.5), file.person
    member = next(line for line in file.family_card.members if line.nik == person.nik)
    paper.middle("REPUBLIK INDONESIA", "bold", 13)
    paper.middle("PENCATATAN SIPIL", "bold", 12)
    paper.middle(person.regency)
    paper.y += 16
    paper.middle("KUTIPAN AKTA KELAHIRAN", "bold", 15)
    paper.middle(f"NIK {person.nik}   NO. 0000-LT-{draw.randint(10, 99)}0000-0000")
    paper.y += 14
    paper.para(
        [
            Run("Berdasarkan Akta Kelahiran menurut stbld. bahwa di "),
            Run(person.birth_place),
            Run(" pada tanggal "),
            date("", person.birth_date),
            Run(" telah lahir "),
            Run(person.name),
            Run(f", anak {sex('', person.sex).text.lower()} dari ayah {member.father} dan ibu {member.mother}."),
        ]
    )
    paper.y += 14
    office = Party("", ["Kepala Dinas Kependudukan", "dan Pencatatan Sipil"], "PEJABAT CONTOH", ("electronic",))
    paper.sign([office], at=0.5)
    return paper.sheets


def blank(file: Dossier, draw: random.Random) -> Sheets:
    """Set an empty page, as between two scans."""
    del file
    paper = Form(draw)
    if draw.random() < 0.5:
        paper.sheets.write(paper.width / 2, paper.height - 30, "2", paper.style())
    return paper.sheets


def selfie(file: Dossier, draw: random.Random) -> Printed:
    """Print a telephone's picture of a head and shoulders before a wall."""
    wall = draw.choice([(206, 198, 180), (150, 172, 176), (186, 190, 170)])
    image = Image.new("RGB", (1080, 1440), wall)
    pen = ImageDraw.Draw(image)
    pen.rectangle((720, 0, 1080, 1440), fill=tuple(int(part * 0.9) for part in wall))
    pen.rectangle((90, 140, 420, 520), fill=tuple(int(part * 0.75) for part in wall))
    face = portrait(860, 1140, wall, file.person)
    image.paste(face, (120, 300))
    image = image.filter(ImageFilter.GaussianBlur(1.4))
    ImageDraw.Draw(image).text((16, 12), "CONTOH / SPECIMEN", font=font("sans", 20), fill=(90, 90, 90))
    return Printed((image,), ())


def foreign_id(file: Dossier, draw: random.Random) -> Printed:
    """Print an identity card of a country that does not exist: labels alike, but another state's."""
    image = ground(1400, 883, Paper((226, 220, 240), (240, 232, 224), (170, 150, 200), 0.35), draw)
    plate = Plate(image)
    plate.write(60, 90, "REPUBLIC OF UTOPIA", Pen("serif-bold", 52, (70, 40, 110)))
    plate.write(60, 150, "IDENTITY CARD / CARTE D'IDENTITE", Pen("serif", 34, (70, 40, 110)))
    plate.image.paste(portrait(300, 390, (220, 214, 226), file.person), (60, 210))
    rows = [
        ("Surname / Nom", draw.choice(["SPECIMEN", "MUSTER", "TESTOWA"])),
        ("Given names / Prenoms", draw.choice(["ANNA MARIA", "JAN", "ELENA"])),
        ("Date of birth", f"{draw.randint(1, 28):02d}.{draw.randint(1, 12):02d}.{draw.randint(1970, 2001)}"),
        ("Card number", f"U0000{draw.randint(0, 99999):05d}"),
        ("Expiry", f"{draw.randint(1, 28):02d}.{draw.randint(1, 12):02d}.2031"),
    ]
    for place, (label, value) in enumerate(rows):
        y = 250 + place * 100
        plate.write(420, y, label, Pen("sans", 24, (90, 80, 110)))
        plate.write(420, y + 42, value, Pen("sans-bold", 38))
    plate.write(1080, 50, "SPECIMEN / CONTOH", Pen("sans-bold", 22, (70, 40, 110)))
    return Printed((image,), (), corner=0.03)


def chat(file: Dossier, draw: random.Random) -> Printed:
    """Print the screen of a chat about departure and money."""
    image = Image.new("RGB", (1080, 2100), (236, 229, 221))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1080, 210), fill=(7, 94, 84))
    pen.text((170, 110), "Sponsor CONTOH", font=font("sans-bold", 48), fill=(255, 255, 255))
    pen.text((40, 20), f"{draw.randint(6, 22):02d}.{draw.randint(10, 59)}", font=font("sans", 34), fill=(230, 240, 238))
    lines = [
        "Selamat pagi bu, paspor sudah jadi?",
        f"Sudah pak, a.n. {file.person.name.title()}",
        f"Nanti berangkat ke {file.contract.site['id']} bulan depan",
        "Tolong kirim foto KTP dan KK ya",
        f"Biaya Rp {rupiah(draw.randrange(1_000_000, 6_000_000, 100_000))} dulu",
        "Baik pak, besok saya transfer",
    ]
    y = 290
    for place, text in enumerate(lines[: draw.randint(4, 6)]):
        mine = place % 2 == 1
        wide = int(font("sans", 40).getlength(text)) + 60
        x = 1040 - wide if mine else 40
        pen.rounded_rectangle((x, y, x + wide, y + 110), 24, fill=(220, 248, 198) if mine else (255, 255, 255))
        pen.text((x + 28, y + 26), text, font=font("sans", 40), fill=(20, 20, 20))
        y += 150 + draw.randint(0, 40)
    pen.text((380, 2060), "CONTOH / SPECIMEN", font=font("sans", 26), fill=(130, 130, 130))
    return Printed((image,), ())


def scenery(file: Dossier, draw: random.Random) -> Printed:
    """Print a photograph of nothing in particular."""
    del file
    noise = np.random.default_rng(draw.getrandbits(64)).normal(0, 1, (9, 12, 3))
    small = Image.fromarray(np.clip(noise * 38 + 128, 0, 255).astype(np.uint8), "RGB")
    return Printed((small.resize((1280, 960), Image.Resampling.BICUBIC),), ())


DESIGNS: Final = {
    "school_certificate": Design(school_certificate),
    "receipt": Design(receipt),
    "selfie": Design(selfie),
    "foreign_id": Design(foreign_id),
    "blank": Design(blank),
    "chat": Design(chat, held_out=True),
    "birth_certificate": Design(birth_certificate, held_out=True),
    "scenery": Design(scenery, held_out=True),
}
