"""Detection of localhost, to which an HTTP API without a token is restricted."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_local(host: str) -> bool:
    """Return whether a host is a loopback address or `localhost`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def is_local_host_header(header: str) -> bool:
    """Return whether the `Host` header of a request names this machine.

    A web page whose name resolves to this machine after loading (DNS rebinding) sends its own name instead.
    """
    try:
        return is_local(urlsplit(f"//{header}").hostname or "")
    except ValueError:
        return False
