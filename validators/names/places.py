"""Names of places, compared with explanation: regencies, what lies in them, and old names.

A birth place may be a village, a district, a regency or its chief town, and papers of one person vary in which they
name. So only two places that the table of regions knows as regencies or provinces, neither inside the other, neither
cut out of the other and with no word in common, are ``different``; a regency against a place inside it is
``cannot_tell``.

Sources: ``extractors.vocabulary.region_codes`` (Kepmendagri 300.2.2-2138/2025); ``places.toml``, each row with its own.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from extractors.vocabulary import region_codes
from validators.names.words import (
    CACHED,
    Comparison,
    Likeness,
    Match,
    letters,
    no_name,
    plain,
    slip,
    spelling,
    unusable,
)

KNOWN_SLIP_FROM: Final = 6
"""From this many letters on, a word in no table that is one letter from a regency's name is taken for it."""
MOST_WORDS: Final = 16

_DATA: Final = tomllib.loads((files("validators.names") / "places.toml").read_text("utf-8"))
_KINDS: Final = {word: kind for kind, line in _DATA["kinds"].items() for word in line.split()}
_PARTING: Final = re.compile(r"\b(KECAMATAN|KEC|KABUPATEN|KAB|PROVINSI|PROV|PROPINSI)\b")
_ADMINISTRATIVE: Final = frozenset({"ADM", "ADMINISTRASI"})
_DIGITS_IN_WORDS: Final = re.compile(r"(?<=[A-Z])[01]|[01](?=[A-Z])")
_DIGITS: Final = {"province": 2, "regency": 4, "city": 4, "district": 6}
_DIRECTIONS: Final[dict[str, str]] = _DATA["english"]["directions"]
_ISLANDS: Final[dict[str, str]] = _DATA["english"]["islands"]
_WEAK: Final = frozenset(_DATA["weak"].split())


@dataclass(frozen=True, slots=True)
class _Part:
    """One place of a text: its words, the kind that is said, and the region codes that bear the name."""

    name: str
    squeezed: str
    kind: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A text as places, the most exact first, and what was done to read it."""

    parts: tuple[_Part, ...]
    shown: str
    features: frozenset[str]
    problem: str


def compare_places(left: str, right: str) -> Comparison:
    """Compare two names of places; see the module's text for what counts as different."""
    one, other = _parsed(left), _parsed(right)
    if one.problem or other.problem:
        return unusable(left, right, one.problem, other.problem)
    features = sorted(one.features ^ other.features)
    likeness = _heads(one.parts[0], other.parts[0], features)
    if len(one.parts) > 1 and len(other.parts) > 1 and likeness in {Likeness.SAME, Likeness.COMPATIBLE}:
        around = _heads(one.parts[1], other.parts[1], [])
        likeness, features = (around, ["around"]) if around is Likeness.DIFFERENT else (likeness, features)
    elif len(one.parts) != len(other.parts):
        likeness = _one_more_exact(one, other, likeness, features)
    if likeness is Likeness.SAME and features:
        likeness = Likeness.COMPATIBLE
    return Comparison(likeness, tuple(dict.fromkeys(features)), one.shown, other.shown)


@lru_cache(CACHED)
def _parsed(name: str) -> _Place:
    if problem := no_name(name, True):
        return _Place((), "", frozenset(), problem)
    features: set[str] = set()
    text = _PARTING.sub(r",\1", plain(name))
    if _DIGITS_IN_WORDS.search(text):
        text = _DIGITS_IN_WORDS.sub(lambda found: "OI"[int(found[0])], text)
        features.add("digits")
    parts = tuple(part for piece in text.split(",") if (part := _part(piece, features)) is not None)
    shown = ", ".join(part.name for part in parts)
    problem = no_name(name, parts) or ("too_long" if len(shown.split()) > MOST_WORDS else "")
    return _Place(parts, shown, frozenset(features), problem)


def _part(piece: str, features: set[str]) -> _Part | None:
    words = letters(piece).split()
    kind = ""
    if len(words) > 1 and words[0] in _KINDS and not _is_whole(words):
        kind = _KINDS[words.pop(0)]
        if len(words) > 1 and words[0] in _ADMINISTRATIVE:
            words.pop(0)
    english = _from_english(words)
    if english != words:
        features.add("english")
    if not english:
        return None
    squeezed = _squeezed(english)
    if squeezed in _renamed():
        features.add("old_name")
        squeezed = _renamed()[squeezed]
    codes = _codes().get(squeezed, frozenset())
    if wanted := _DIGITS.get(kind):
        codes = frozenset(code for code in codes if len(code) == wanted)
    elif kind:
        codes = frozenset()
    if kind:
        features.add("kind")
    return _Part(" ".join(english), squeezed, kind, codes)


