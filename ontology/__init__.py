"""Hold the ontology: classes and properties, shapes, vocabulary, and the files generated from them."""
