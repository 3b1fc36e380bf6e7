"""Immigration, the passport registry: says whether a passport was issued and which elements fit its record.

Source: no public interface exists; other agencies are served by agreement. The wire form is this
project's until an operator has one to map.
"""

from typing import Final

from extractors.model import Document
from validators.registry import Registry, Reply, read_reply, sure_fields

_FIELDS: Final = {
    "passport_number": "passport_number",
    "name": "name",
    "birth_date": "birth_date",
    "sex": "sex",
    "expires_on": "expires_on",
}
_ELEMENTS: Final = frozenset(_FIELDS) - {"passport_number"}


def question(document: Document) -> dict[str, str] | None:
    """Return what is sent: the number, and every element that was read surely; None without a sure number."""
    fields = sure_fields(document, _FIELDS)
    return fields if "passport_number" in fields and len(fields) > 1 else None


def read(body: bytes) -> Reply:
    """Return the reply in ``body``; raises ``BadReply``."""
    return read_reply(body, _ELEMENTS)


REGISTRY: Final = Registry(
    "immigration",
    "Direktorat Jenderal Imigrasi",
    "/immigration/passports/verify",
    frozenset({"passport"}),
    question,
    read,
)
