"""What a paper's file says about it: titles and signs to know it by, and the entries to take out.

A paper is data. How labels are found, values trimmed, read again and settled stands in this package once for all.
"""

from dataclasses import dataclass
from typing import Final

from extractors.form.kinds import Kind
from extractors.settling import Policy
from extractors.vocabulary.paper_labels import wordings

CRITICAL: Final = Policy(critical=True, exact=True)
"""Numbers and dates that identify: two readings that differ leave them doubtful."""
NAMED: Final = Policy(critical=True)
"""Names of persons and companies."""
PLAIN: Final = Policy()
"""All that is left: one sure reading is enough."""


OUTSIDE: Final = "-"
"""As an entry's section: it stands in none of the paper's sections."""


@dataclass(frozen=True)
class Entry:
    """One field: by which printed words its value is found, and what kind of value stands there.

    ``labels`` are wordings of its label; those of ``own`` name the party themselves (``Nama CPMI``) and need no
    section. ``section`` is the part of the paper that it must stand in, where others print the same labels. ``leads``
    are patterns of running text right behind which the value stands; ``head`` says that it may stand alone in the
    paper's head, as the issuing country does; ``alone`` that it may be the paper's one line of capitals that belongs to
    no label, as a card's holder; ``fallback`` that it gives way to another entry of the same field.
    """

    field: str
    kind: Kind
    labels: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    section: str = ""
    leads: tuple[str, ...] = ()
    head: bool = False
    alone: bool = False
    fallback: bool = False
    policy: Policy = NAMED


@dataclass(frozen=True)
class Section:
    r"""A part of a paper that is about one party.

    ``opens`` are patterns after which it begins (``Pihak Pertama :``, ``memberi izin kepada``), ``closes`` patterns
    that say whose part has just ended (``selanjutnya disebut Pihak Pertama``). Lines of the paper begin with ``\n``.
    """

    name: str
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sign:
    """Words that papers of this type carry and others seldom do: a pattern and its weight (0..1)."""

    weight: float
    pattern: str


@dataclass(frozen=True)
class Paper:
    """A type of paper.

    ``titles`` are wordings of its title, ``subject`` a pattern of what a title in capitals says in any other wording,
    ``signs`` what else tells it, ``foreign`` titles of other papers with words
    of its own: one of them above the title says that this is another paper. ``others`` are labels that it prints but
    that are no fields: they end the value before them. ``core`` are the fields that it always prints: where one is not
    seen, the whole page is read by the second engine too. ``dense`` says that its print is small for a page that is
    wider than high. ``signed_by`` are the parties whose marks count, with a field ``<party>_name`` each; ``called``
    says which party a label of the signing block means on this paper. ``most_words`` is how many words it has at most.
    """

    name: str
    version: int
    titles: tuple[str, ...]
    entries: tuple[Entry, ...]
    signs: tuple[Sign, ...] = ()
    subject: str = ""
    foreign: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    others: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    dense: bool = False
    signed_by: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    most_words: int = 2000


__all__ = ["CRITICAL", "NAMED", "OUTSIDE", "PLAIN", "Entry", "Paper", "Section", "Sign", "wordings"]
