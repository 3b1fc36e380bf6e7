"""Request bodies are counted while they stream in, so that no one fills memory or disk with what is refused anyway."""

from fastapi import HTTPException, Request
from starlette.types import Message


class BodyTooLarge(HTTPException):
    """The body is larger than its address takes. An ``HTTPException``, so that form parsing lets it through."""

    def __init__(self) -> None:
        super().__init__(status_code=413)


def capped(request: Request, most_bytes: int) -> Request:
    """Return ``request`` so that reading more than ``most_bytes`` of its body raises ``BodyTooLarge``.

    A length that the client declares is believed only when it is too large.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most_bytes:
        raise BodyTooLarge
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most_bytes:
            raise BodyTooLarge
        return message

    return Request(request.scope, receive)
