"""Faults planted in genuine cases, one at a time, a family of rules a module."""

from bench.screening.planted import contract, papers, person
from bench.screening.planted.model import Planted, planted

KINDS: tuple[Planted, ...] = (*person.KINDS, *contract.KINDS, *papers.KINDS)
"""Every kind of fault."""

__all__ = ["KINDS", "Planted", "planted"]
