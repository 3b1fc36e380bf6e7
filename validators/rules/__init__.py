"""One rule a file, named code_slug.py; thresholds live here."""
