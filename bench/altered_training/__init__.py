"""Training of the small network that looks for altered print; see README.md."""
