"""Score pairs of names with nomenklatura, in its own environment: one JSON object in, one out.

`.venv-peers-names/bin/python bench/peers/names.py` reads ``{"lists": {name: [[kind, left, right], ...]}}`` and writes
``{matcher: {name: {"scores": [0..1], "seconds": CPU seconds}}}``. Its matchers are used as its documentation says, with
their standard settings. It knows no places: they are given to it as organisations, which compares their words.
"""

import json
import sys
import time
from itertools import count
from typing import Any

from followthemoney import EntityProxy, model
from nomenklatura.matching import LogicV2, NameMatcher

ALGORITHMS = {algorithm.NAME: algorithm for algorithm in (LogicV2, NameMatcher)}
SCHEMATA = {"person": "Person", "company": "Company", "place": "Organization"}
WARM_UP = [["person", "AYU", "BAYU"], ["company", "PT AYU", "PT BAYU"], ["place", "AYU", "BAYU"]]
_numbers = count()


def entity(kind: str, name: str) -> EntityProxy:
    """Return an entity with a number of its own: nomenklatura keeps what it knows of an entity by its number."""
    made = model.make_entity(SCHEMATA[kind])
    made.id = f"e{next(_numbers)}"
    made.add("name", name)
    return made


def scored(matcher: str, pairs: list[list[str]]) -> dict[str, Any]:
    """Return the scores of ``pairs`` and the CPU seconds that they took."""
    algorithm = ALGORITHMS[matcher]
    config = algorithm.default_config()
    entities = [(entity(kind, left), entity(kind, right)) for kind, left, right in pairs]
    started = time.process_time()
    scores = [algorithm.compare(one, other, config).score for one, other in entities]
    return {"scores": scores, "seconds": time.process_time() - started}


def main() -> None:
    """Answer the lists on standard input."""
    lists = json.load(sys.stdin)["lists"]
    found = {}
    for matcher in ALGORITHMS:
        scored(matcher, WARM_UP)  # it loads its data with the first comparison
        found[matcher] = {name: scored(matcher, pairs) for name, pairs in lists.items()}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
