"""What the decoding program makes of pictures and PDFs, as ``worker.sandbox`` hands it on."""

import io
import itertools

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageOps
from reportlab.lib.colors import white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.engine import PageImage
from extractors.errors import FailureCode, UnreadableUpload
from extractors.triage import Caps, triage
from worker.sandbox import Limits, rasterise

A4 = (595, 842)
COLOURS = {"red": (220, 30, 30), "green": (30, 160, 30), "blue": (30, 30, 220), "white": (255, 255, 255)}


def read(data: bytes, limits: Limits | None = None) -> tuple[PageImage, ...]:
    limits = limits or Limits()
    return rasterise(data, triage(data, "", limits.caps).media_type, limits)


def refusal(data: bytes, limits: Limits | None = None) -> FailureCode:
    with pytest.raises(UnreadableUpload) as caught:
        read(data, limits)
    return caught.value.code


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def quarters(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red, green / blue, white: no two of the eight orientations look the same."""
    wide, high = size
    image = Image.new("RGB", size, COLOURS["white"])
    for index, colour in enumerate(("red", "green", "blue")):
        corner = (index % 2 * wide // 2, index // 2 * high // 2)
        image.paste(COLOURS[colour], (*corner, corner[0] + wide // 2, corner[1] + high // 2))
    return image


def corners(pixels: np.ndarray) -> list[str]:
    """The nearest colour in the middle of each quarter, in reading order."""
    high, wide = pixels.shape[:2]
    names = []
    for y, x in itertools.product((high // 4, 3 * high // 4), (wide // 4, 3 * wide // 4)):
        blue, green, red = (int(value) for value in pixels[y, x])
        names.append(min(COLOURS, key=lambda name: np.abs(np.array(COLOURS[name]) - (red, green, blue)).sum()))
    return names


def pdf(draw, size: tuple[float, float] = A4, pages: int = 1, **options) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def contract(canvas: Canvas) -> None:
    for line in range(30):
        canvas.drawString(60, 780 - 20 * line, f"Pasal {line} Perjanjian kerja antara pekerja dan pemberi kerja")


def changed(data: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        options = change(document) or {}
        document.save(out, **options)
    return out.getvalue()


def scan_picture(dpi: int = 100) -> ImageReader:
    image = Image.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 240)
    ImageDraw.Draw(image).text((80, 80), "SURAT IZIN KELUARGA", fill=20)
    return ImageReader(io.BytesIO(saved(image, "PNG")))


def on_a4(canvas: Canvas, dpi: int = 100) -> None:
    canvas.drawImage(scan_picture(dpi), 0, 0, *A4)


class TestPictures:
    def test_colours_and_resolution_arrive_as_they_are(self):
        (page,) = read(saved(quarters(), "PNG", dpi=(300, 300)))
        assert page.pixels.shape == (300, 400, 3)
        assert page.pixels.dtype == np.uint8
        assert np.array_equal(page.pixels[:, :, ::-1], np.asarray(quarters()))
        assert page.dpi == pytest.approx(300, abs=1)
        assert page.words == ()

    def test_a_resolution_that_says_nothing_is_left_out(self):
        assert read(saved(quarters(), "JPEG", dpi=(72, 72)))[0].dpi is None
        assert read(saved(quarters(), "JPEG", dpi=(300, 150)))[0].dpi is None
        assert read(saved(quarters(), "PNG"))[0].dpi is None

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
    def test_all_eight_orientations_are_turned_upright(self, kind):
        inverse = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE"}
        inverse |= {6: "ROTATE_90", 7: "TRANSVERSE", 8: "ROTATE_270"}
        for orientation in range(1, 9):
            stored = quarters()
            if orientation in inverse:
                stored = stored.transpose(Image.Transpose[inverse[orientation]])
            exif = Image.Exif()
            exif[0x0112] = orientation
            (page,) = read(saved(stored, kind, exif=exif))
            assert page.pixels.shape == (300, 400, 3), orientation
            assert corners(page.pixels) == ["red", "green", "blue", "white"], orientation

    def test_an_orientation_that_is_none_is_ignored(self):
        exif = Image.Exif()
        exif[0x0112] = 77
        assert corners(read(saved(quarters(), "JPEG", exif=exif))[0].pixels) == ["red", "green", "blue", "white"]

    @pytest.mark.parametrize("profile", [None, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()])
    def test_cmyk_becomes_colour_on_white_even_with_a_profile_that_does_not_fit(self, profile):
        data = saved(quarters().convert("CMYK"), "JPEG", quality=95, icc_profile=profile)
        assert corners(read(data)[0].pixels) == ["red", "green", "blue", "white"]

    def test_sixteen_bits_keep_their_shades(self):
        ramp = np.linspace(0, 65_535, 512).astype(np.uint16)
        (page,) = read(saved(Image.fromarray(np.tile(ramp, (256, 1))), "PNG"))
        assert page.pixels.shape == (256, 512)
        assert np.allclose(page.pixels[0], ramp / 257, atol=1.5)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
    def test_what_is_transparent_is_white(self, mode):
        image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
        image.paste((10, 10, 10, 255), (0, 0, 150, 300))
        (page,) = read(saved(image.convert(mode), "PNG"))
        assert page.pixels[150, 75].max() <= 20
        assert page.pixels[150, 225].min() == 255
        assert page.pixels.ndim == (2 if mode == "LA" else 3)

    def test_a_transparent_colour_of_a_grey_picture_is_white(self):
        (page,) = read(saved(Image.new("L", (300, 300), 7), "PNG", transparency=7))
        assert page.pixels.min() == 255

    def test_every_page_of_a_black_and_white_fax_is_read(self):
        pages = []
        for number in range(3):
            fax = Image.new("1", (400, 600), 1)
            ImageDraw.Draw(fax).rectangle((0, 0, 100 * number + 50, 100), fill=0)
            pages.append(fax)
        data = saved(pages[0], "TIFF", compression="group4", save_all=True, append_images=pages[1:], dpi=(204, 204))
        read_pages = read(data)
        assert [page.index for page in read_pages] == [0, 1, 2]
        assert [int((page.pixels[50] == 0).sum()) for page in read_pages] == [51, 151, 251]
        assert read_pages[0].pixels[500].min() == 255
        assert read_pages[0].dpi == 204

    def test_a_large_picture_is_scaled_down_and_keeps_its_shape_and_true_resolution(self):
        limits = Limits(max_page_pixels=200_000)
        (page,) = read(saved(quarters((2000, 1000)), "JPEG", dpi=(400, 400)), limits)
        assert page.pixels.shape[0] * page.pixels.shape[1] <= 200_000
        assert page.pixels.shape[1] / page.pixels.shape[0] == pytest.approx(2, abs=0.02)
        assert page.dpi == pytest.approx(400 * page.pixels.shape[1] / 2000, abs=1)
        assert corners(page.pixels) == ["red", "green", "blue", "white"]

    def test_many_pages_share_what_all_may_have(self):
        images = [quarters((1000, 1000))] * 4
        limits = Limits(max_total_pixels=1_000_000)
        pages = read(saved(images[0], "TIFF", save_all=True, append_images=images[1:]), limits)
        assert len(pages) == 4
        assert sum(page.pixels.shape[0] * page.pixels.shape[1] for page in pages) <= 1_000_000

    def test_an_animated_png_gives_its_still_picture(self):
        data = saved(quarters(), "PNG", save_all=True, append_images=[Image.new("RGB", (400, 300))])
        (page,) = read(data)
        assert corners(page.pixels) == ["red", "green", "blue", "white"]

    def test_bytes_after_the_picture_do_not_hinder(self):
        for kind in ("JPEG", "PNG"):
            assert len(read(saved(quarters(), kind) + b"\x00\r\nPK\x03\x04 trailing")) == 1

    def test_the_page_can_be_written_to(self):
        (page,) = read(saved(quarters(), "PNG"))
        page.pixels[0, 0] = 0


class TestTextLayer:
    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    @pytest.mark.parametrize("crop", [None, (30, 50, 560, 800)])
    def test_words_lie_on_their_ink_however_the_page_is_turned_and_cropped(self, turn, crop):
        def change(document):
            document.pages[0].Rotate = turn
            if crop:
                document.pages[0].CropBox = pikepdf.Array(crop)

        def draw(canvas):
            canvas.saveState()
            canvas.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
            canvas.rotate(turn)
            for line in range(20):
                canvas.drawString(80, 480 - 20 * line, f"Baris {line} perjanjian kerja di luar negeri")
            canvas.restoreState()

        (page,) = read(changed(pdf(draw), change))
        text = " ".join(word.text for word in page.words)
        assert text.startswith("Baris 0 perjanjian kerja di luar negeri Baris 1")
        assert len(page.words) == 140
        high, wide = page.pixels.shape[:2]
        assert (wide > high) == (turn in (90, 270))
        for word in page.words[::7]:
            box = word.region
            x0, x1 = int(box.x0 * wide), round(box.x1 * wide)
            y0, y1 = int(box.y0 * high), round(box.y1 * high)
            around = page.pixels[max(0, y0 - 4) : y1 + 4, max(0, x0 - 3) : x1 + 3].min(axis=2) < 128
            rows, columns = np.flatnonzero(around.any(axis=1)), np.flatnonzero(around.any(axis=0))
            assert abs(rows[0] - (y0 - max(0, y0 - 4))) <= 2, word.text
            assert abs(columns[0] - (x0 - max(0, x0 - 3))) <= 2, word.text
            assert abs(rows[-1] - rows[0] - (y1 - y0)) <= 3, word.text

    def test_a_display_image_of_150_dpi_comes_with_the_words(self):
        (page,) = read(pdf(contract))
        assert page.dpi == 150
        assert page.pixels.shape == (1755, 1240, 3)
        assert {word.confidence for word in page.words} == {1.0}

    def test_two_columns_and_wide_gaps_stay_apart(self):
        def draw(canvas):
            for line in range(20):
                canvas.drawString(60, 780 - 20 * line, "Nama Pekerja")
                canvas.drawString(340, 780 - 20 * line, ":SITI CONTOH")

        (page,) = read(pdf(draw))
        assert [word.text for word in page.words[:4]] == ["Nama", "Pekerja", ":SITI", "CONTOH"]

    def test_a_slanting_watermark_is_no_part_of_the_text(self):
        def draw(canvas):
            contract(canvas)
            canvas.saveState()
            canvas.translate(150, 200)
            canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont("Helvetica", 60)
            canvas.drawString(0, 0, "SALINAN")
            canvas.restoreState()

        (page,) = read(pdf(draw))
        assert page.words
        assert not any("SAL" in word.text for word in page.words)

    def test_a_logo_and_a_passport_photo_leave_the_text_believed(self):
        def draw(canvas):
            contract(canvas)
            canvas.drawImage(ImageReader(io.BytesIO(saved(quarters(), "PNG"))), 400, 40, 113, 130)

        assert read(pdf(draw))[0].words

    def test_bold_by_printing_twice_gives_every_word_once(self):
        def draw(canvas):
            contract(canvas)
            canvas.drawString(60, 100, "PERJANJIAN")
            canvas.drawString(60.4, 100, "PERJANJIAN")

        (page,) = read(pdf(draw))
        assert sum(word.text == "PERJANJIAN" for word in page.words) == 1


class TestTextThatIsNoEvidence:
    """Pages whose text layer is not what they show: they must come without words, to be read from the image."""

    @staticmethod
    def words(draw, change=None) -> tuple:
        data = pdf(draw)
        (page,) = read(changed(data, change) if change else data)
        return page.words

    def test_ocr_text_hidden_over_a_scan(self):
        def draw(canvas):
            on_a4(canvas)
            text = canvas.beginText(60, 780)
            text.setTextRenderMode(3)
            for line in range(30):
                text.textLine(f"Pasal {line} teks tersembunyi dari program pembaca")
            canvas.drawText(text)

        assert self.words(draw) == ()

    def test_invisible_text_without_a_scan(self):
        def draw(canvas):
            text = canvas.beginText(60, 780)
            text.setTextRenderMode(3)
            for line in range(30):
                text.textLine(f"Pasal {line} teks tersembunyi dari program pembaca")
            canvas.drawText(text)

        assert self.words(draw) == ()

    def test_white_text_on_white_paper_is_not_read(self):
        def draw(canvas):
            contract(canvas)
            canvas.setFillColor(white)
            canvas.drawString(60, 100, "RAHASIA tersembunyi")

        found = [word.text for word in self.words(draw)]
        assert found
        assert "RAHASIA" not in found

    def test_a_value_covered_and_written_over(self):
        def draw(canvas):
            contract(canvas)
            canvas.drawString(60, 100, "Upah 5.000 HKD")
            canvas.setFillColor(white)
            canvas.rect(55, 95, 120, 16, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(60, 100, "Upah 3.000 HKD")

        assert self.words(draw) == ()

    def test_a_typed_footer_under_a_scan(self):
        def draw(canvas):
            on_a4(canvas)
            canvas.drawString(40, 30, "Dokumen ini telah ditandatangani secara elektronik oleh balai sertifikasi")

        assert self.words(draw) == ()

    def test_text_turned_into_outlines_with_a_typed_footer(self):
        def draw(canvas):
            for row in range(30):
                for column in range(40):
                    canvas.rect(60 + 12 * column, 780 - 22 * row, 7, 9, stroke=0, fill=1)
            canvas.drawString(40, 30, "Dokumen ini telah ditandatangani secara elektronik oleh balai sertifikasi")

        assert self.words(draw) == ()

    def test_a_value_that_stands_in_a_form_field(self):
        def draw(canvas):
            contract(canvas)
            canvas.acroForm.textfield(name="nama", value="SITI CONTOH", x=60, y=80, width=200, height=24)

        (page,) = read(pdf(draw))
        assert page.words == ()
        high, wide = page.pixels.shape[:2]
        x, y = round(70 / 595 * wide), round((842 - 92) / 842 * high)
        assert (page.pixels[y - 15 : y + 15, x : x + 200].min(axis=2) < 100).sum() > 50  # the value is shown

    def test_a_note_typed_over_the_page(self):
        def change(document):
            mark = pikepdf.Dictionary(
                Type=pikepdf.Name("/Annot"),
                Subtype=pikepdf.Name("/FreeText"),
                Contents="diubah",
                DA="/Helv 12 Tf 0 g",
                Rect=pikepdf.Array([60, 60, 200, 90]),
            )
            document.pages[0].Annots = pikepdf.Array([document.make_indirect(mark)])

        assert self.words(contract, change) == ()

    def test_a_hidden_signature_field_hinders_nothing(self):
        def change(document):
            mark = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name("/Widget"))
            mark.Rect = pikepdf.Array([0, 0, 0, 0])
            fields = pikepdf.Array([document.make_indirect(mark)])
            document.pages[0].Annots = fields
            document.Root.AcroForm = pikepdf.Dictionary(Fields=fields)

        assert self.words(contract, change)

    def test_a_few_words_on_an_empty_page(self):
        assert self.words(lambda canvas: canvas.drawString(60, 700, "Lampiran KTP")) == ()


class TestScans:
    @pytest.mark.parametrize(("own", "rendered"), [(60, 150), (200, 200), (600, 300)])
    def test_a_scan_is_rendered_at_its_own_resolution_within_reason(self, own, rendered):
        (page,) = read(pdf(lambda canvas: on_a4(canvas, own)))
        assert page.dpi == pytest.approx(rendered, abs=2)
        assert page.words == ()

    def test_a_photo_put_on_a_page_of_its_own_pixels_keeps_them(self):
        photo = ImageReader(io.BytesIO(saved(quarters((3000, 2000)), "JPEG")))
        (page,) = read(pdf(lambda canvas: canvas.drawImage(photo, 0, 0, 3000, 2000), size=(3000, 2000)))
        assert page.pixels.shape == (2000, 3000, 3)
        assert corners(page.pixels) == ["red", "green", "blue", "white"]

    def test_a_photo_on_a_page_of_card_size_keeps_enough_pixels(self):
        photo = ImageReader(io.BytesIO(saved(quarters((3000, 2000)), "JPEG")))
        (page,) = read(pdf(lambda canvas: canvas.drawImage(photo, 0, 0, 243, 162), size=(243, 162)))
        assert page.pixels.shape[1] >= 2900

    def test_a_scan_inside_a_form_is_seen_as_a_scan(self):
        def draw(canvas):
            canvas.beginForm("inner", 0, 0, *A4)
            on_a4(canvas, 200)
            canvas.endForm()
            canvas.saveState()
            canvas.scale(0.9, 0.9)
            canvas.doForm("inner")
            canvas.restoreState()
            contract(canvas)

        (page,) = read(pdf(draw))
        assert page.words == ()
        assert page.dpi == pytest.approx(200 / 0.9, abs=3)

    def test_a_scan_is_shown_as_the_page_is_turned(self):
        photo = ImageReader(io.BytesIO(saved(quarters((800, 600)), "PNG")))

        def change(document):
            document.pages[0].Rotate = 90

        (page,) = read(changed(pdf(lambda canvas: canvas.drawImage(photo, 0, 0, 400, 300), size=(400, 300)), change))
        expected = ImageOps.scale(quarters().rotate(-90, expand=True), 1)
        assert corners(page.pixels) == corners(np.asarray(expected)[:, :, ::-1])

    def test_a_sheet_of_giant_size_is_read_at_what_the_limits_allow(self):
        (page,) = read(pdf(contract, size=(14_400, 14_400)))
        assert page.pixels.shape[0] * page.pixels.shape[1] <= Limits().max_page_pixels

    def test_fifty_pages_stay_within_the_total_and_above_150_dpi(self):
        limits = Limits(max_total_pixels=24_000_000)
        pages = read(pdf(on_a4, pages=10), limits)
        assert len(pages) == 10
        assert sum(page.pixels.shape[0] * page.pixels.shape[1] for page in pages) <= 24_000_000
        assert min(page.dpi for page in pages) >= 150

    def test_a_page_without_extent_is_too_small(self):
        assert refusal(pdf(lambda canvas: None, size=(3, 3))) is FailureCode.TOO_SMALL


class TestLocksAndRepairs:
    def test_a_pdf_that_only_forbids_changes_is_read(self):
        def change(document):
            return {"encryption": pikepdf.Encryption(owner="pemilik", user="")}

        assert read(changed(pdf(contract), change))[0].words

    @pytest.mark.parametrize("revision", [2, 4, 6])
    def test_a_pdf_that_asks_for_a_password_is_encrypted(self, revision):
        def change(document):
            options = {"aes": revision >= 4, "metadata": revision >= 4}
            return {"encryption": pikepdf.Encryption(owner="pemilik", user="rahasia", R=revision, **options)}

        assert refusal(changed(pdf(contract), change)) is FailureCode.ENCRYPTED

    def test_a_broken_cross_reference_table_is_repaired(self):
        data = pdf(contract)
        start = data.rindex(b"startxref")
        assert read(data[:start] + b"startxref\n7\n%%EOF\n")[0].words
        assert read(data.replace(b"0000", b"0666"))[0].words

    def test_too_many_pages(self):
        limits = Limits(caps=Caps(max_pages=3))
        assert refusal(pdf(contract, pages=4), limits) is FailureCode.TOO_MANY_PAGES
        assert len(read(pdf(contract, pages=3), limits)) == 3
