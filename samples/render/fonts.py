"""Finds the fonts that papers are printed in. Debian's packages and Homebrew's casks put them in known folders."""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/opt/homebrew/share/fonts"),
    Path("/Library/Fonts"),
    Path.home() / "Library" / "Fonts",
    Path.home() / ".local" / "share" / "fonts",
    Path.home() / ".fonts",
)

_LIBERATION: Final = "fonts-liberation"
_DEJAVU: Final = "fonts-dejavu-core"

FACES: Final[dict[str, tuple[str, str]]] = {
    "sans": ("LiberationSans-Regular.ttf", _LIBERATION),
    "sans-bold": ("LiberationSans-Bold.ttf", _LIBERATION),
    "sans-italic": ("LiberationSans-Italic.ttf", _LIBERATION),
    "serif": ("LiberationSerif-Regular.ttf", _LIBERATION),
    "serif-bold": ("LiberationSerif-Bold.ttf", _LIBERATION),
    "serif-italic": ("LiberationSerif-Italic.ttf", _LIBERATION),
    "mono": ("LiberationMono-Regular.ttf", _LIBERATION),
    "mono-bold": ("LiberationMono-Bold.ttf", _LIBERATION),
    "dejavu": ("DejaVuSans.ttf", _DEJAVU),
    "dejavu-bold": ("DejaVuSans-Bold.ttf", _DEJAVU),
    "dejavu-serif": ("DejaVuSerif.ttf", _DEJAVU),
    "dejavu-serif-bold": ("DejaVuSerif-Bold.ttf", _DEJAVU),
    "dejavu-mono": ("DejaVuSansMono.ttf", _DEJAVU),
    "dejavu-mono-bold": ("DejaVuSansMono-Bold.ttf", _DEJAVU),
    "mono-italic": ("LiberationMono-Italic.ttf", _LIBERATION),
    "cjk": ("NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    "ocra": ("OCRA.ttf", "fonts-ocr-a"),
    "ocrb": ("OCRB.otf", "fonts-ocr-b"),
}
"""Font file and Debian package of every face that a renderer may name."""


class MissingFont(Exception):  # noqa: N818  # named for what the user has to mend
    """A font file is in none of the known folders; the message names the package that brings it."""


@cache
def font_path(face: str) -> Path:
    """Return the file of ``face`` (a key of ``FACES``); raises MissingFont with the package's name."""
    name, package = FACES[face]
    for folder in FOLDERS:
        found = sorted(folder.rglob(name)) if folder.is_dir() else []
        if found:
            return found[0]
    raise MissingFont(
        f"font {name} not found. On Debian or Ubuntu: sudo apt-get install {package}. "
        f"Elsewhere: put {name} into one of {', '.join(str(folder) for folder in FOLDERS)}."
    )


@cache
def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    """Return ``face`` at ``size`` pixels an em."""
    return ImageFont.truetype(str(font_path(face)), size, layout_engine=ImageFont.Layout.BASIC)
