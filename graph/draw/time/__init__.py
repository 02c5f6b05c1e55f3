"""Lay a timeline out: dates, lanes, chips, and the ways of lines between them."""
