"""The ten steps of an upload's story, each of which announces itself before it begins."""

from enum import StrEnum

from worker.log import get_logger


class Step(StrEnum):
    """The steps in their order (design.md section 5)."""

    RECEIVE = "receive"
    ANNOUNCE = "announce"
    TRIAGE = "triage"
    RASTERISE = "rasterise"
    READ = "read"
    CLASSIFY = "classify"
    EXTRACT = "extract"
    EXAMINE = "examine"
    SCREEN = "screen"
    ASSESS = "assess"
    PUBLISH = "publish"


def begin(step: Step, **ids: str | int | None) -> None:
    """Say in the log that ``step`` begins; ``ids`` name what it is about, by id only."""
    get_logger(__name__).debug("step", step=step.value, **ids)
