"""Hold where a server is asked: an http(s) URL without credentials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from ...errors import EndpointError

_EXAMPLE = "name it as http://localhost:7878/query"
_BY_ENVIRONMENT = "leave them out; they are read from COMMUNIQUE_USER and COMMUNIQUE_PASSWORD, or from ~/.netrc"


@dataclass(frozen=True, slots=True)
class Address:
    """Hold the address of an endpoint, and its parts as a connection needs them."""

    url: str
    host: str
    port: int | None
    secure: bool
    target: str  #: path and query

    @classmethod
    def from_text(cls, text: str) -> Address:
        """Return the address that a URL names. Raises EndpointError where it is none, or holds credentials."""
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise EndpointError(_shown(text), f"this is no URL ({error})", _EXAMPLE) from error
        if "@" in parts.netloc:
            raise EndpointError(_shown(text), "the URL holds credentials", _BY_ENVIRONMENT)
        if parts.scheme not in {"http", "https"} or not host or not re.fullmatch(r"[\x21-\x7e]+", text):
            raise EndpointError(_shown(text), "this is no http or https URL", _EXAMPLE)
        if parts.fragment:
            raise EndpointError(text, "an endpoint has no fragment (#)", "leave it out")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(text, host, port, parts.scheme == "https", target)

    def with_query(self, parameters: Iterable[tuple[str, str]]) -> Address:
        """Return the address with parameters behind it."""
        joint = "&" if "?" in self.target else "?"
        more = joint + urlencode(list(parameters))
        return Address(self.url + more, self.host, self.port, self.secure, self.target + more)

    def with_path(self, path: str) -> Address:
        """Return the address of another path on the same server."""
        start = self.url.removesuffix(self.target) if self.url.endswith(self.target) else self.url.rstrip("/")
        return Address.from_text(start + path)


def _shown(text: str) -> str:
    """Return a URL in one line, without the credentials that may stand in it."""
    return re.sub(r"//[^/?#]*@", "//…@", ascii(text)[1:-1])[:200]
