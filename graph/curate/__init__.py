"""Help a curator to write facts: check on save, lay out, add records, compare revisions."""
