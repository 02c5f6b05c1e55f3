"""Help a curator to write facts: make records, lay them out, check on save, compare states."""
