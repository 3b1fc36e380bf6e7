"""Read files in this process, as a worker does: the paths of one paper come in a line, one JSON line goes out for it.

`python -m bench.read_many`; a tab parts the pictures of one paper. Models are loaded with the first file, which the
bench reads twice.
"""

import json
import sys
from pathlib import Path
from typing import Any

from extractors.calibration import way_read
from extractors.model import Document, Field
from worker import log
from worker.bootstrap import Tools, tools
from worker.local import screen_files
from worker.settings import Settings


def read(paths: list[Path], parts: Tools) -> dict[str, Any]:
    """Return the documents of a paper's files as far as they are compared with what was drawn."""
    return {"documents": [_told(document) for document in screen_files(paths, parts).documents]}


def _told(document: Document) -> dict[str, Any]:
    fields = {name: _told_field(field) for name, field in document.fields.items()}
    source = document.sources[0]
    return {
        "type": document.type,
        "failure": document.failure.code if document.failure else None,
        "page": source.page,
        "region": source.region.model_dump() if source.region else None,
        "pages": len(document.pages),
        "reasons": sorted({reason for page in document.pages for reason in page.quality.reasons}),
        "fields": fields,
    }


def _told_field(field: Field) -> dict[str, Any]:
    way, raw = way_read(field)
    return {
        "value": field.value,
        "status": field.status.value,
        "confidence": field.confidence,
        "way": way,
        "raw": raw,
        "region": field.region.model_dump() if field.region else None,
    }


def main() -> None:
    """Answer every path on standard input until it ends."""
    log.configure("WARNING")
    parts = tools(Settings())
    for line in sys.stdin:
        sys.stdout.write(json.dumps(read([Path(path) for path in line.rstrip("\n").split("\t")], parts)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
