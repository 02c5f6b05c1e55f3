"""Make the timeline of acts: who acted when, on whose side, and what each act reacts to or takes a stance on."""

from .acts import timeline
from .reactions import most_answered, reactions

__all__ = ["most_answered", "reactions", "timeline"]
