"""What a paper's module offers: its designs, each a function that sets the paper of one dossier."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples.dossier import Dossier
from samples.render.printed import Printed
from samples.render.sheet import Sheets

Drawn = Sheets | Printed
"""A paper set with text (``Sheets``), or one that exists only as a picture (``Printed``)."""


@dataclass(frozen=True)
class Design:
    """One look of a paper. Nothing may be tuned on a design that is ``held_out``: it is only measured on."""

    draw: Callable[[Dossier, random.Random], Drawn]
    held_out: bool = False
