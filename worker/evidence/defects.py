"""What can be wrong with a bundle, each with a sentence in Indonesian and English."""

from dataclasses import dataclass
from typing import ClassVar

from extractors.model import Text


@dataclass(frozen=True)
class Defect:
    """One thing that is wrong: ``path`` inside the bundle, or the bundle itself; ``detail`` says more, in English."""

    path: str
    detail: str = ""

    indonesian: ClassVar[str]
    english: ClassVar[str]

    @property
    def text(self) -> Text:
        """The sentence for people."""
        more = f" ({self.detail})" if self.detail else ""
        path = self.path.encode("unicode_escape").decode("ascii")  # a hostile name must not steer a terminal
        return Text(id=f"{self.indonesian}: {path}{more}", en=f"{self.english}: {path}{more}")

    def __str__(self) -> str:
        return f"{self.text.id} / {self.text.en}"


class Changed(Defect):
    """A file's content is not what a manifest says."""

    indonesian = "isi berkas berubah"
    english = "the file's content was changed"


class Missing(Defect):
    """A file that a manifest lists, or that every bundle has, is not there."""

    indonesian = "berkas hilang"
    english = "the file is missing"


class Added(Defect):
    """A file that no manifest lists."""

    indonesian = "berkas tambahan yang tidak tercatat"
    english = "a file was added that no manifest lists"


class BadManifest(Defect):
    """A manifest or another list of the bundle cannot be right."""

    indonesian = "daftar berkas tidak benar"
    english = "a list of the bundle is not right"


class BrokenChain(Defect):
    """The custody events do not follow from each other: one was edited, removed or moved."""

    indonesian = "rantai catatan penanganan terputus"
    english = "the chain of custody events is broken"


class NotABag(Defect):
    """The path holds no bundle at all."""

    indonesian = "ini bukan berkas bukti"
    english = "this is no evidence bundle"


class UnsafePath(Defect):
    """A name that leads out of the folder, or something that is no plain file."""

    indonesian = "nama berkas berbahaya atau bukan berkas biasa"
    english = "a dangerous name, or not a plain file"


class Duplicate(Defect):
    """Two entries of the archive have one name; programs disagree on which of them counts."""

    indonesian = "dua isi dengan satu nama"
    english = "two entries under one name"


class DamagedArchive(Defect):
    """The ZIP, or an entry of it, cannot be read."""

    indonesian = "arsip ZIP rusak"
    english = "the ZIP archive is damaged"
