"""`python -m bench.forgery.producers FOLDER`: what PDF rules say of the files that `.make` put there.

"Found" and "false alarm" mean a finding of medium or higher. Nothing is read: no rule that needs fields can speak.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pypdfium2

from bench.forgery.figures import percent
from bench.forgery.looking import rules_on
from validators.model import Outcome, Severity

REVIEW: Final = frozenset({Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL})


def rows(folder: Path) -> Iterator[tuple[dict[str, str], frozenset[str]]]:
    """Yield what is known of every file, and the rules that open a case for it."""
    for line in (folder / "made.jsonl").read_text("utf-8").splitlines():
        about = json.loads(line)
        data = (folder / about["file"]).read_bytes()
        pages = len(pypdfium2.PdfDocument(data))
        about["pages"] = "one page" if pages == 1 else "more pages"
        judged = rules_on(data)
        yield about, frozenset(one.rule for one in judged if one.outcome == Outcome.FLAGGED and one.severity in REVIEW)


def groups_of(about: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the table to which a file counts."""
    if "treated" in about:
        if not about["treated"].startswith("batch"):
            yield "genuine"
        yield f"genuine, {about['treated']}"
        return
    saved, what = about["saved"], about["changed"]
    yield from (
        "edited",
        f"edited, {about['producer']}",
        f"edited, {what}, {saved}",
        f"edited, {saved}, {about['pages']}",
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.forgery.producers", description=__doc__)
    parser.add_argument("folder", type=Path)
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for about, spoke in rows(parser.parse_args().folder):
        for group in groups_of(about):
            hits[group]["files"] += 1
            hits[group]["flagged"] += bool(spoke)
            hits[group].update(spoke)
        if "treated" in about and spoke:
            print("false alarm:", about, sorted(spoke))
    for group in sorted(hits, key=lambda name: (not name.startswith("genuine"), name)):
        by_rule = {rule: many for rule, many in sorted(hits[group].items()) if rule not in {"files", "flagged"}}
        print(f"{group:34} {percent(hits[group]['flagged'], hits[group]['files']):32} {by_rule or ''}")


if __name__ == "__main__":
    main()
