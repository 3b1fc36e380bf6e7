"""How well a picture can be read: measured on its pixels, judged together with what was read on it.

A measure alone asks nobody for a new photo: a soft picture whose words were read is good enough. The thresholds were
set on ``bench/quality.py``'s ladders of blur, light, size and glare.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

from extractors.engine import Pixels
from extractors.measures import colour, glare_on, light, reduced, screen_grid, sharpness
from extractors.model import Quality, Region, Word

SOFT: Final = 0.4
"""Sharpness below which an unread picture is called blurred (text of specimens is lost at 0.3, read at 0.45)."""
GLARING: Final = 0.02
"""Share of the picture that is blown out from which on an unread picture is said to have glare."""
DARK: Final = 0.27
"""Brightness of the lightest parts below which an unread picture is said to be dark."""
SMALL_SIDE: Final = 640
"""Pixels of the longer side below which an unread picture is said to be too small."""
SMALL_TEXT: Final = 10.0
"""Pixels of height below which an unread picture's words are said to be too small."""
SURE_WORD: Final = 0.6
"""Confidence (0..1) from which on a word of three letters or more counts as read."""
SURE_WORDS: Final = 10
"""So many words read say that the picture can be read."""
GREY: Final = 0.035
"""Colour below which a picture is grey: copies have 0.00, the palest photographed data page 0.06."""
SCREEN: Final = 3.8
"""Grid from which on a picture was taken from a screen: screens have 4.9 and more, everything else 2.8 and less."""
EDGE_OF_PICTURE: Final = 0.004
"""Share of the picture within which a word touches its edge."""


def quality(pixels: Pixels, *, is_paper: bool = False, is_card: bool = False) -> Quality:
    """Return what is measured on a picture without reading it.

    ``is_paper`` says that it shows a paper and no more; ``is_card`` that it is a card or a data page: those have
    colours, and are copies without them, while a letter is black on white. No reasons are given: those need to know
    what could be read.
    """
    picture = reduced(pixels)
    chroma, grid = colour(picture), screen_grid(pixels)
    facts = {"photocopy": is_card and chroma < GREY, "screen": grid >= SCREEN}
    return Quality(
        sharpness=sharpness(picture),
        glare=round(float(glare_on(picture, touching=is_paper).mean()), 4),
        card_width_px=None,
        brightness=light(picture),
        colour=chroma,
        grid=grid,
        facts=tuple(code for code, holds in facts.items() if holds),
    )


def sure_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of three letters or digits and more that were read with confidence."""
    return [word for word in words if word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) >= 3]


def judged(measured: Quality, pixels: Pixels, words: Sequence[Word], width_px: int | None = None) -> Quality:
    """Return the quality with the card's width and the reasons to ask for a new photo, by what was read.

    ``words`` are those of the whole picture, ``width_px`` the paper's width where its outline was seen. Reasons:
    ``blur``, ``glare``, ``dark``, ``low_resolution``, ``cut_off``; none when enough words were read, and none for a
    clear picture that simply has little print.
    """
    sure = sure_words(words)
    if width_px is None and len(sure) >= 4:
        width_px = round(Region.around(word.region for word in sure).width * pixels.shape[1] * 1.08)
    width = min(width_px, pixels.shape[1]) if width_px is not None else None
    reasons = () if len(sure) >= SURE_WORDS else _reasons(measured, pixels, words)
    return measured.model_copy(update={"card_width_px": width, "reasons": reasons})


def _reasons(measured: Quality, pixels: Pixels, words: Sequence[Word]) -> tuple[str, ...]:
    heights = [word.region.height * pixels.shape[0] for word in words if word.text.isalnum()]
    found = {
        "blur": measured.sharpness < SOFT,
        "glare": measured.glare >= GLARING,
        "low_resolution": max(pixels.shape[:2]) < SMALL_SIDE or (len(heights) >= 4 and median(heights) < SMALL_TEXT),
        "dark": (measured.brightness or 0.0) < DARK,
        "cut_off": sum(map(_at_edge, sure_words(words))) >= 2,
    }
    return tuple(code for code, holds in found.items() if holds)


def _at_edge(word: Word) -> bool:
    region, edge = word.region, EDGE_OF_PICTURE
    return region.x0 <= edge or region.y0 <= edge or region.x1 >= 1 - edge or region.y1 >= 1 - edge
