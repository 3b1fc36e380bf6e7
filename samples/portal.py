"""A portal in the small: sends sample cases over the HTTP API, waits, and compares what comes back.

``python -m samples.portal --api http://127.0.0.1:8000 --key KEY --cases DIR`` uploads every case folder of ``DIR``
(made by ``samples.make``), shows a progress bar and a table, writes ``DIR/outcome.json``, and exits 0 only when
every case got the axes and the flagged rules that its ``truth.json`` expects.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from samples.portal_table import closing, table
from samples.truth import file_names

POLL_SECONDS: Final = 0.5
ATTEMPTS: Final = 4
"""Times that one upload is sent before the portal gives up; the key makes sending twice harmless."""

FORM: Final = {
    "stage": "pre_departure",
    "purpose": "pemeriksaan berkas penempatan (contoh)",
    "legal_basis": "UU 18/2017 Pasal 13",
}


Status = Mapping[str, Any]
"""The body of ``GET /v1/cases/{reference}``."""


class PortalError(Exception):
    """The API did not do what its contract says, or not in time."""


@dataclass(frozen=True)
class CaseFiles:
    """A case on disk: its name, the reference to file it under, its files, and what must come back."""

    name: str
    reference: str
    files: tuple[Path, ...]
    expected: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came back for a case, and in what it differs from what was expected (empty when in nothing)."""

    case: CaseFiles
    case_id: str
    result: Mapping[str, Any]
    differences: tuple[str, ...]


