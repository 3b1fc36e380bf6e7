"""Photographs with a phone: the paper as a plane in space before a pinhole camera, on many grounds, in many lights.

A hand-held camera is turned against the paper; what that does to the paper's outline and to every mark is one
homography, which ``Shot.matrix`` holds.
"""

import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.render.optics import Captured, Shot, captured, grain, jpeg, lay, lit, noise, shadowed, turn, turned
from samples.render.printed import Printed
from samples.render.scenes import BACKGROUNDS, Size, fingers
from samples.render.warp import Matrix, Point, carry, homography

LANDSCAPE: Final[Size] = (2000, 1500)
PORTRAIT: Final[Size] = (1950, 2600)
"""Pixels of the pictures; a sheet needs more of them than a card."""
WHATSAPP_SIDE: Final = 1280
"""Pixels of the longer side that the messenger leaves."""

Span = tuple[float, float]
Cover = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Pose:
    """How a paper lies before the camera: each span is drawn from evenly.

    ``share`` of the picture's area that the paper fills; ``steep`` degrees by which the camera is turned against it
    about either axis; ``roll`` degrees by which it is turned in the picture; ``beyond`` shares of the paper that lie
    outside of the picture on one side.
    """

    share: Span
    steep: Span
    roll: Span
    beyond: Span | None = None


@dataclass(frozen=True)
class Scene:
    """A photographed paper before the sensor: the shot, the paper's corners in it, and what fingers cover (0..1)."""

    shot: Shot
    corners: tuple[Point, ...]
    cover: Cover


GENTLE: Final = Pose((0.58, 0.76), (0.0, 5.0), (-3.0, 3.0))
FREE: Final = Pose((0.45, 0.72), (0.0, 12.0), (-5.0, 5.0))
STEEP: Final = Pose((0.36, 0.62), (9.0, 26.0), (-12.0, 12.0))


def gently(printed: Printed, draw: random.Random) -> Shot:
    """Return the page held above a table almost straight, slightly soft and with some noise."""
    scene = photograph(printed, draw, GENTLE, ("table",))
    return _sensed(scene.shot, draw)


def photograph(
    printed: Printed, draw: random.Random, pose: Pose, grounds: Sequence[str] = tuple(BACKGROUNDS), hands: float = 0.0
) -> Scene:
    """Return the page photographed in ``pose`` on one of ``grounds``; ``hands`` is how often fingers hold it (0..1)."""
    page = printed.pages[0].convert("RGB")
    frame = LANDSCAPE if page.width >= page.height else PORTRAIT
    matrix = _posed(page.size, frame, pose, draw)
    corners = tuple(carry(matrix, point) for point in _corners(page.size))
    shrunk = math.sqrt(_area(corners) / (page.width * page.height))
    if shrunk < 0.8:  # a lens that shows less than the print holds softens it before the sensor samples it
        page = page.filter(ImageFilter.GaussianBlur(0.55 * (1 / shrunk - 0.8)))
    image, mask = lay(page, matrix, frame, max(printed.corner, 0.0015))
    ground = BACKGROUNDS[draw.choice(list(grounds))](frame, draw)
    scene = shadowed(ground, mask)
    scene.paste(image, (0, 0), mask)
    cover = np.zeros((frame[1], frame[0]), np.float32)
    if draw.random() < hands:
        scene, held = fingers(scene, corners, draw)
        cover = (np.asarray(held, np.float32) / 255).astype(np.float32)
    return Scene(Shot(lit(scene, draw), matrix), corners, cover)


