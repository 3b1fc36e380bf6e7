"""Pages to papers: which pages of an upload are one paper, and where the next one begins.

A page that bears a title begins a paper, unless it is the running head of one: a later article, a later page number
or the same reference number says so. A page without a title belongs to the paper that it goes on, also where a card
was scanned between; one that goes on nothing is a paper of its own. Pages of unknown type stay together.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors import joining
from extractors.document_type import UNKNOWN, DocumentType, classify, document_types
from extractors.engine import ReadPage
from extractors.layout import lines, squeeze
from extractors.model import TypeScore, Word
from extractors.sequence import articles, page_number

GOES_ON: Final = 0.12
"""Score of a page without a title for the paper before, from which on it may be of it: it speaks of its parties."""
ALMOST: Final = 0.6
"""Share of its best score that such a page must have for the paper before."""
FEW_WORDS: Final = 12
"""A page of fewer words says nothing of its own: it is blank, or cannot be read."""
HEAD_LINES: Final = 14
"""Lines from the top among which a paper's reference number stands."""

_REFERENCE: Final = re.compile(
    r"(?:\bnomor|\bno\b|\bnumber|\bref(?:erence)?\b|\bbil\b)[\s.:#]*([A-Z0-9][A-Z0-9./-]{4,})", re.IGNORECASE
)


@dataclass(frozen=True)
class Group:
    """The pages of one paper, in order, with its type, how sure that is, and the runners-up, best first."""

    type: str
    score: float
    alternatives: tuple[TypeScore, ...]
    pages: tuple[ReadPage, ...]

    @property
    def extractor(self) -> str | None:
        """The name and version of what takes out the fields, e.g. ``ktp@1``; None for a paper of unknown type."""
        return self.kind.extractor if self.kind else None

    @property
    def kind(self) -> DocumentType | None:
        """The type; None for a paper of unknown type."""
        return document_types().get(self.type)

    @property
    def may_go_on(self) -> bool:
        """Whether papers of this type have several pages."""
        return self.kind is not None and self.kind.begins is not None and self.pages[-1].part is None


@dataclass(frozen=True)
class _Page:
    """One page with what is told on it about its place in a paper."""

    page: ReadPage
    scores: tuple[TypeScore, ...]

    @property
    def best(self) -> TypeScore:
        return self.scores[0]

    def score(self, kind: str) -> float:
        return next((entry.score for entry in self.scores if entry.type == kind), 0.0)

    @property
    def kind(self) -> DocumentType | None:
        return document_types().get(self.best.type)

    @property
    def is_titled(self) -> bool:
        """Whether the page begins a paper by its looks: a card, or a page that bears its type's title."""
        return self.kind is not None and (self.kind.begins is None or self.kind.begins(self.page))

    def alone(self) -> Group:
        return Group(self.best.type, self.best.score, self.scores[1:], (self.page,))


def group(pages: Sequence[ReadPage]) -> tuple[Group, ...]:
    """Return the papers in the order of their first pages; a paper's pages need not follow each other."""
    papers: list[Group] = []
    for page in (_Page(page, classify(page)) for page in pages):
        place = _home(page, papers)
        if place is None:
            papers.append(page.alone())
        else:
            papers[place] = _joined(papers[place], page)
    return tuple(papers)


def _joined(paper: Group, page: _Page) -> Group:
    score = max(paper.score, page.best.score) if page.best.type == paper.type else paper.score
    return replace(paper, pages=(*paper.pages, page.page), score=score)


def _home(page: _Page, papers: Sequence[Group]) -> int | None:
    """Return the index of the paper that ``page`` goes on, or None when it begins one."""
    open_papers = [index for index in reversed(range(len(papers))) if papers[index].may_go_on]
    if page.page.part is not None:
        return None
    if papers and page.best.type == papers[-1].type == UNKNOWN:
        return len(papers) - 1
    if not open_papers:
        return None
    if page.is_titled:
        same = [index for index in open_papers if papers[index].type == page.best.type]
        return same[0] if same and not _is_first(page.page, papers[same[0]]) else None
    last = open_papers[0]
    is_next = last == len(papers) - 1
    if is_next and (_goes_on(page, papers[last]) or (papers[last].type in joining.TYPES and _says_nothing(page.page))):
        return last
    told = [
        index for index in open_papers if papers[index].type == page.best.type or _follows(page.page, papers[index])
    ]
    return told[0] if told else None


def _is_first(page: ReadPage, paper: Group) -> bool:
    """Tell whether a page with the title of ``paper`` begins another one, and is not its next page under its head."""
    headings = [heading.number for heading in articles(page) if not heading.raw[0].isdigit()]
    if headings and headings[0] > 1:
        return False
    own, its = _reference(page), _reference(paper.pages[0])
    if own and own == its:
        return False
    if headings or (own and its):
        return True
    number = page_number(page)
    return number is None or number.number == 1


def _goes_on(page: _Page, paper: Group) -> bool:
    """Tell whether a page without a title is the next one of ``paper``, which it follows in the upload."""
    score = page.score(paper.type)
    if page.best.type == paper.type or _follows(page.page, paper):
        return True
    return score >= GOES_ON and (page.best.type == UNKNOWN or score >= ALMOST * page.best.score)


def _follows(page: ReadPage, paper: Group) -> bool:
    """Tell whether page numbers or articles say that ``page`` comes next in ``paper``."""
    number, last = page_number(page), page_number(paper.pages[-1])
    if number is not None and last is not None:
        return number.number == last.number + 1
    headings, before = articles(page), [found for one in paper.pages for found in articles(one)]
    if headings and before:
        return headings[0].number == before[-1].number + 1
    return number is not None and number.number == len(paper.pages) + 1


def _says_nothing(page: ReadPage) -> bool:
    return len(page.words) < FEW_WORDS


def _reference(page: ReadPage) -> str:
    """Return the reference number in the head of ``page``, letters and digits only; empty when none was read."""
    for line in lines(page.words)[:HEAD_LINES]:
        found = _REFERENCE.search(line.text)
        if found and sum(map(str.isdigit, found[1])) >= 2:
            return squeeze(found[1])
    return ""


def numbered(paper: Group) -> tuple[Mapping[int, int], Group]:
    """Return for each of the paper's own pages the upload's page that it is, and the paper numbered from 0."""
    homes = {own: page.index for own, page in enumerate(paper.pages)}
    return homes, replace(paper, pages=tuple(_moved(page, own) for own, page in enumerate(paper.pages)))


def _moved(page: ReadPage, index: int) -> ReadPage:
    if page.index == index:
        return page
    view = replace(page.view, words=_words_on(page.view.words, index)) if page.view else None
    return replace(page, index=index, words=_words_on(page.words, index), view=view)


def _words_on(words: Sequence[Word], index: int) -> tuple[Word, ...]:
    return tuple(word.model_copy(update={"region": word.region.model_copy(update={"page": index})}) for word in words)
