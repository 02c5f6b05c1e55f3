"""Lay a network out: marks, and lines between them."""