def _posed(page: Size, frame: Size, pose: Pose, draw: random.Random) -> Matrix:
    """Return the homography of a page of ``page`` pixels in the picture."""
    w, h = page
    pitch, yaw = (math.radians(draw.uniform(*pose.steep) * draw.choice([-1, 1])) for _ in range(2))
    yaw *= 0.8
    roll = math.radians(draw.uniform(*pose.roll))
    distance = draw.uniform(1.6, 2.2) * max(w, h)
    flat = np.array([(-w / 2, -h / 2, 0), (w / 2, -h / 2, 0), (w / 2, h / 2, 0), (-w / 2, h / 2, 0)])
    space = flat @ (_about(2, roll) @ _about(1, yaw) @ _about(0, pitch)).T
    seen = space[:, :2] / (1 + space[:, 2:] / distance)
    scale = math.sqrt(draw.uniform(*pose.share) * frame[0] * frame[1] / _area([(x, y) for x, y in seen]))
    size = seen.max(axis=0) - seen.min(axis=0)
    if pose.beyond is None:
        scale = min(scale, 0.97 * frame[0] / size[0], 0.97 * frame[1] / size[1])
    placed = seen * scale - seen.min(axis=0) * scale + _placed(size * scale, frame, pose, draw)
    return homography(_corners(page), [(float(x), float(y)) for x, y in placed])


def _placed(size: npt.NDArray[np.float64], frame: Size, pose: Pose, draw: random.Random) -> npt.NDArray[np.float64]:
    """Return where the upper left corner of the paper's outline (``size`` in pixels) comes to lie."""
    slack = np.array(frame) - size
    place = np.array([slack[0] * draw.uniform(0.1, 0.9), slack[1] * draw.uniform(0.1, 0.9)])
    if pose.beyond is not None:
        axis = draw.choice([0, 0, 1])
        out = size[axis] * draw.uniform(*pose.beyond)
        place[axis] = -out if draw.random() < 0.5 else slack[axis] + out
    return place


def _about(axis: int, angle: float) -> Matrix:
    """Return the rotation matrix about an axis (0 x, 1 y, 2 z) by ``angle`` radians."""
    a, b = [(1, 2), (2, 0), (0, 1)][axis]
    matrix = np.eye(3)
    matrix[a, a] = matrix[b, b] = math.cos(angle)
    matrix[a, b], matrix[b, a] = -math.sin(angle), math.sin(angle)
    return matrix


def _corners(size: Size) -> list[Point]:
    w, h = float(size[0]), float(size[1])
    return [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]


