"""From hand-written facts to answers and pictures; data flows one way through these rooms.

errors → schema → reader → dates → corpus → evidence → rules → rdf → build → store → query → network → timeline
→ draw → curate → api → commands. A module imports only from rooms to its left.
"""
