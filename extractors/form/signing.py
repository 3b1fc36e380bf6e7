"""Marks of signing on papers that two parties sign: the one place where forms ask for them."""

from collections.abc import Mapping, Sequence

from extractors.agreement.cells import Sheet
from extractors.engine import Readers, ReadPage
from extractors.model import Field


def signatures(form: Sheet, pages: Sequence[ReadPage], readers: Readers) -> Mapping[str, Field]:  # noqa: ARG001
    """Return the field ``signatures`` of the paper, empty when none is seen."""
    return {}