def cases_in(folder: Path) -> list[CaseFiles]:
    """Return the cases under ``folder``. References hold a digest of the files: another set makes other cases."""
    found = []
    for path in sorted(folder.glob("*/truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        files = tuple(path.parent / name for name in file_names(truth))
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:6]
        name = path.parent.name
        reference = f"CONTOH-{truth['seed']}-{name.replace('_', '-')}-{digest}"
        found.append(CaseFiles(name, reference, files, truth["expected"]))
    return found


class Portal:
    """Speaks to the API as one intake portal."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, case: CaseFiles, file: Path) -> None:
        """Upload ``file``; sends again when the line breaks. Raises PortalError when it is not accepted."""
        data = file.read_bytes()
        key = f"{case.reference}:{file.name}:{hashlib.sha256(data).hexdigest()[:16]}"
        response = self._answered("POST", f"/v1/cases/{case.reference}/documents", key, (file.name, data))
        if response.status_code != httpx.codes.ACCEPTED:
            raise PortalError(
                f"{case.name}/{file.name}: the API answered {response.status_code}: {response.text[:300]}"
            )

    def screened(self, case: CaseFiles) -> Status | None:
        """Return the status of ``case`` once all its files are in the published revision, else None."""
        response = self._answered("GET", f"/v1/cases/{case.reference}")
        if response.status_code != httpx.codes.OK:
            raise PortalError(f"{case.name}: the API answered {response.status_code}: {response.text[:300]}")
        status: dict[str, Any] = response.json()
        whole = len(status["uploads"]) >= len(case.files)
        return status if whole and status["state"] == "screened" and status["result"] else None

    def _answered(self, method: str, path: str, key: str = "", file: tuple[str, bytes] | None = None) -> httpx.Response:
        """Return the answer; a broken line and a server's own errors are tried again a few times."""
        problem = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(POLL_SECONDS * 2**attempt)
            try:
                response = self._client.request(
                    method,
                    path,
                    headers={"Idempotency-Key": key} if key else {},
                    files={"file": file} if file else None,
                    data=FORM if file else None,
                )
            except httpx.TransportError as broken:
                problem = f"{type(broken).__name__}: {broken}"
                continue
            if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return response
            problem = f"status {response.status_code}"
        raise PortalError(f"{method} {path}: no answer after {ATTEMPTS} attempts ({problem})")


def run(portal: Portal, cases: Sequence[CaseFiles], timeout: float, console: Console) -> list[Outcome]:
    """Send every file of ``cases``, wait until all are screened, and return the outcomes in the order of ``cases``.

    Raises PortalError when the API refuses a file or ``timeout`` seconds pass.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("[bold]{task.description}"),
        BarColumn(bar_width=38),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        sending = progress.add_task("Mengirim · sending     ", total=sum(len(case.files) for case in cases))
        reading = progress.add_task("Memeriksa · screening  ", total=len(cases))
        for case in cases:
            for file in case.files:
                portal.send(case, file)
                progress.advance(sending)
        statuses = _wait(portal, cases, timeout, lambda: progress.advance(reading))
    return [_outcome(case, statuses[case.name]) for case in cases]


def _wait(
    portal: Portal, cases: Sequence[CaseFiles], timeout: float, done: Callable[[], None]
) -> dict[str, Mapping[str, Any]]:
    deadline = time.monotonic() + timeout
    statuses: dict[str, Status] = {}
    while len(statuses) < len(cases):
        for case in cases:
            status = None if case.name in statuses else portal.screened(case)
            if status is not None:
                statuses[case.name] = status
                done()
        if len(statuses) == len(cases):
            break
        if time.monotonic() > deadline:
            waiting = ", ".join(case.name for case in cases if case.name not in statuses)
            raise PortalError(f"not screened after {timeout:.0f} s: {waiting}")
        time.sleep(POLL_SECONDS)
    return statuses


def _outcome(case: CaseFiles, status: Status) -> Outcome:
    result = status["result"]
    got = {**result["assessment"], "flagged_rules": flagged(result)}
    differences = [
        f"{name}: {got[name]} ≠ {wanted}"
        for name, wanted in case.expected.items()
        if (sorted(got[name]) != sorted(wanted) if isinstance(wanted, list) else got[name] != wanted)
    ]
    return Outcome(case, status["case"]["id"], result, tuple(differences))


def flagged(result: Mapping[str, Any]) -> list[str]:
    """Return the codes of the rules that flagged with a severity of low or higher, sorted, each once.

    Rules on trial (``preview``) are left out: they raise nothing, and hints among them flag genuine files by design.
    """
    counted = (check for check in result["checks"] if check["severity"] != "info" and check["status"] == "stable")
    return sorted({check["rule"] for check in counted if check["outcome"] == "flagged"})


def write_outcomes(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Write ``outcome.json``: by case name its id, reference, axes, flagged rules, and whether all is as expected."""
    written = {
        outcome.case.name: {
            "case_id": outcome.case_id,
            "reference": outcome.case.reference,
            **{key: outcome.result["assessment"][key] for key in ("flag", "document", "protection", "next_step")},
            "priority": outcome.result["assessment"]["priority"],
            "flagged_rules": flagged(outcome.result),
            "as_expected": not outcome.differences,
            "differences": list(outcome.differences),
        }
        for outcome in outcomes
    }
    (folder / "outcome.json").write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 all as expected, 1 not, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.portal", description="Send sample cases as a portal would."
    )
    parser.add_argument("--api", required=True, help="address of the application, http://127.0.0.1:8000")
    parser.add_argument("--key", required=True, help="API key of a portal")
    parser.add_argument("--cases", type=Path, required=True, help="folder that samples.make wrote")
    parser.add_argument("--timeout", type=float, default=900.0, help="seconds to wait for all results (900)")
    options = parser.parse_args(arguments)
    cases = cases_in(options.cases)
    if not cases:
        parser.error(f"{options.cases} holds no sample cases; make some with python -m samples.make")
    console = Console()
    if not console.is_terminal:
        console = Console(width=100)
    headers = {"Authorization": f"Bearer {options.key}"}
    try:
        with httpx.Client(base_url=options.api, headers=headers, timeout=30.0, trust_env=False) as client:
            outcomes = run(Portal(client), cases, options.timeout, console)
    except PortalError as problem:
        console.print(f"[red]{problem}[/]", soft_wrap=True)
        return 1
    write_outcomes(options.cases, outcomes)
    rows = [(outcome.case.name, outcome.result, outcome.differences) for outcome in outcomes]
    console.print(table(rows))
    console.print(closing(rows))
    return 1 if any(outcome.differences for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
