"""HTTP client with limits on size, time, redirects and addresses."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from streams.contract.errors import DatelineError
from streams.ingest.web.response_body import decompressed_body

MAX_BYTES = 2 * 1024 * 1024
"""Maximum bytes of a response; parsing one of this size takes 1 second, in the worst case about 20."""
FETCH_SECONDS = 20.0
"""Maximum seconds for an address with its redirects; name resolution has the system's own limit."""
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PASSING = {408, 425, 429}
"""Temporary status codes, besides those of 500 and above."""
RELAY = ipaddress.ip_network("192.88.99.0/24")
"""The former anycast address of 6to4 relays."""
TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
"""IPv6 networks whose last 32 bits are an IPv4 address: NAT64 (RFC 6052, RFC 8215) and IPv4-compatible."""
USER_AGENT = "dateline (news reader)"


class FetchError(DatelineError):
    """An address cannot be fetched within the limits; the message says why."""

    def __init__(self, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.again = again
        """Whether a later attempt may succeed."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response: the address after redirects, and the body."""

    url: str
    body: bytes
    kind: str = ""
    """Its `Content-Type`."""
    validators: dict[str, str] = field(default_factory=dict)
    """Headers for a conditional request."""
    unchanged: bool = False
    """Whether the document has not changed; there is no body then."""


class HttpClient:
    """Fetches pages. After a public address has been contacted, only public addresses are.

    So an external feed cannot make this machine send requests to its own network, while a feed on that network works.
    """

    def __init__(
        self, *, public_only: bool = False, seconds: float = FETCH_SECONDS, max_bytes: int = MAX_BYTES
    ) -> None:
        self._public_only, self._seconds, self._max_bytes = public_only, seconds, max_bytes

    def fetch(self, url: str, max_bytes: int | None = None, validators: Mapping[str, str] | None = None) -> Response:
        """Return the page at an address, up to a size limit; with `validators` of an earlier response, only if changed.

        Raises:
            FetchError: not http or https, not found, too large, too slow, too many redirects, not a public address.
        """
        deadline = monotonic() + self._seconds
        for _ in range(MAX_REDIRECTS + 1):
            parts = checked_address(url)
            try:
                answer = self._ask(parts, max_bytes or self._max_bytes, validators or {}, deadline)
            except ValueError as error:
                raise FetchError(str(error)) from error
            except (OSError, http.client.HTTPException) as error:
                raise FetchError(str(error) or type(error).__name__, again=True) from error
            if isinstance(answer, Response):
                return answer
            url = urljoin(url, answer)
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    def _ask(
        self, parts: SplitResult, max_bytes: int, validators: Mapping[str, str], deadline: float
    ) -> Response | str:
        """Send one request within the deadline; return the page, or the address of a redirect."""
        connection = self._connect(parts, deadline)
        # Closing the socket ends a read in progress, so that a slow server cannot exceed the limit.
        alarm = threading.Timer(max(0.0, deadline - monotonic()), _cut, [connection.sock])
        alarm.start()
        try:
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", **validators}
            connection.request("GET", _target(parts), headers=headers)
            response = connection.getresponse()
            if response.status == 304 and validators:
                return Response(parts.geturl(), b"", validators=dict(validators), unchanged=True)
            if response.status in REDIRECTS and (location := response.headers.get("Location")):
                return str(location)
            if response.status != 200:
                again = response.status in PASSING or response.status >= 500
                raise FetchError(f"HTTP status {response.status} {response.reason}", again=again)
            body = self._body(response, max_bytes)
        except (OSError, http.client.HTTPException) as error:
            if monotonic() >= deadline:
                raise TimeoutError(f"took more than {self._seconds:g} s") from error
            raise
        finally:
            alarm.cancel()
            connection.close()
        if monotonic() >= deadline:
            raise TimeoutError(f"took more than {self._seconds:g} s")
        return Response(parts.geturl(), body, response.headers.get("Content-Type", ""), _validators(response))

    def _body(self, response: http.client.HTTPResponse, max_bytes: int) -> bytes:
        body = response.read(max_bytes + 1)
        if len(body) <= max_bytes and response.length:
            raise http.client.IncompleteRead(body, response.length)
        return decompressed_body(body, response.headers.get("Content-Encoding", "").strip().lower(), max_bytes)

    def _connect(self, parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
        """Return a connection to the IP address that was checked, so that DNS rebinding has no effect."""
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        connection = http.client.HTTPConnection(host, port, timeout=self._seconds)
        plain = self._reach(host, port, deadline)
        if parts.scheme == "https":
            tls = ssl.create_default_context()
            connection.sock = tls.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        else:
            connection.sock = plain
        return connection

    def _reach(self, host: str, port: int, deadline: float) -> socket.socket:
        failure: OSError | None = None
        for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            public = is_public(str(address[0]))
            if self._public_only and not public:
                failure = OSError(f"{address[0]} is not a public address")
                continue
            if (left := deadline - monotonic()) <= 0:
                raise TimeoutError(f"took more than {self._seconds:g} s")
            try:
                reached = socket.create_connection((str(address[0]), port), timeout=left)
            except OSError as error:
                failure = error
                continue
            self._public_only = self._public_only or public
            return reached
        raise failure or OSError(f"{host} has no address")


def is_public(address: str) -> bool:
    """Return whether an IP address is public and does not embed a private one.

    The IPv4 address inside a mapped, NAT64 or Teredo address is checked too, because a translator may forward to it.
    6to4 addresses are never public: relays may forward to any address, and RFC 7526 deprecates them.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.is_multicast or not ip.is_global:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip not in RELAY
    if ip.is_site_local or ip.sixtofour is not None:
        return False
    inner = [ip.ipv4_mapped, *(ip.teredo or ())]
    if any(ip in network for network in TRANSLATED):
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return all(is_public(str(one)) for one in inner if one is not None)


def checked_address(url: str) -> SplitResult:
    """Return the parts of an address that may be fetched.

    Raises:
        FetchError: it is not an http or https address.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("only http and https addresses are fetched")
    return parts


def _target(parts: SplitResult) -> str:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(target, safe="%/?:@!$&'()*+,;=-._~[]|")


def _validators(response: http.client.HTTPResponse) -> dict[str, str]:
    given = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
    return {ask: value for ask, name in given.items() if (value := response.headers.get(name))}


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
