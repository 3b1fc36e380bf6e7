"""Measured tables. Every figure in the documents comes from a command here; `make bench` prints them."""
