"""The application: queue, storage, clock, network, web, evidence. The only package that knows RQ, Redis, SQL, HTTP."""

from typing import Final

VERSION: Final = "0.1.0"
"""The version of Absah; stands in every result (``versions.absah``)."""
