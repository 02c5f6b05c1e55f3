"""Read one YAML text strictly: plain records, and the place of everything that is refused."""

from .document import DEFAULT_LIMIT, Document, Flaw, read_document, read_file
from .positions import Place, locate

__all__ = ["DEFAULT_LIMIT", "Document", "Flaw", "Place", "locate", "read_document", "read_file"]
