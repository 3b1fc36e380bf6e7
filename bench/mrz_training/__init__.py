"""Training of the line reader of machine readable zones; see README.md."""
