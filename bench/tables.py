"""Tables of the bench: read in a terminal, and set into ``docs/reading.md`` as they are printed."""

import os
import platform
from typing import Final

from rich import box
from rich.table import Table

WIDTH: Final = 150
"""Columns of the console that tables are printed to."""


def table(title: str, *headings: str, words: int = 1) -> Table:
    """Return an empty table in Markdown; its first ``words`` columns hold words, the others figures."""
    made = Table(title=title, title_justify="left", box=box.MARKDOWN)
    for place, heading in enumerate(headings):
        made.add_column(heading, justify="left" if place < words else "right", no_wrap=place >= words)
    return made


def machine() -> str:
    """Return what a table was measured on, in a few words; the load tells how busy the machine was with other work."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
