"""Incremental updates: what is appended to a PDF, with everything before it left as it was (ISO 32000-1, 7.5.6)."""

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def retitled(data: bytes) -> bytes:
    """Return the file with another title in a second revision."""
    writer = _writer(data)
    writer.set_info(generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("paper 2")}))
    return _written(writer)


def appended(data: bytes, page: int, content: bytes, fonts: dict[str, str]) -> bytes:
    """Return the file with ``content`` drawn after all else on ``page``, in a second revision.

    ``fonts`` are names of resources with the base font (one of the fourteen that need no file) of each.
    """
    writer = _writer(data)
    reference, _ = writer.find_page_for_modification(page)
    node = reference.get_object()
    stream = generic.StreamObject(stream_data=b"Q\n" + content)
    before = generic.StreamObject(stream_data=b"q\n")
    old = node.raw_get("/Contents")
    kept = list(old) if isinstance(old, generic.ArrayObject) else [old]
    parts = [writer.add_object(before), *kept, writer.add_object(stream)]
    node[generic.pdf_name("/Contents")] = generic.ArrayObject(parts)
    resources = generic.DictionaryObject(_whole(node, "/Resources"))
    known = generic.DictionaryObject(_whole(resources, "/Font"))
    for name, base in fonts.items():
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{base}", "/Encoding": "/WinAnsiEncoding"}
        named = {generic.pdf_name(key): generic.pdf_name(value) for key, value in font.items()}
        known[generic.pdf_name(f"/{name}")] = writer.add_object(generic.DictionaryObject(named))
    resources[generic.pdf_name("/Font")] = known
    node[generic.pdf_name("/Resources")] = resources
    writer.update_container(node)
    return _written(writer)


def _whole(holder: generic.DictionaryObject, name: str) -> generic.DictionaryObject:
    """Return the dictionary under ``name``, through a reference where it is one; an empty one where there is none."""
    found = holder.raw_get(name) if name in holder else generic.DictionaryObject()
    return found.get_object() if isinstance(found, generic.IndirectObject) else found


def _writer(data: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(io.BytesIO(data))


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
