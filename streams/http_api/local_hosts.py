"""Which hosts are this machine itself, so that a door without a token is open to no one else."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_local(host: str) -> bool:
    """Whether this is a loopback address, or the name of one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def asked_as_local(header: str) -> bool:
    """Whether a request's `Host` names this machine.

    A page whose name was made to lead here after it was loaded (DNS rebinding) asks under its own name.
    """
    try:
        return is_local(urlsplit(f"//{header}").hostname or "")
    except ValueError:
        return False
