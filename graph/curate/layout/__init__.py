"""Lay out a YAML text anew: read it with its comments, order its keys, write it."""