def _area(corners: Sequence[Point]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _sensed(shot: Shot, draw: random.Random, blur: Span = (0.5, 0.9), rough: Span = (3.0, 5.0)) -> Shot:
    """Return the shot as a sensor sees it: slightly soft, with noise."""
    soft = shot.image.filter(ImageFilter.GaussianBlur(draw.uniform(*blur)))
    return Shot(grain(soft, draw, draw.uniform(*rough)), shot.matrix)


def _sent(scene: Scene, printed: Printed, draw: random.Random, cover: Cover | None = None) -> Captured:
    """Return the scene as the phone stores it: JPEG of 75 to 93."""
    shot = _sensed(scene.shot, draw)
    hidden = scene.cover if cover is None else np.maximum(scene.cover, cover)
    return captured(shot, printed, jpeg(shot.image, draw.randint(75, 93)), "jpg", hidden)


def _turned(angle: int) -> Callable[[Printed, random.Random], Captured]:
    def capture(printed: Printed, draw: random.Random) -> Captured:
        shot = turned(_sensed(photograph(printed, draw, FREE, hands=0.15).shot, draw), angle)
        return captured(shot, printed, jpeg(shot.image, draw.randint(75, 93)), "jpg")

    capture.__doc__ = f"Photographed with the phone turned, the picture lies {angle} degrees clockwise."
    return capture


def _tilt(printed: Printed, draw: random.Random) -> Captured:
    """Laid or held 3 to 7 degrees askew: on a flatbed, or on a table."""
    angle = draw.uniform(3.0, 7.0) * draw.choice([-1, 1])
    if draw.random() < 0.5:
        return _sent(photograph(printed, draw, Pose(GENTLE.share, (0.0, 3.0), (angle, angle))), printed, draw)
    page = printed.pages[0]
    radians = math.radians(abs(angle))
    wide = page.width * math.cos(radians) + page.height * math.sin(radians)
    high = page.width * math.sin(radians) + page.height * math.cos(radians)
    size = (round(wide) + 2 * draw.randint(12, 60), round(high) + 2 * draw.randint(12, 60))
    matrix = turn(angle, page.size, size)
    image, _ = lay(page, matrix, size, max(printed.corner, 0.0015))
    shot = Shot(grain(image.filter(ImageFilter.GaussianBlur(0.5)), draw, 2.5), matrix)
    return captured(shot, printed, jpeg(shot.image, draw.randint(80, 94)), "jpg")


def _table(printed: Printed, draw: random.Random) -> Captured:
    """Photographed from the side on any ground: the paper is small in the picture and its outline is no rectangle."""
    return _sent(photograph(printed, draw, STEEP, hands=0.3), printed, draw)


def _shadow(printed: Printed, draw: random.Random) -> Captured:
    """A hard shadow of the phone or of a head lies across the paper."""
    scene = photograph(printed, draw, FREE)
    frame = scene.shot.image.size
    cx, cy = (sum(point[axis] for point in scene.corners) / 4 for axis in (0, 1))
    reach, angle = max(frame), draw.uniform(0, math.tau)
    x, y = cx + draw.uniform(-0.25, 0.25) * frame[0], cy + draw.uniform(-0.2, 0.2) * frame[1]
    ux, uy = math.cos(angle), math.sin(angle)
    side = draw.uniform(0.25, 0.5) * frame[0] if draw.random() < 0.5 else 2 * reach  # a phone's, or a half plane
    edge = [(x + ux * reach, y + uy * reach), (x - ux * reach, y - uy * reach)]
    far = [(px - uy * side, py + ux * side) for px, py in reversed(edge)]
    mask = Image.new("L", frame, 255)
    ImageDraw.Draw(mask).polygon(edge + far, fill=round(255 * draw.uniform(0.38, 0.6)))
    light = mask.filter(ImageFilter.GaussianBlur(draw.uniform(1.0, 7.0)))
    dark = ImageChops.multiply(scene.shot.image, Image.merge("RGB", (light, light, light)))
    return _sent(Scene(Shot(dark, scene.shot.matrix), scene.corners, scene.cover), printed, draw)


def _glare(printed: Printed, draw: random.Random) -> Captured:
    """A lamp's reflection blows out a spot at any place of the paper; the marks under it are hidden."""
    scene = photograph(printed, draw, FREE)
    w, h = scene.shot.image.size
    sides = [draw.random() for _ in range(2)]
    x, y = carry(scene.shot.matrix, (sides[0] * printed.pages[0].width, sides[1] * printed.pages[0].height))
    wide = math.sqrt(_area(scene.corners)) * draw.uniform(0.09, 0.2)
    spot = Image.new("L", (w, h), 0)
    long, thin = wide * draw.uniform(1.0, 1.6), wide * draw.uniform(0.6, 1.0)
    ImageDraw.Draw(spot).ellipse((x - long, y - thin, x + long, y + thin), fill=255)
    spot = spot.rotate(draw.uniform(0, 180), Image.Resampling.BILINEAR, center=(x, y))
    small = spot.resize((w // 4, h // 4)).filter(ImageFilter.GaussianBlur(wide * draw.uniform(0.03, 0.09)))
    core = np.asarray(small.resize((w, h), Image.Resampling.BICUBIC), np.float32) / 255
    bloom = small.filter(ImageFilter.GaussianBlur(wide * 0.2)).resize((w, h), Image.Resampling.BICUBIC)
    alpha = np.clip(core * 1.25 + np.asarray(bloom, np.float32) / 255 * 0.3, 0, 1).astype(np.float32)
    pixels = np.asarray(scene.shot.image, np.float32)
    bright = pixels + (255 - pixels) * alpha[..., None]
    lamp = Image.fromarray(np.clip(bright, 0, 255).astype(np.uint8), "RGB")
    return _sent(Scene(Shot(lamp, scene.shot.matrix), scene.corners, scene.cover), printed, draw, alpha)


def _blur(printed: Printed, draw: random.Random) -> Captured:
    """Mildly out of focus, or moved a little: a person still reads it."""
    scene = photograph(printed, draw, FREE)
    size = math.sqrt(_area(scene.corners)) / 1000
    image = scene.shot.image
    if draw.random() < 0.5:
        image = image.filter(ImageFilter.GaussianBlur(size * draw.uniform(1.3, 2.1)))
    else:
        image = _moved(image, size * draw.uniform(4.5, 8.0), draw.uniform(0, math.pi))
    return _sent(Scene(Shot(image, scene.shot.matrix), scene.corners, scene.cover), printed, draw)


def _moved(image: Image.Image, length: float, angle: float) -> Image.Image:
    """Return the mean of the image over a straight path of ``length`` pixels."""
    steps = max(3, math.ceil(length))
    total = np.zeros((image.height, image.width, 3), np.float32)
    for part in np.linspace(-0.5, 0.5, steps):
        dx, dy = part * length * math.cos(angle), part * length * math.sin(angle)
        shift = (1, 0, dx, 0, 1, dy)
        total += np.asarray(image.transform(image.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR))
    return Image.fromarray(np.clip(total / steps, 0, 255).astype(np.uint8), "RGB")


def _whatsapp(printed: Printed, draw: random.Random) -> Captured:
    """A photo sent through the messenger: 1280 pixels on the longer side, JPEG of 70, colours at half resolution."""
    scene = photograph(printed, draw, FREE, hands=0.15)
    shot = _sensed(scene.shot, draw)
    scale = WHATSAPP_SIDE / max(shot.image.size)
    size = (round(shot.image.width * scale), round(shot.image.height * scale))
    small = shot.image.resize(size, Image.Resampling.LANCZOS)
    matrix = np.diag([size[0] / shot.image.width, size[1] / shot.image.height, 1.0]) @ shot.matrix
    target = io.BytesIO()
    small.save(target, "JPEG", quality=70, subsampling=2)
    cover = np.asarray(Image.fromarray(scene.cover).resize(size), np.float32)
    return captured(Shot(small, matrix), printed, target.getvalue(), "jpg", cover)


def _low_light(printed: Printed, draw: random.Random) -> Captured:
    """In a dim room: dark, warm, noisy, most of all in the blue channel, and a little soft."""
    scene = photograph(printed, draw, FREE)
    soft = scene.shot.image.filter(ImageFilter.GaussianBlur(draw.uniform(0.8, 1.2)))
    gain, strength = draw.uniform(0.24, 0.42), draw.uniform(5.0, 9.0)
    warm = np.array([1.0, draw.uniform(0.84, 0.92), draw.uniform(0.6, 0.74)], np.float32) * gain
    rough = noise(draw).standard_normal((soft.height, soft.width, 3), dtype=np.float32)
    pixels = np.asarray(soft, np.float32) * warm + rough * strength * np.array([0.8, 0.8, 1.2], np.float32)
    dim = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")
    shot = Shot(dim, scene.shot.matrix)
    return captured(shot, printed, jpeg(dim, draw.randint(78, 90)), "jpg", scene.cover)


def _cut_off(printed: Printed, draw: random.Random) -> Captured:
    """Photographed too near: 5 to 18 % of the paper lie outside of the picture."""
    pose = Pose((0.68, 0.82), (0.0, 8.0), (-4.0, 4.0), beyond=(0.05, 0.18))
    return _sent(photograph(printed, draw, pose), printed, draw)


PHOTOS: Final[dict[str, Callable[[Printed, random.Random], Captured]]] = {
    "turned_90": _turned(90),
    "turned_180": _turned(180),
    "turned_270": _turned(270),
    "tilt": _tilt,
    "table": _table,
    "shadow": _shadow,
    "glare": _glare,
    "blur": _blur,
    "whatsapp": _whatsapp,
    "low_light": _low_light,
    "cut_off": _cut_off,
}
"""Every way of photographing a paper by hand."""
