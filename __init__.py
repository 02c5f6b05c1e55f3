"""Communiqué: who said what, to whom, about what, in reaction to what, and where is it written?"""

__version__ = "0.1.0"
