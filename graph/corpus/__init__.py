"""Gather folders of facts: records with their ids and references, and every problem at once."""
