"""Photos of one contract, each read alone, become one document: who belongs to whom, and in which order.

The usual way by messenger: five photos of five pages, in any order, one perhaps twice, one missing. Pages are put
together by what is printed on them: page numbers, the run of the articles, the parties and their numbers. Two
contracts of one worker stay apart (a second contract with other terms is a known fraud), and so does a page that
could belong to either: nothing is guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from extractors.document_type import UNKNOWN
from extractors.layout import squeeze
from extractors.merging import SEQUENCE, Sheet, is_head, merged, with_gaps
from extractors.model import Document, DocumentState, Field, FieldStatus
from extractors.sequence import NO_NUMBER, read_ranges

TYPES: Final = frozenset({"work_contract", "placement_agreement"})
"""Papers of several pages whose pages bear numbers or articles."""
APART: Final = (
    "contract_number", "agreement_number", "worker_id_number", "worker_passport_number", "worker_birth_date",
    "agency_licence", "start_date", "signed_on", "duration_months",
)  # fmt: skip
"""Fields of which two sure values that differ say: two contracts."""
APART_NAMES: Final = ("worker_name", "employer_name", "agency_name", "destination_country")
"""The same of names on two pages that both name the parties: another spelling is no other name.

On a page of articles alone, what looks like a name may be a piece of a sentence.
"""
SAME_NAME: Final = 80.0
"""Least similarity (0..100, words in any order) at which two readings are one name."""

WEIGHTS: Final = {
    "contract_number": 3.0, "agreement_number": 3.0, "worker_passport_number": 2.0, "worker_id_number": 2.0,
    "job_order_number": 1.0, "agency_licence": 1.0, "worker_name": 1.0, "employer_name": 1.0,
}  # fmt: skip
"""What an equal value adds to the link of two parts."""
ADJACENT: Final = 1.0
"""What page numbers that follow each other add; numbers that merely differ add half of it."""
SAME_TOTAL: Final = 1.0
ARTICLES_FOLLOW: Final = 2.0
"""What articles add that go on where the other part stops; the right order alone adds a quarter of it."""
COMPLETES: Final = 1.0
"""What it adds that one part names the parties and holds no article, and the other names none and begins the terms."""
SAME_TYPE: Final = 0.5
COPY: Final = 4.0
"""Link of two pictures of one page."""
JOIN: Final = 1.0
"""Least link at which two parts are joined: one type and page numbers that differ, or articles that follow."""
UNKNOWN_PAGE: Final = 0.5
"""What the link of a page of unknown type must have more than that."""
MARGIN: Final = 0.75
"""A part that another contract claims with a link not weaker by this belongs to neither."""
SAME_CONTENT: Final = 0.6
"""Share of the values of the less legible picture from which on two pictures of one place show one page."""
SAME_PRINT: Final = 90.0
"""Least similarity (0..100) of what two pictures of one page say in one field, where both were read surely."""
LEAST_CONTENT: Final = 4
"""So many values in common at least where no number or article tells the place."""


@dataclass(frozen=True, eq=False)
class Part:
    """One document of a case that may be some pages of a larger paper; ``arrival`` counts from 0."""

    arrival: int
    document: Document

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The page numbers read for sure, none where a page of it has none."""
        told = self._sequence("page_numbers").split(",")
        if NO_NUMBER in told or told == [""] or len(told) != len(self.document.pages):
            return ()
        return tuple(int(one.split("/")[0]) for one in told)

    @cached_property
    def total(self) -> int | None:
        """Of how many pages the paper says that it is, None where it says nothing or two things."""
        totals = {one.split("/")[1] for one in self._sequence("page_numbers").split(",") if "/" in one}
        return int(totals.pop()) if len(totals) == 1 else None

    @cached_property
    def articles(self) -> tuple[int, int] | None:
        """First and last article."""
        ranges = read_ranges(self._sequence("articles"))
        return (ranges[0][0], ranges[-1][1]) if ranges else None

    @cached_property
    def is_sure_of_articles(self) -> bool:
        """Whether headings named the articles: numbered paragraphs may start anew in a schedule."""
        field = self.document.fields.get("articles")
        return field is not None and field.status is FieldStatus.OK

    @property
    def is_single(self) -> bool:
        """Whether the part is one page."""
        return len(self.document.pages) == 1

    @cached_property
    def is_head(self) -> bool:
        """Whether the part says whose contract it is."""
        return is_head(self.document)

    @cached_property
    def content(self) -> frozenset[str]:
        """What the part says, for comparing two pictures of one page."""
        said = set()
        for name, field in self.document.fields.items():
            if name in SEQUENCE:
                continue
            if isinstance(field.value, str):
                said.add(f"{name} {squeeze(field.value)}")
            elif name == "clauses":
                said |= {str(item.get("code")) for item in field.value}
            elif name == "deductions":
                said |= {f"deduction {item.get('amount')}" for item in field.value}
        return frozenset(said)

    def sure(self, name: str) -> Field | None:
        """Return a field that was read surely."""
        field = self.document.fields.get(name)
        return field if field is not None and field.status is FieldStatus.OK and field.text else None

    def _sequence(self, name: str) -> str:
        field = self.document.fields.get(name)
        return field.text if field is not None else ""


