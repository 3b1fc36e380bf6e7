"""CON007: the worker's address differs between papers."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rapidfuzz import fuzz

from validators.identity import Table, disagreements
from validators.model import Cause, Finding, Severity
from validators.names import normal
from validators.rule import Scope, Subject, rule

ADDRESSES: Final[Table] = MappingProxyType({"ktp": "address", "work_contract": "worker_address"})
ALIKE: Final = 40.0
"""Similarity (0..100, words in any order) from which two addresses may be one: papers shorten and complete them."""


@rule(
    "CON007",
    scope=Scope.CASE,
    severity=Severity.INFO,
    cause=Cause.INCONSISTENCY,
    documents=set(ADDRESSES),
    basis=("Perban BP2MI 1/2020 Pasal 2",),
    since="0.2",
)
def addresses(subject: Subject) -> Iterator[Finding]:
    """Addresses differ between documents.

    ## What it checks
    The street on the KTP against the worker's address in the contract.

    ## Why it matters
    Somebody who helps the worker may need the address that holds. By itself a difference says nothing and changes no
    axis.

    ## Known false alarms
    People move house, and one address is written in many ways; only what shares hardly a word is noted.

    Known gap: another number in the same street passes.

    ## Example
    DUSUN SUKAMAJU and JL. MELATI NO. 3 are noted; JL. MELATI NO. 3 and JALAN MELATI 3, DEPOK are not.

    ## References
    Perban BP2MI 1/2020 Pasal 2(2)b (the contract names the worker's full address).
    """
    yield from disagreements("CON007", subject, ADDRESSES, _agree)


def _agree(one: str, other: str) -> bool | None:
    left, right = normal(one), normal(other)
    if not left or not right:
        return None
    return fuzz.token_set_ratio(left, right) >= ALIKE
