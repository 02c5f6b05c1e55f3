"""Prove that each quote stands, word for word, in the paragraph that its evidence names.

One normalisation is declared, and nothing else is forgiven. A quote begins and ends at a word's edge; two matches ask
for ``occurrence``; never fuzzily: what is nearest is shown, and never accepted.
"""

from .coverage import Passage, Share, coverage, share, uncited
from .normalise import normalise
from .prove import Proof, prove
from .spots import embeddings
from .texts import LIMIT, paragraphs

__all__ = [
    "LIMIT",
    "Passage",
    "Proof",
    "Share",
    "coverage",
    "embeddings",
    "normalise",
    "paragraphs",
    "prove",
    "share",
    "uncited",
]