def _is_whole(words: list[str]) -> bool:
    """Whether the first word belongs to the name, as in KOTA AGUNG, a district."""
    return words[0] == "KOTA" and _squeezed(words) in _codes() and _squeezed(words[1:]) not in _codes()


def _from_english(words: list[str]) -> list[str]:
    """Return EAST JAVA as JAWA TIMUR."""
    said = [_ISLANDS.get(word, word) for word in words]
    return [*said[1:], *_DIRECTIONS[said[0]].split()] if len(said) > 1 and said[0] in _DIRECTIONS else said


def _squeezed(words: Iterable[str]) -> str:
    return spelling("".join(words))


def _heads(one: _Part, other: _Part, features: list[str]) -> Likeness:
    if one.squeezed == other.squeezed or (one.codes and one.codes == other.codes):
        if one.kind and other.kind and one.kind != other.kind:
            features[:] = ["kind"]
            return Likeness.CANNOT_TELL
        if one.name.replace(" ", "") != other.name.replace(" ", ""):
            if "old_name" not in features:
                features.append("spelling")
        elif one.name != other.name:
            features.append("spacing")
        return Likeness.SAME
    if _is_one_slip(one, other):
        features.append("one_letter")
        return Likeness.COMPATIBLE
    decided, feature = _by_region(one, other)
    features[:] = [feature]
    return decided


def _is_one_slip(one: _Part, other: _Part) -> bool:
    if one.codes and other.codes:
        return False
    shortest = min(len(one.squeezed), len(other.squeezed))
    match, feature = slip(one.squeezed, other.squeezed, frozenset())
    is_regency = any(len(code) == 4 for code in one.codes | other.codes)
    near_regency = is_regency and feature == "nearly" and shortest >= KNOWN_SLIP_FROM
    return match is Match.BRIDGED or (match is Match.OPEN and near_regency)


def _by_region(one: _Part, other: _Part) -> tuple[Likeness, str]:
    """Judge two names that are neither equal nor slips of each other by where the places lie."""
    if any(a.startswith(b) or b.startswith(a) for a in one.codes for b in other.codes):
        return Likeness.CANNOT_TELL, "inside"
    if not (one.codes and other.codes):
        return Likeness.CANNOT_TELL, "not_listed"
    if any(one.squeezed in group and other.squeezed in group for group in _splits()):
        return Likeness.CANNOT_TELL, "split"
    if set(one.name.split()) & set(other.name.split()) - _WEAK:
        return Likeness.CANNOT_TELL, "shared_word"
    if all(any(len(code) <= 4 for code in part.codes) for part in (one, other)):
        return Likeness.DIFFERENT, "other_place"
    return Likeness.CANNOT_TELL, "level"


def _one_more_exact(one: _Place, other: _Place, likeness: Likeness, features: list[str]) -> Likeness:
    """Judge a place with its surroundings against one without: SUBANG, JAWA BARAT and SUBANG."""
    if likeness in {Likeness.SAME, Likeness.COMPATIBLE}:
        features.append("more_exact")
        return Likeness.COMPATIBLE
    named = [{part.squeezed for part in place.parts} for place in (one, other)]
    if named[0] & named[1]:
        features[:] = ["inside"]
        return Likeness.CANNOT_TELL
    return likeness


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Return the codes of the regions that bear each name (squeezed)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    gone = {code: entry.name for code, entry in region_codes.retired().items() if entry.name and not entry.successor}
    for code, name in (*region_codes.current().items(), *gone.items()):
        words = letters(plain(name)).split()
        if len(code) == 4 and words[0] in _KINDS:
            words = words[2:] if words[1] in _ADMINISTRATIVE else words[1:]
        found[_squeezed(words)].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _renamed() -> dict[str, str]:
    return {
        _squeezed(row["old"].split()): _squeezed(row["new"].split())
        for group in _DATA["renamed"]
        for row in group["names"]
    }


@cache
def _splits() -> tuple[frozenset[str], ...]:
    groups = [group for entry in _DATA["split"] for group in entry["groups"]]
    return tuple(frozenset(_squeezed(name.split()) for name in group.split(",")) for group in groups)
