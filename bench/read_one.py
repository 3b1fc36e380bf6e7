"""Read one file in this process, as a worker's job does, and print what it cost and what it read, as JSON.

`python -m bench.read_one absah|plain FILE`: `plain` is the peer, pytesseract on the whole picture as it is.
"""

import json
import resource
import sys
import time
from pathlib import Path


def read_with_absah(path: Path) -> dict[str, str]:
    """Return the fields that Absah's reader is sure of, by name."""
    from worker import log
    from worker.bootstrap import tools
    from worker.screening import screen_document
    from worker.settings import Settings

    log.configure("WARNING")
    fields: dict[str, str] = {}
    for document in screen_document(path.read_bytes(), path.name, tools(Settings())):
        fields |= {name: field.text for name, field in document.fields.items() if field.status == "ok"}
    return fields


def read_plainly(path: Path) -> dict[str, str]:
    """Return the whole text that pytesseract gives with its standard settings (first page, 300 dpi for a PDF)."""
    import pypdfium2
    import pytesseract
    from PIL import Image

    if path.suffix == ".pdf":
        picture = pypdfium2.PdfDocument(path)[0].render(scale=300 / 72).to_pil()
    else:
        picture = Image.open(path)
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
    reader, path = {"absah": read_with_absah, "plain": read_plainly}[sys.argv[1]], Path(sys.argv[2])
    started = time.perf_counter()
    fields = reader(path)
    print(json.dumps({"wall_s": time.perf_counter() - started, **cost(), "fields": fields}))


if __name__ == "__main__":
    main()
