"""Compile facts part by part, each in a process of its own where there are several, to the same N-Quads."""
