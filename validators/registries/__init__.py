"""One connector a file; each translates a question and an answer and defines REGISTRY."""
