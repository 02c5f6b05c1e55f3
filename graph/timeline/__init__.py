"""Make the timeline of acts: who acted when, on whose side, and what each act reacts to or takes a stance on."""

from .acts import timeline

__all__ = ["timeline"]
