"""Renderers: values in, pages and the places of their ink out. One file a paper."""
