"""Closed lists, each with its source and date."""
