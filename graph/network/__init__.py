"""Choose acts, and make networks of them: who acts on what, who agrees with whom, what an answer ties together."""

from .alignment import alignment
from .choose import Choice, Chosen, choose
from .graph import network
from .links import links
from .named import Filters, choice_of
from .records import Records
from .rows import rows

__all__ = ["Choice", "Chosen", "Filters", "Records", "alignment", "choice_of", "choose", "links", "network", "rows"]
