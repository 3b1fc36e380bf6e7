"""Photos with the small picture that a camera puts into EXIF, and photos whose small picture was left as it was."""

import io
import random
import struct
from dataclasses import replace
from typing import Final

from PIL import Image, ImageFilter

from samples.forgeries.model import Forgery, Upload

SIDES: Final = (160, 160, 160, 240, 320)
_SCALERS: Final = (Image.Resampling.BOX, Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)


def with_thumbnail(photo: bytes, small: Image.Image, quality: int = 80) -> bytes:
    """Return a JPEG that has no EXIF with ``small`` as its EXIF thumbnail; the picture itself is not saved again."""
    target = io.BytesIO()
    small.save(target, "JPEG", quality=quality)
    thumbnail = target.getvalue()
    first = b"II*\x00" + struct.pack("<IHI", 8, 0, 14)
    second = struct.pack("<HHHIIHHIIHHIII", 3, 0x0103, 3, 1, 6, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(thumbnail), 0)
    body = b"Exif\x00\x00" + first + second + thumbnail
    return photo[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + photo[2:]


def small_of(photo: bytes, draw: random.Random) -> Image.Image:
    """Return the small picture of a photo as cameras make it: any scaler, some sharpened, some with bars to 4 : 3."""
    image = Image.open(io.BytesIO(photo)).convert("RGB")
    side = draw.choice(SIDES)
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(size, draw.choice(_SCALERS))
    if draw.random() < 0.2:
        small = small.filter(ImageFilter.SHARPEN)
    if draw.random() < 0.3 and image.width > image.height:
        barred = Image.new("RGB", (side, max(small.height, round(side * 0.75))))
        barred.paste(small, (0, (barred.height - small.height) // 2))
        small = barred
    return small


def thumbnailed(forgery: Forgery, kind: str, draw: random.Random) -> Forgery:
    """Return a camera's forgery as ``kind`` whose edited photo keeps the thumbnail of the photo before the edit."""
    small, quality = small_of(forgery.twin.data, draw), draw.randint(50, 90)
    edited, twin = (_with(upload, small, quality) for upload in (forgery.edited, forgery.twin))
    return replace(forgery, kind=kind, edited=edited, twin=twin)


def _with(upload: Upload, small: Image.Image, quality: int) -> Upload:
    return replace(upload, data=with_thumbnail(upload.data, small, quality))
