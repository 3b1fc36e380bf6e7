"""Dukcapil, the population registry: says of each element whether it fits the record, and never gives the record.

Source of the shape: agreements on use of population data, one "SESUAI / TIDAK SESUAI" an element.
The agency publishes no technical interface; the wire form is this project's (docs/architecture.md) until an operator
has one to map.
"""

from typing import Final

from extractors.model import Document
from validators.registry import Registry, Reply, read_reply, sure_fields

_FIELDS: Final = {"nik": "nik", "name": "name", "birth_place": "birth_place", "birth_date": "birth_date", "sex": "sex"}
_ELEMENTS: Final = frozenset(_FIELDS) - {"nik"}


def question(document: Document) -> dict[str, str] | None:
    """Return what is sent: the number, and every element that was read surely; None without a sure number."""
    fields = sure_fields(document, _FIELDS)
    return fields if "nik" in fields and len(fields) > 1 else None


def read(body: bytes) -> Reply:
    """Return the reply in ``body``; raises ``BadReply``."""
    return read_reply(body, _ELEMENTS)


REGISTRY: Final = Registry("dukcapil", "Dukcapil", "/dukcapil/verify", frozenset({"ktp"}), question, read)
