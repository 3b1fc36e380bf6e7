"""P3MI, the licences of placement companies: the dated state of a licence on the day a paper was signed.

Source: the ministry announces suspensions and revocations by decree number and date (Permen P2MI 4/2025 Pasal 14); no
open interface or data set was found, so the wire form is this project's until an operator has one to map.
"""

from typing import Final

from extractors.model import Document
from validators.registry import Registry, Reply, read_reply, sure_fields

_FIELDS: Final = {"licence_number": "agency_licence", "agency_name": "agency_name", "on": "signed_on"}
_ELEMENTS: Final = frozenset({"licence_number", "agency_name", "active_on_date"})
_DETAILS: Final = frozenset({"status", "status_since", "decree", "agency_name"})


def question(document: Document) -> dict[str, str] | None:
    """Return what is sent: licence number, company and signing day as far as read surely; None without the number."""
    fields = sure_fields(document, _FIELDS)
    return fields if "licence_number" in fields else None


def read(body: bytes) -> Reply:
    """Return the reply in ``body``; raises ``BadReply``. Its details are public facts about a company."""
    return read_reply(body, _ELEMENTS, _DETAILS)


REGISTRY: Final = Registry(
    "p3mi",
    "KP2MI: izin P3MI",
    "/p3mi/licences/status",
    frozenset({"work_contract", "placement_agreement"}),
    question,
    read,
)
