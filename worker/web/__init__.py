"""The web side of the worker: machine interface for portals, review pages for people."""
