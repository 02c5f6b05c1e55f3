"""Explain what is found before any rule is run: by the reader, the schema, the references."""

from __future__ import annotations

from ..corpus import folders, placing, references, schema_check
from .rule import Rule

STRICT_YAML = Rule.from_text(
    placing.READING,
    "error",
    """A file is one plain YAML map in UTF-8.

    What makes hand-written data go silently wrong is refused: duplicate keys, anchors, aliases, tags, merge keys,
    empty values, a second document, nesting deeper than 40, control characters, and files over the limit.
    """,
)
SCHEMA = Rule.from_text(
    schema_check.RULE,
    "error",
    """A record has the keys of its class, with values that they take.

    The ontology lists every key and every word: ontology/README.md.
    """,
)
ID_TWICE = Rule.from_text(
    folders.ID_TWICE,
    "error",
    """An id stands once, in whatever section and file, and no other id looks like it.

    Ids are one space. Two that differ by case, by a look-alike letter or by 0 and o would be taken for each other.
    """,
)
UNKNOWN_REFERENCE = Rule.from_text(
    references.RULE,
    "error",
    """What is referred to exists, is of the class that the key takes, and is not retired.""",
)
DATASET = Rule.from_text(
    folders.DATASET,
    "error",
    """A folder of facts holds facts, and its dataset.yaml, at the top, describes it.

    ``extends`` names ``communique``, or folders beside this one or below.
    """,
)
SHACL = Rule.from_text(
    "shacl",
    "error",
    """The built graph is as the shapes say, in the eyes of a SHACL engine that knows nothing of us.

    Told only by ``check --shacl``. What the engine finds here, and the check before it did not, is a fault of ours.
    """,
)
STAGES = (STRICT_YAML, SCHEMA, ID_TWICE, UNKNOWN_REFERENCE, DATASET, SHACL)