def joined(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return ``documents``, those that are parts of one paper as one document; the others unchanged, in their order.

    ``documents`` stand in their order of arrival and bear their ids. A joined document keeps the id and the place of
    its earliest part; the ids of the others are not used again. Which pages and articles of a paper are missing is
    told by its fields ``missing_pages`` and ``missing_articles``.
    """
    parts = [Part(arrival, document) for arrival, document in enumerate(documents) if _may_join(document)]
    papers = {min(part.arrival for part in group): _paper(group) for group in _groups(parts)}
    taken = {part.arrival for part in parts}
    return tuple(
        papers.get(arrival, document)
        for arrival, document in enumerate(documents)
        if arrival in papers or arrival not in taken
    )


def _may_join(document: Document) -> bool:
    has_sequence = bool({"page_numbers", "articles"} & document.fields.keys())
    return document.state is DocumentState.READ and (
        document.type in TYPES or (document.type == UNKNOWN and has_sequence)
    )


def _paper(group: Sequence[Part]) -> Document:
    if len(group) == 1:
        part = group[0]
        return with_gaps(part.document) if part.document.type in TYPES else part.document
    return merged([Sheet(copies[0].document, tuple(one.document for one in copies[1:])) for copies in _ordered(group)])


# -- who belongs to whom -----------------------------------------------------------------------------------------------


def _groups(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Return ``parts`` in groups, one a paper: the strongest link first, as long as no third part disputes it."""
    relations = _Relations(parts)
    groups: list[tuple[Part, ...]] = [(part,) for part in parts]
    while True:
        pairs = [
            (link, one, other)
            for one, other in combinations(groups, 2)
            if (link := relations.link(one, other)) >= JOIN and not relations.contradict(one, other)
        ]
        pairs.sort(key=lambda pair: (-pair[0], _first(pair[1]), _first(pair[2])))
        chosen = next((pair for pair in pairs if not relations.is_disputed(pair, groups)), None)
        if chosen is None:
            return groups
        _, one, other = chosen
        groups = [group for group in groups if group not in (one, other)] + [(*one, *other)]


def _first(group: Sequence[Part]) -> tuple[int, int]:
    numbers = [number for part in group for number in part.numbers]
    return (min(numbers, default=99), min(part.arrival for part in group))


class _Relations:
    """What speaks for and against each pair of parts, computed once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        pairs = list(combinations(parts, 2))
        self._against = {frozenset((a.arrival, b.arrival)): _contradicts(a, b) for a, b in pairs}
        self._links = {frozenset((a.arrival, b.arrival)): _link(a, b) for a, b in pairs}

    def contradict(self, one: Sequence[Part], other: Sequence[Part]) -> bool:
        """Whether any part of ``one`` cannot be of one paper with any of ``other``."""
        return any(self._against[pair] for pair in _pairs(one, other))

    def link(self, one: Sequence[Part], other: Sequence[Part]) -> float:
        """Return the strongest link between two groups."""
        return max(self._links[pair] for pair in _pairs(one, other))

    def is_disputed(
        self, pair: tuple[float, tuple[Part, ...], tuple[Part, ...]], groups: Sequence[tuple[Part, ...]]
    ) -> bool:
        """Whether a third group claims one of the two about as strongly, and cannot be of one paper with the other."""
        link, one, other = pair
        least = max(link - MARGIN, JOIN)
        for third in groups:
            if third in (one, other):
                continue
            for own, rival in ((one, other), (other, one)):
                claims = self.link(third, own) >= least and not self.contradict(third, own)
                if claims and self.contradict(third, rival):
                    return True
        return False


def _pairs(one: Sequence[Part], other: Sequence[Part]) -> Iterator[frozenset[int]]:
    yield from (frozenset((a.arrival, b.arrival)) for a in one for b in other)


def _contradicts(one: Part, other: Part) -> bool:
    """Whether two parts cannot be pages of one paper: other parties, numbers, dates or wage, or the same place."""
    return _other_terms(one, other) or (not _is_copy(one, other) and _same_place(one, other))


def _other_terms(one: Part, other: Part) -> bool:
    if one.is_head and other.is_head and one.document.type != other.document.type:
        return True
    for name in APART:
        a, b = one.sure(name), other.sure(name)
        if a is not None and b is not None and squeeze(a.text) != squeeze(b.text):
            return True
    for name in APART_NAMES if one.is_head and other.is_head else ():
        a, b = one.sure(name), other.sure(name)
        if a is not None and b is not None and not _same_name(a.text, b.text):
            return True
    return _other_wage(one, other)


def _same_name(one: str, other: str) -> bool:
    a, b = one.upper(), other.upper()
    return fuzz.token_sort_ratio(a, b) >= SAME_NAME or squeeze(a) == squeeze(b)


def _other_wage(one: Part, other: Part) -> bool:
    """Whether both name a wage for one period, and not the same: an hour's pay is no month's wage."""
    values = [(one.sure(name), other.sure(name)) for name in ("wage_amount", "wage_currency", "wage_period")]
    amount, currency, period = ((a.text, b.text) if a and b else None for a, b in values)
    if amount is None or period is None or period[0] != period[1]:
        return False
    return amount[0] != amount[1] or (currency is not None and currency[0] != currency[1])


def _same_place(one: Part, other: Part) -> bool:
    """Whether both claim one place in the paper, or do not say where they stand although one is a whole file."""
    if one.total is not None and other.total is not None and one.total != other.total:
        return True
    if one.numbers and other.numbers:
        return bool(set(one.numbers) & set(other.numbers)) or _articles_meet(one, other)
    if one.articles and other.articles:
        return _articles_meet(one, other)
    return not (one.is_single and other.is_single)


def _articles_meet(one: Part, other: Part) -> bool:
    """Whether both hold the same article headings; one that both bear may run over from one page to the next."""
    if one.articles is None or other.articles is None or not (one.is_sure_of_articles and other.is_sure_of_articles):
        return False
    shared = min(one.articles[1], other.articles[1]) - max(one.articles[0], other.articles[0]) + 1
    return shared > 1 or (
        shared == 1 and (one.articles[0] == other.articles[0] or one.articles[1] == other.articles[1])
    )


def _is_copy(one: Part, other: Part) -> bool:
    """Whether two pictures show one page: the same bytes, or the same place in the paper and the same content."""
    if one.document.sha256 == other.document.sha256 and one.document.sources[0].page == other.document.sources[0].page:
        return True
    if not (one.is_single and other.is_single) or _other_terms(one, other):
        return False
    places = ((one.numbers, other.numbers), (one.articles, other.articles))
    if any(mine and theirs and mine != theirs for mine, theirs in places) or _says_otherwise(one, other):
        return False
    both, least = len(one.content & other.content), min(len(one.content), len(other.content))
    numbered, ranged = bool(one.numbers and other.numbers), bool(one.articles and other.articles)
    if numbered or ranged:
        return both >= SAME_CONTENT * least if least else numbered and ranged
    return both >= LEAST_CONTENT and both >= SAME_CONTENT * len(one.content | other.content)


def _says_otherwise(one: Part, other: Part) -> bool:
    """Whether a field was read surely on both pictures, and not as the same print."""
    for name in one.document.fields.keys() - SEQUENCE:
        a, b = one.sure(name), other.sure(name)
        if a is not None and b is not None and fuzz.ratio(squeeze(a.text), squeeze(b.text)) < SAME_PRINT:
            return True
    return False


def _link(one: Part, other: Part) -> float:
    """Return how strongly two parts belong together; from ``JOIN`` on they are joined if nothing speaks against it."""
    if _is_copy(one, other):
        return COPY
    total = SAME_TYPE if one.document.type == other.document.type and one.document.type in TYPES else 0.0
    for name, weight in WEIGHTS.items():
        a, b = one.document.fields.get(name), other.document.fields.get(name)
        if a is not None and b is not None and a.text and squeeze(a.text) == squeeze(b.text):
            total += weight
    sequence = _numbers_link(one, other) + _articles_link(one, other) + _terms_link(one, other)
    if sequence <= 0 and UNKNOWN in {one.document.type, other.document.type}:
        return 0.0  # a letter about the same worker is no page of the contract
    if one.total is not None and one.total == other.total:
        total += SAME_TOTAL
    if UNKNOWN in {one.document.type, other.document.type}:
        total -= UNKNOWN_PAGE
    return total + sequence


def _terms_link(one: Part, other: Part) -> float:
    """Return what it tells that the one part is a contract's first page without its terms, the other the terms alone.

    A second first page in the case claims the terms as strongly: then they are given to neither (``is_disputed``).
    """
    if {one.document.type, other.document.type} != {one.document.type} & TYPES or one.is_head == other.is_head:
        return 0.0
    head, terms = (one, other) if one.is_head else (other, one)
    is_bare = not (head.articles and head.is_sure_of_articles)
    begins = terms.is_sure_of_articles and terms.articles is not None and terms.articles[0] == 1
    return COMPLETES if is_bare and begins else 0.0


def _numbers_link(one: Part, other: Part) -> float:
    if not (one.numbers and other.numbers):
        return 0.0
    before, after = sorted((one, other), key=lambda part: part.numbers[0])
    return ADJACENT if after.numbers[0] == before.numbers[-1] + 1 else ADJACENT / 2


def _articles_link(one: Part, other: Part) -> float:
    if one.articles is None or other.articles is None:
        return 0.0
    before, after = sorted((one, other), key=lambda part: part.articles or (0, 0))
    assert before.articles is not None  # noqa: S101  # both were seen to have some
    assert after.articles is not None  # noqa: S101
    if not (one.is_sure_of_articles and other.is_sure_of_articles):
        return ARTICLES_FOLLOW / 2 if after.articles[0] - before.articles[1] == 1 else 0.0
    if before.numbers and after.numbers and before.numbers[0] > after.numbers[0]:
        return -ARTICLES_FOLLOW  # the later page holds the earlier articles: another paper
    follows = 0 <= after.articles[0] - before.articles[1] <= 1
    return ARTICLES_FOLLOW if follows else ARTICLES_FOLLOW / 4


# -- in which order ----------------------------------------------------------------------------------------------------


def _ordered(group: Sequence[Part]) -> list[list[Part]]:
    """Return the parts in the order of the paper, pictures of one page together, the best of them first."""
    kept: list[list[Part]] = []
    for part in sorted(group, key=lambda part: part.arrival):
        same = next((copies for copies in kept if any(_is_copy(part, other) for other in copies)), None)
        if same is None:
            kept.append([part])
        else:
            same.append(part)
    for copies in kept:
        copies.sort(key=_legibility, reverse=True)
    return sorted(kept, key=lambda copies: _place(copies[0], group))


def _legibility(part: Part) -> tuple[int, float, float]:
    fields = part.document.fields.values()
    sure = sum(field.status is FieldStatus.OK for field in fields)
    sharpness = max((page.quality.sharpness for page in part.document.pages), default=0.0)
    return sure, sum(field.confidence for field in fields), sharpness


def _place(part: Part, group: Sequence[Part]) -> tuple[float, int, bool, int]:
    """Return what sorts the parts: page number, else the page before its articles, else head first, signing last."""
    if part.numbers:
        return (float(part.numbers[0]), 0, False, part.arrival)
    if part.articles is not None:
        first = part.articles[0]
        before = [one.numbers[-1] for one in group if one.numbers and one.articles and one.articles[1] <= first]
        return (max(before, default=0) + 0.5, first, not part.is_head, part.arrival)
    if part.is_head:
        return (0.0, 0, False, part.arrival)
    is_end = bool({"signatures", "signed_on"} & part.document.fields.keys())
    return (float("inf"), int(is_end), False, part.arrival)
