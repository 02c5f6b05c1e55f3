"""Answer a server that asks who is there: by user and password from the environment or from netrc."""

from __future__ import annotations

import hashlib
import netrc
import os
import secrets
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import parse_http_list, parse_keqv_list

from ...errors import EndpointError
from .address import Address

_HASHES: dict[str, Callable[[bytes], hashlib._Hash]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold a user and a password; they show themselves nowhere."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def for_host(cls, address: Address) -> Credentials | None:
        """Return those of COMMUNIQUE_USER and COMMUNIQUE_PASSWORD, else those of netrc for the host, else None.

        Raises EndpointError where netrc cannot be read.
        """
        user, password = os.environ.get("COMMUNIQUE_USER"), os.environ.get("COMMUNIQUE_PASSWORD")
        if user is not None and password is not None:
            if not user.isprintable():
                raise EndpointError(address.url, "COMMUNIQUE_USER holds a control character", "remove it")
            return cls(user, password)
        path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
        try:
            found = netrc.netrc(str(path)).authenticators(address.host) if path.is_file() else None
        except (OSError, ValueError, netrc.NetrcParseError) as error:
            name = type(error).__name__  # the message of the error may hold a password
            raise EndpointError(
                address.url, f"{path} cannot be read ({name})", "correct it, or its mode: 600"
            ) from None
        return cls(found[0], found[2] or "") if found else None

    def answer(self, challenges: Iterable[str], method: str, target: str) -> str | None:
        """Return the Authorization header for the best of the challenges of a server, None where none is known."""
        known = {scheme.lower(): rest for scheme, _, rest in (one.strip().partition(" ") for one in challenges)}
        for rest in filter(None, [known.get("digest")]):
            given = parse_keqv_list(parse_http_list(rest))
            if given.get("algorithm", "MD5").upper() in _HASHES and "nonce" in given:
                return self._digest(given, method, target)
        return self._basic() if "basic" in known else None

    def _basic(self) -> str:
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()

    def _digest(self, given: dict[str, str], method: str, target: str) -> str:
        """Return the answer to a challenge, as RFC 7616 has it: the password itself does not travel."""
        name = given.get("algorithm", "MD5")

        def hashed(*parts: str) -> str:
            return _HASHES[name.upper()](":".join(parts).encode()).hexdigest()

        realm, nonce, cnonce, count = given.get("realm", ""), given["nonce"], secrets.token_hex(8), "00000001"
        who, what = hashed(self.user, realm, self.password), hashed(method, target)
        quality = "auth" in [one.strip() for one in given.get("qop", "").split(",")]
        proof = hashed(who, nonce, count, cnonce, "auth", what) if quality else hashed(who, nonce, what)
        said = {"username": self.user, "realm": realm, "nonce": nonce, "uri": target, "response": proof}
        said |= {"opaque": given["opaque"]} if "opaque" in given else {}
        said |= {"cnonce": cnonce} if quality else {}
        quoted = ", ".join(f'{key}="{_quoted(value)}"' for key, value in said.items())
        return f"Digest {quoted}, algorithm={name}" + (f", qop=auth, nc={count}" if quality else "")


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
