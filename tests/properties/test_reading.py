"""Whatever is on a picture and whatever engines say of it, reading ends in documents, and in the same ones again."""

import io
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from extractors.document_type import document_types
from extractors.engine import Layout, PageImage, Pixels, Readers, ReadPage
from extractors.errors import FailureCode
from extractors.model import DocumentState, Quality, ReadingSource, Region, Word
from extractors.reading import fields_of, group, read_pages
from worker.bootstrap import Tools, tools
from worker.screening import screen_document
from worker.settings import Settings

TEXTS = (
    "NIK", "Nama", "NO. PASPOR / PASSPORT NO.", "TGL. LAHIR / DATE OF BIRTH", "PERJANJIAN KERJA", "VISA", "Pasal 1",
    "KARTU KELUARGA", "Gaji", "RM 1.700,00", "17-05-1990", "17 MEI 1990", "3201014505900000", "X0000412", ":", "IDN",
    "P<IDNSUMIATI<<DWI<OKTAVIANI<<<<<<<<<<<<<<<<<", "X0000412<6IDN9005171F3308092<<<<<<<<<<<<<<08", "<<<<", "-", "1.",
    "LAKI-LAKI", "Halaman 2 dari 3", "Nomor: 12/KP/2025", "2.", "Upah", "Jabatan", "3 (tiga)", "Majikan",
)  # fmt: skip
"""Labels and values of many papers, in no order."""


class Says:
    """An engine, and a reader of slots, that says the same words of every picture."""

    name = "says"

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = tuple(words)

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        return self._words[:3] if layout is Layout.LINE else self._words

    def read_slots(self, image: Pixels, slots: Sequence[Mapping[str, str]]) -> tuple[Word, ...]:
        return tuple(word.model_copy(update={"text": "A"}) for word in self._words[: len(slots)])


@st.composite
def said(draw: st.DrawFn) -> tuple[Word, ...]:
    """Return words anywhere on a page, known ones and any others, of any size and confidence."""
    found = []
    for _ in range(draw(st.integers(0, 24))):
        text = draw(st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1))
        x, y, wide, high = (draw(st.floats(0, most)) for most in (1.0, 1.0, 0.6, 0.1))
        region = Region.clipped(0, x, y, x + wide, y + high)
        found.append(Word(text=text, region=region, confidence=draw(st.floats(0, 1))))
    return tuple(found)


@st.composite
def pictures(draw: st.DrawFn) -> Pixels:
    """Return a small picture of any shape: blank, noise, or rows of dark bars like print."""
    high, wide = draw(st.integers(1, 260)), draw(st.integers(1, 260))
    kind, chance = draw(st.sampled_from(["blank", "noise", "bars"])), np.random.default_rng(draw(st.integers(0, 99)))
    pixels = np.full((high, wide, 3), draw(st.integers(0, 255)), np.uint8)
    if kind == "noise":
        pixels = chance.integers(0, 256, pixels.shape).astype(np.uint8)
    elif kind == "bars":
        pixels[::9, :: draw(st.integers(2, 9))] = 20
    return pixels


def readers(words: Sequence[Word]) -> Readers:
    return Readers(Says(words), Says(words[::-1]), Says(words))


@given(pixels=pictures(), words=said())
@settings(max_examples=4, deadline=None, derandomize=True)  # every picture is looked at in four quarters, twice
def test_any_words_on_any_picture_end_in_documents_twice_the_same(pixels: Pixels, words: tuple[Word, ...]) -> None:
    def read() -> list[object]:
        pages = read_pages([PageImage(0, pixels, None)], readers(words))
        return [(paper.type, paper.score, fields_of(paper, readers(words))) for paper in group(pages)]

    assert read() == read()


@pytest.mark.parametrize("kind", document_types().values(), ids=lambda kind: kind.name)
@given(pixels=pictures(), words=said())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_every_type_bears_any_page(kind, pixels: Pixels, words: tuple[Word, ...]) -> None:
    quality = Quality(sharpness=0.0, glare=0.0, card_width_px=None)
    page = ReadPage(0, pixels, words, 0, quality, ReadingSource.VISUAL, "says")
    assert 0.0 <= kind.score(page) <= 1.0
    assert kind.extract([page], readers(words)).keys() <= kind.fields


class Mute(Tools):
    """The tools of a worker whose engines read nothing."""

    readers = readers(())


@cache
def parts() -> Tools:
    own = tools(Settings())
    return Mute(own.settings, own.clock, own.blobs, own.packs, own.registries)


@cache
def photo(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 220), (210, 220, 230)).save(out, kind)
    return out.getvalue()


BEGINNINGS = (
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"%PDF-1.7\n",
    b"II*\x00",
    b"RIFF",
    b"GIF89a",
    b"PK\x03\x04",
)


@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=200), name=st.text(max_size=20))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_any_bytes_end_in_a_document_that_was_read_or_says_why_not(beginning: bytes, rest: bytes, name: str) -> None:
    for document in screen_document(beginning + rest, name, parts()):
        assert document.state is DocumentState.FAILED
        assert document.failure is not None
        assert document.failure.code in set(FailureCode)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PDF"])
@given(data=st.data())
@settings(max_examples=3, deadline=None, derandomize=True)
def test_a_photo_with_changed_bytes_is_read_or_says_why_not(kind: str, data: st.DataObject) -> None:
    changed = bytearray(photo(kind))
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    documents = screen_document(bytes(changed), "photo", parts())
    assert documents
    assert all((document.failure is None) == (document.state is DocumentState.READ) for document in documents)
