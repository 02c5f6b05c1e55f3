"""Read the ontology once, into the table of kinds and fields that everything else is made from."""

from .table import Concept, Field, Schema, Shape, load_schema

__all__ = ["Concept", "Field", "Schema", "Shape", "load_schema"]
