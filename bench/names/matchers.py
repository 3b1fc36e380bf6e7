"""What each matcher says of pairs of names: Absah's answer, or a score that a threshold makes an answer."""

import json
import random
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, utils

from bench.names import Pair
from bench.readers import ROOT
from validators.names import (
    company_names,
    company_words,
    compare,
    compare_companies,
    compare_places,
    people,
    people_words,
    places,
    words,
)
from validators.names.words import Likeness

COMPARE: Final = {"person": compare, "company": compare_companies, "place": compare_places}
RAPIDFUZZ: Final[Mapping[str, Callable[..., float]]] = {
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz WRatio": fuzz.WRatio,
}
PEER: Final = ROOT / ".venv-peers-names" / "bin" / "python"
_CACHED: Final = (
    words.spelling,
    people._parsed,
    people_words.match,
    company_names.parsed,
    company_names.company,
    company_words._near,
    company_words._ways,
    company_words._meanings,
    places._parsed,
)


@dataclass(frozen=True)
class Scores:
    """A matcher's scores for the pairs of one list, in their order, and how many pairs it takes in a CPU second."""

    of: Sequence[float]
    a_second: float


def likeness(pair: Pair) -> Likeness:
    """Return Absah's answer."""
    return COMPARE[pair.kind](pair.left, pair.right).likeness


def mixed(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """Return ``count`` pairs put together at random from the names of ``pairs``: most are of two persons."""
    chance = random.Random(1)
    names = [name for pair in pairs for name in (pair.left, pair.right)]
    return [Pair(chance.choice(names), chance.choice(names), pairs[0].kind, "other", "") for _ in range(count)]


def forget() -> None:
    """Empty the comparison's caches."""
    for function in _CACHED:
        function.cache_clear()


def pace(judge: Callable[[Pair], object], pairs: Sequence[Pair]) -> float:
    """Return how many pairs a second of CPU ``judge`` takes."""
    started = time.process_time()
    for pair in pairs:
        judge(pair)
    return len(pairs) / max(time.process_time() - started, 1e-9)


def by_rapidfuzz(scorer: Callable[..., float], pairs: Sequence[Pair], mix: Sequence[Pair]) -> Scores:
    """Score with rapidfuzz after its own processor (lower case, signs as spaces), which is kinder to it."""

    def score(pair: Pair) -> float:
        return scorer(pair.left, pair.right, processor=utils.default_process)

    return Scores([score(pair) for pair in pairs], pace(score, mix))


def by_nomenklatura(lists: Mapping[str, Sequence[Pair]]) -> dict[str, dict[str, Scores]]:
    """Score lists with nomenklatura: matcher -> list -> scores; nothing where its environment is not made."""
    if not PEER.exists():
        return {}
    asked = {name: [[pair.kind, pair.left, pair.right] for pair in pairs] for name, pairs in lists.items()}
    command = [str(PEER), str(ROOT / "bench" / "peers" / "names.py")]
    done = subprocess.run(command, input=json.dumps({"lists": asked}), capture_output=True, text=True, check=True)
    return {
        f"nomenklatura {matcher}": {
            name: Scores(found["scores"], len(lists[name]) / max(found["seconds"], 1e-9)) for name, found in of.items()
        }
        for matcher, of in json.loads(done.stdout).items()
    }
