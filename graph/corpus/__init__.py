"""Gather folders of facts: records with their ids and references, and every problem at once."""

from .facts import Facts, Record
from .folders import default_folder, load_facts

__all__ = ["Facts", "Record", "default_folder", "load_facts"]
