"""Read one file in this process, as a worker's job does, and print what it cost and what it read, as JSON.

`python -m bench.read_one absah|plain FILE`: `plain` is the peer, pytesseract on the whole picture as it is.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[Path], dict[str, str]]


def absah() -> Read:
    """Import what a worker has imported before it forks for a job, and return Absah's reader."""
    import extractors.ocr.rapidocr
    import extractors.ocr.tesseract  # noqa: F401
    from worker import log, screening
    from worker.bootstrap import tools
    from worker.settings import Settings

    log.configure("WARNING")
    parts = tools(Settings())
    return lambda path: read_with_absah(path, screening.screen_document, parts)


def read_with_absah(path: Path, screen_document: Any, parts: Any) -> dict[str, str]:
    """Return the fields that Absah's reader is sure of, by name."""
    fields: dict[str, str] = {}
    for document in screen_document(path.read_bytes(), path.name, parts):
        fields |= {name: field.text for name, field in document.fields.items() if field.status == "ok"}
    return fields


def plain() -> Read:
    """Import what the peer needs and return it: pytesseract's whole text of the first page, 300 dpi for a PDF."""
    import pypdfium2
    import pytesseract
    from PIL import Image

    return lambda path: read_plainly(path, pypdfium2, pytesseract, Image)


def read_plainly(path: Path, pypdfium2: Any, pytesseract: Any, image: Any) -> dict[str, str]:
    """Return the whole text that pytesseract gives with its standard settings."""
    if path.suffix == ".pdf":
        picture = pypdfium2.PdfDocument(path)[0].render(scale=300 / 72).to_pil()
    else:
        picture = image.open(path)
    return {"text": pytesseract.image_to_string(picture, lang="ind+eng")}


def cost() -> dict[str, float]:
    """CPU seconds of this process and its children, and the larger peak memory of the two in MB."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "cpu_s": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "peak_mb": max(usage.ru_maxrss for usage in used) / 1024,
    }


def main() -> None:
    """Read the file of the command line and print one JSON object."""
    read, path = {"absah": absah, "plain": plain}[sys.argv[1]](), Path(sys.argv[2])
    started, start = time.perf_counter(), cost()["cpu_s"]
    fields = read(path)
    used = cost()
    figures = {"wall_s": time.perf_counter() - started, "start_s": start, **used, "cpu_s": used["cpu_s"] - start}
    print(json.dumps({**figures, "fields": fields}))


if __name__ == "__main__":
    main()
