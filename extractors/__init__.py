"""Bytes to documents: triage, page images, words, fields. No opinion on truth."""
