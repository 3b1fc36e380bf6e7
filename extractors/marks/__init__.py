"""Ink that is not print: signatures, thumbprints, stamps, revenue stamps, electronic signatures, handwriting.

No learned weights: what remains of a page's ink when words, rules and pictures are taken away is told apart by its
shape, its colour and its texture. All sizes are counted in heights of the page's own print, so that a scan and a photo
of the same page are measured alike.
"""
