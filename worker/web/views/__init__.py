"""What the review pages show, computed from a result: no HTML, no HTTP, no database."""
