"""Publish the graph as a release: parts of N-Quads with counts and hashes, in a folder that is switched to at once."""

from .fetch import fetched
from .places import is_url
from .verify import Verified, verify
from .whole import is_release, quads
from .write import write_release

__all__ = ["Verified", "fetched", "is_release", "is_url", "quads", "verify", "write_release"]
