"""Make one graph of the facts, keep it, and write it in any RDF syntax or as a store on disk."""
