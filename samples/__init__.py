"""Synthetic papers of persons who do not exist, with the truth about each, and the registries that know them."""
