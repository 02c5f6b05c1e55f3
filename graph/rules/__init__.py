"""Hold what the ontology cannot say, one short function a rule; its docstring is its documentation."""

from .check import check

__all__ = ["check"]
