"""Explain what is found when facts are held against the texts of their sources."""

from __future__ import annotations

from ..evidence.miss import AMBIGUOUS, NOT_FOUND
from ..evidence.prove import BEYOND, NO_PARAGRAPH, NO_SPOT, NO_WORDS
from ..evidence.texts import CHANGED, FILE, NO_DIGEST
from .rule import Rule

QUOTE_NOT_FOUND = Rule.from_text(
    NOT_FOUND,
    "error",
    """A quote or an attribution stands, word for word, in a paragraph that its evidence names.

    Only composition, quotation marks, apostrophes, soft hyphens and white space may differ. It begins and ends at the
    edge of a word; a hyphen is inside of one. The message shows what is nearest as [quote→text], and never accepts it.
    """,
)
QUOTE_AMBIGUOUS = Rule.from_text(
    AMBIGUOUS,
    "error",
    """A quote that stands more than once in its paragraph says which one is meant.

    Occurrences are counted from 1 in the order of the text. The message shows what stands around the first of them.
    """,
)
QUOTE_WITHOUT_PARAGRAPH = Rule.from_text(
    NO_PARAGRAPH,
    "error",
    """A quote or an attribution has a paragraph to stand in.

    A locator such as a page says where to look, and nothing can be proved there. Words that no text at hand holds are
    a gist.
    """,
)
QUOTE_WITHOUT_WORDS = Rule.from_text(
    NO_WORDS,
    "error",
    """Each passage of a quote or an attribution holds a letter or a digit.""",
)
EVIDENCE_WITHOUT_SPOT = Rule.from_text(
    NO_SPOT,
    "error",
    """Evidence names a spot in its source: a paragraph of a text, or a locator such as a page or a row.""",
)
PARAGRAPH_BEYOND_TEXT = Rule.from_text(
    BEYOND,
    "error",
    """A paragraph that evidence names is one of the text.

    Paragraphs are the lines that are not blank, counted from 1; a headline is one too.
    """,
)
SOURCE_FILE = Rule.from_text(
    FILE,
    "error",
    """The file of a source is a text in the folder of source texts.

    It is a regular file of UTF-8 and at most 20 MB, in the folder or below; no link may lead out of it.
    """,
)
SOURCE_WITHOUT_SHA256 = Rule.from_text(
    NO_DIGEST,
    "error",
    """A source that names a file says which text that is, by its sha256.

    ``communique source add`` computes it.
    """,
)
SOURCE_CHANGED = Rule.from_text(
    CHANGED,
    "error",
    """The text at hand is the one that was read: its sha256 is that of the source.

    In a text that has changed, paragraphs may have moved and words may be others. Get the text that was read; or read
    the new one, correct what it changes, and renew the sha256.
    """,
)
PROOFS = (
    QUOTE_NOT_FOUND,
    QUOTE_AMBIGUOUS,
    QUOTE_WITHOUT_PARAGRAPH,
    QUOTE_WITHOUT_WORDS,
    EVIDENCE_WITHOUT_SPOT,
    PARAGRAPH_BEYOND_TEXT,
    SOURCE_FILE,
    SOURCE_WITHOUT_SHA256,
    SOURCE_CHANGED,
)
