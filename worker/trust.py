"""The authorities whose electronic signatures the operator trusts: certificates in a folder, read once a process.

Absah ships none. A reading is kept under what the folder holds, so that a new authority reads files again.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractors.model import Text

ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})
LARGEST: Final = 1024 * 1024
MOST: Final = 200


class WrongTrust(ValueError):  # noqa: N818  # names what it is about
    """The folder, or a file in it, cannot be used; ``text`` says why."""

    def __init__(self, place: Path, what: Text) -> None:
        super().__init__(f"{place}: {what.en}")
        self.text = Text(id=f"{place}: {what.id}", en=f"{place}: {what.en}")

    @property
    def report(self) -> str:
        """The fault for a terminal, in both languages."""
        head = "Folder CA tidak dapat dipakai / the folder of trusted CAs cannot be used:"
        return f"{head}\n{self.text.id}\n  {self.text.en}"


@dataclass(frozen=True)
class TrustStore:
    """The certificates (DER), each once, in the order of their hashes."""

    certificates: tuple[bytes, ...] = ()

    @property
    def version(self) -> str:
        """How many there are, and a hash over all of them."""
        digest = hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in self.certificates))
        return f"{len(self.certificates)}-{digest.hexdigest()[:16]}"


def load_trust(folder: Path | None) -> TrustStore:
    """Return the authorities in ``folder`` (PEM with one certificate or more, or DER); none without a folder.

    Files of other endings, such as a README, are passed over.

    Raises:
        WrongTrust: the folder or a file cannot be read, or a file holds something else than an authority's certificate.
    """
    if folder is None:
        return TrustStore()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.name[0] != ".")
    except OSError as wrong:
        raise WrongTrust(folder, _unread(wrong)) from wrong
    found = {one for path in paths for one in _certificates(path)}
    if len(found) > MOST:
        raise WrongTrust(folder, Text(id=f"lebih dari {MOST} sertifikat", en=f"more than {MOST} certificates"))
    return TrustStore(tuple(sorted(found, key=lambda one: hashlib.sha256(one).digest())))


def _certificates(path: Path) -> Iterator[bytes]:
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise WrongTrust(path, _unread(wrong)) from wrong
    try:
        found = list(load_certs_from_pemder_data(content)) if len(content) <= LARGEST else []
        issue = [one.ca is True or (one.ca is None and one.self_issued) for one in found]
    except (ValueError, TypeError) as wrong:
        raise WrongTrust(path, _NO_CERTIFICATE) from wrong
    if not found:
        raise WrongTrust(path, _NO_CERTIFICATE)
    if not all(issue):
        raise WrongTrust(path, _NO_AUTHORITY)
    yield from (one.dump() for one in found)


def _unread(wrong: OSError) -> Text:
    reason = wrong.strerror or type(wrong).__name__
    return Text(id=f"tidak dapat dibaca ({reason})", en=f"cannot be read ({reason})")


_NO_CERTIFICATE: Final = Text(id="bukan sertifikat (PEM atau DER)", en="is no certificate (PEM or DER)")
_NO_AUTHORITY: Final = Text(
    id="bukan sertifikat penerbit (CA): sertifikat penanda tangan tidak boleh dipercaya di sini",
    en="is no authority's certificate (CA): a signer's own is not to be trusted here",
)
