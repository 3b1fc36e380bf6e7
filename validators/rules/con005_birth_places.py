"""CON005: the worker's place of birth differs between papers."""

from collections.abc import Iterator

from extractors.vocabulary import region_codes
from validators.identity import BIRTH_PLACES, disagreements
from validators.model import Cause, Finding, Severity
from validators.names import Likeness, compare_places
from validators.rule import Scope, Subject, rule


@rule(
    "CON005",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents=set(BIRTH_PLACES),
    basis=(
        "UU 18/2017 Pasal 13",
        "Kepmendagri 300.2.2-2138/2025",
    ),
    since="0.2",
)
def birth_places(subject: Subject) -> Iterator[Finding]:
    """Places of birth differ between documents.

    ## What it checks
    The place of birth on KTP, passport, marital status letter and the worker's line of the family card. Only two
    regencies or cities that we know, in two provinces of which neither was formed out of the other, are called
    different.

    ## Why it matters
    In known cases of forged civil papers the place of birth changed together with the date.

    ## Known false alarms
    Papers print a village, a district, a regency or the province for one and the same place, so everything that is
    not surely another province is left open. A place that was corrected at Dukcapil stays a false alarm, hence medium.

    Known gap: two villages of one name pass; another regency of the same province is left open.

    ## Example
    INDRAMAYU and MALANG are flagged; INDRAMAYU and KAB. INDRAMAYU pass; so do LELEA and INDRAMAYU, in which it lies.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file); regions: Kepmendagri 300.2.2-2138/2025. Forged birth papers behind
    genuine passports: Jawa Pos, 6 March 2017.
    """
    yield from disagreements("CON005", subject, BIRTH_PLACES, _agree)


def _agree(one: str, other: str) -> bool | None:
    """Return whether two printed places are one, None when that cannot be told."""
    found = compare_places(one, other)
    if found.likeness in {Likeness.SAME, Likeness.COMPATIBLE} or "inside" in found.features:
        return True
    if found.likeness is Likeness.CANNOT_TELL:
        return None
    # A child may be born in the hospital of the next regency, so only another province counts.
    homes = [{code[:2] for code in region_codes.codes(text, 4)} for text in (one, other)]
    if not all(homes) or any(_are_kin(mine, theirs) for mine in homes[0] for theirs in homes[1]):
        return None
    return False


def _are_kin(one: str, other: str) -> bool:
    """Whether two provinces are one, or one was formed out of the other."""
    return region_codes.was_in(one, other) or region_codes.was_in(other, one)
