"""Who vouches for a certificate: the chain to an authority that the operator trusts, judged at the day of signing.

No network, no clock: no revocation is looked up, and without a day of signing nothing is said.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

WEAK: Final = frozenset({"md2", "md5", "sha1"})
"""Digests that anybody with a few machines can collide: a chain or a signature on them proves nothing."""
_SIGNS: Final = frozenset({"digital_signature", "non_repudiation"})


class Trust(StrEnum):
    """What is known of a signer's certificate on the day of signing."""

    TRUSTED = "trusted"
    UNKNOWN_ISSUER = "unknown_issuer"  # by an authority that is not in the operator's folder
    SELF_SIGNED = "self_signed"  # by its holder: anybody can make one
    NOT_VALID_THEN = "not_valid_then"  # run out, or not yet begun, on the day of signing
    NOT_FOR_SIGNING = "not_for_signing"  # made for another use
    WEAK_ALGORITHM = "weak_algorithm"
    TIME_UNKNOWN = "time_unknown"  # no day of signing is told
    UNCLEAR = "unclear"  # the chain cannot be judged


def trust_of(
    certificate: Any,  # asn1crypto carries no types
    others: Iterable[Any],
    trusted: Sequence[bytes],
    moment: dt.datetime | None,
    *,
    stamps_time: bool = False,
) -> Trust:
    """Return who vouched for a certificate at ``moment``.

    Args:
        certificate: The signer's (``asn1crypto.x509.Certificate``).
        others: Certificates that came with the signature.
        trusted: Certificates (DER) of authorities that the operator trusts; one not valid at ``moment`` does not count.
        moment: When it was signed.
        stamps_time: Whether the certificate is a time-stamping authority's.
    """
    if moment is None:
        return Trust.TIME_UNKNOWN
    if not _is_for(certificate, stamps_time=stamps_time):
        return Trust.NOT_FOR_SIGNING
    if certificate.self_issued and certificate.dump() not in trusted:
        return Trust.SELF_SIGNED
    return _by_chain(certificate, context(trusted, moment, others))


def _by_chain(certificate: Any, given: "ValidationContext") -> Trust:
    import asyncio  # with pyHanko only: an unsigned file needs neither

    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import (
        DisallowedAlgorithmError,
        ExpiredError,
        InvalidCertificateError,
        NotYetValidError,
        PathBuildingError,
        PathValidationError,
    )  # fmt: skip

    try:
        asyncio.run(CertificateValidator(certificate, validation_context=given).async_validate_path())
    except PathBuildingError:
        return Trust.UNKNOWN_ISSUER
    except (ExpiredError, NotYetValidError):
        return Trust.NOT_VALID_THEN
    except DisallowedAlgorithmError:
        return Trust.WEAK_ALGORITHM
    except (PathValidationError, InvalidCertificateError):
        return Trust.UNCLEAR
    return Trust.TRUSTED


def context(trusted: Sequence[bytes], moment: dt.datetime, others: Iterable[Any] = ()) -> "ValidationContext":
    """Return what pyHanko judges a chain by: these authorities only, at that moment, without asking anybody."""
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    roots = [one for one in map(x509.Certificate.load, trusted) if _is_valid(one, moment)]
    return ValidationContext(
        trust_roots=roots, other_certs=list(others), moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )


def _is_valid(certificate: Any, moment: dt.datetime) -> bool:
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def _is_for(certificate: Any, *, stamps_time: bool) -> bool:
    if stamps_time:
        extended = certificate.extended_key_usage_value
        return extended is not None and "time_stamping" in extended.native
    usage = certificate.key_usage_value
    return usage is None or bool(_SIGNS & usage.native)
