"""Which hosts are this machine itself, so that an HTTP API without a token is closed to all others."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_local(host: str) -> bool:
    """Return whether this is a loopback address, or the name of one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def asked_as_local(header: str) -> bool:
    """Return whether the `Host` header of a request names this machine.

    A web page whose name resolves to this machine after it was loaded (DNS rebinding) sends its own name.
    """
    try:
        return is_local(urlsplit(f"//{header}").hostname or "")
    except ValueError:
        return False
