"""Ask any SPARQL 1.1 endpoint, and send it a graph; believe nothing that is not proved whole."""

from .address import Address
from .layouts import query_address
from .push import Sent, left_over, push
from .store import RemoteStore

__all__ = ["Address", "RemoteStore", "Sent", "left_over", "push", "query_address"]
