"""The decoding program: an upload on standard input, page images on standard output.

``worker.sandbox`` starts it in a process of its own and believes nothing that it writes. It imports only what the
media type needs (no numpy, no pydantic), so that starting it costs little.

Output: per page one line of JSON ``{"width", "height", "channels": 1|3, "dpi", "words": [[text, x0, y0, x1, y1]],
"note"}`` and then ``width * height * channels`` bytes, rows top to bottom, BGR or grey; at last ``{"pages": n}``,
or ``{"refused": code}`` with a code of ``extractors.errors.FailureCode``. Words are in shares of the page as shown.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extractors.confine import confine


class Refused(Exception):  # noqa: N818  # an answer of this program, not a fault of it
    """The upload cannot be decoded; ``code`` is a ``FailureCode`` (that module would cost a quarter second)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Job:
    """What is asked of one run, as JSON in the first argument. Sizes in pixels and bytes, times in seconds."""

    media_type: str
    max_pages: int
    max_pixels: int
    min_side_px: int
    max_page_pixels: int
    max_total_pixels: int
    memory_bytes: int
    output_bytes: int
    cpu_s: int
    wall_s: int

    def page_pixels(self, pages: int) -> int:
        """Return how many pixels each of ``pages`` pages may have, so that all of them stay within the total."""
        return min(self.max_page_pixels, self.max_total_pixels // max(1, pages))


@dataclass(frozen=True)
class DecodedPage:
    """One page: ``pixels`` are ``width * height * channels`` bytes; ``note`` says why a text layer was set aside."""

    width: int
    height: int
    channels: int
    pixels: bytes
    dpi: float | None
    words: tuple[tuple[str, float, float, float, float], ...] = ()
    note: str = ""


def main() -> None:
    """Decode standard input as the job in the first argument says."""
    job = Job(**json.loads(sys.argv[1]))
    confine(job.memory_bytes, job.output_bytes, job.cpu_s, job.wall_s)
    data = sys.stdin.buffer.read()
    write(decode(data, job), sys.stdout.buffer)


def decode(data: bytes, job: Job) -> Iterator[DecodedPage]:
    """Yield the pages of ``data``, loading only the decoder that it needs. Raises ``Refused``."""
    if job.media_type == "application/pdf":
        from extractors.pdf_pages import pdf_pages

        yield from pdf_pages(data, job)
    else:
        from extractors.picture_pages import picture_pages

        yield from picture_pages(data, job)


def write(pages: Iterator[DecodedPage], out: BinaryIO) -> None:
    """Write ``pages`` as the module's docstring says."""
    count = 0
    try:
        for page in pages:
            head = {
                "width": page.width,
                "height": page.height,
                "channels": page.channels,
                "dpi": page.dpi,
                "words": page.words,
                "note": page.note,
            }
            out.write(json.dumps(head).encode() + b"\n")
            out.write(page.pixels)
            count += 1
        last: dict[str, object] = {"pages": count}
    except Refused as refusal:
        last = {"refused": refusal.code}
    except MemoryError:
        last = {"refused": "decoder_crashed"}
    out.write(json.dumps(last).encode() + b"\n")
    out.flush()
