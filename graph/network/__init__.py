"""Make the network of actors and what they act on, with statements folded into signed edges."""

from .graph import network

__all__ = ["network"]
