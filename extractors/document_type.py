"""Port of the document types, their registry by walking one package, and classification."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from extractors.engine import Readers, ReadPage
from extractors.model import Field, TypeScore

UNKNOWN: Final = "unknown"
MINIMUM_SCORE: Final = 0.35
"""Below this share of a type's own signs a page is ``unknown``."""

CLEARLY: Final = 0.08
"""What the best type must be ahead of the next one: of 45 papers of all types the closest right one led by 0.16."""

Extract = Callable[[Sequence[ReadPage], Readers], Mapping[str, Field]]
Score = Callable[[ReadPage], float]
Begins = Callable[[ReadPage], bool]


@dataclass(frozen=True)
class DocumentType:
    """One kind of paper.

    ``score`` says how surely a page is of this type (0..1), from signs that other papers do not carry.
    ``extract`` returns the fields that were seen on its pages; one not seen is left out and is no error.
    ``fields`` are all names that it may return. ``version`` rises when the same page may give other fields.
    ``begins`` says whether a page bears the title with which a paper of several pages begins; None for papers of one
    page, each of which is a paper of its own.
    """

    name: str
    version: int
    fields: frozenset[str]
    score: Score
    extract: Extract
    begins: Begins | None = None

    @property
    def extractor(self) -> str:
        """The name and version that a result carries, e.g. ``ktp@1``."""
        return f"{self.name}@{self.version}"


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return every document type by name: each module of ``extractors.documents`` defines ``TYPE``."""
    package = importlib.import_module("extractors.documents")
    found: dict[str, DocumentType] = {}
    for module in pkgutil.iter_modules(package.__path__, "extractors.documents."):
        kind: DocumentType = importlib.import_module(module.name).TYPE
        if kind.name in found:
            raise ValueError(f"document type {kind.name} is defined twice")
        found[kind.name] = kind
    return MappingProxyType(found)


def classify(page: ReadPage) -> tuple[TypeScore, ...]:
    """Return the score of every type for one page, best first.

    ``unknown`` stands first where none is sure enough, or two are about as sure and not the first alone bears its
    title: then nobody knows which it is. A letter with a person's data has a card's labels, but no card has a title.
    """
    scores = sorted(
        (TypeScore(type=kind.name, score=kind.score(page)) for kind in document_types().values()),
        key=lambda entry: (-entry.score, entry.type),
    )
    best, following = ([entry.score for entry in scores] + [0.0, 0.0])[:2]
    clearly = best - following >= CLEARLY or (best > following and _alone_titled(scores[0].type, scores[1].type, page))
    if best >= MINIMUM_SCORE and clearly:
        return tuple(scores)
    return (TypeScore(type=UNKNOWN, score=1.0 - best if best < MINIMUM_SCORE else following), *scores)


def _alone_titled(first: str, second: str, page: ReadPage) -> bool:
    """Whether ``page`` bears the title of the first type and not that of the second."""
    one, other = (document_types()[name].begins for name in (first, second))
    return one is not None and one(page) and not (other is not None and other(page))
