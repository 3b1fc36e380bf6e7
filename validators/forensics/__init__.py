"""Measurements only: numbers and heat maps, no threshold."""
