"""One document type a file; each defines TYPE."""
