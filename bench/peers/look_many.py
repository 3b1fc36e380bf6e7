"""Look at pictures with a peer, in the peers' own environment: one path a line in, one JSON line out.

`.venv-peers-forgery/bin/python bench/peers/look_many.py authentica|dfit|deeptrace`. Each peer is used as its own
documentation says, with its standard settings; ``flagged`` is what it calls suspicious itself. What it raises is its
answer for that file.
"""

import json
import logging
import math
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]


def authentica() -> Callable[[str], Answer]:
    """Authentica 0.2.2: its anomaly score, suspicious above a half."""
    from authentica import ForensicsAnalyzer

    analyzer = ForensicsAnalyzer()

    def look(path: str) -> Answer:
        score = float(analyzer.analyze(path).anomaly_score)
        return {"score": score, "flagged": score > 0.5}

    return look


def dfit() -> Callable[[str], Answer]:
    """Dfit-toolkit 1.0.0: its combined score of error levels and histogram, suspicious from a half."""
    from src.core.tampering_detector import detect_tampering

    def look(path: str) -> Answer:
        score = float(detect_tampering(path)["combined_score"])
        return {"score": score, "flagged": score >= 50}

    return look


def deeptrace() -> Callable[[str], Answer]:
    """Deeptrace-ela 0.1.3: suspicious where it draws a box; its mean error is its score."""
    from deeptrace_ela.core import analyze_ela

    def look(path: str) -> Answer:
        found = analyze_ela(path)
        return {"score": float(found.mean_error), "flagged": bool(found.is_suspicious)}

    return look


PEERS = {"authentica": authentica, "dfit": dfit, "deeptrace": deeptrace}


def main() -> None:
    """Answer every path on standard input until it ends."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    look = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        start = time.process_time()
        try:
            answer = look(line.strip())
        except Exception as problem:  # noqa: BLE001  # a peer's failure, of whatever kind, is its answer
            answer = {"error": type(problem).__name__}
        if not math.isfinite(answer.get("score", 0.0)):
            answer = {"error": "no number"}
        answer["cpu_s"] = time.process_time() - start
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
