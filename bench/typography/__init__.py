"""Measures what typography, portrait and layout tell of edited pictures: ``python -m bench.typography``."""
