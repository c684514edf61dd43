"""Access control: this machine only, or a token; and the security headers of pages."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

from aiohttp import web

from streams.http_api.local_hosts import is_local_host_header
from streams.http_api.responses import RequestRejected
from streams.ops.settings import Settings

COOKIE = "dateline_desk"
OPEN_PATHS = ("/login", "/static/", "/healthz")
"""Paths that need no token: they show nothing of the store."""
HEADERS: Final = {
    "Server": "dateline",
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Access:
    """Checks each request by its `Host` and `Authorization` headers and its cookie."""

    def __init__(self, settings: Settings) -> None:
        token = settings.desk_token
        self._token = token.get_secret_value().encode() if token else None
        self._open = settings.desk_open

    def check(self, request: web.Request) -> None:
        """Check that the request is allowed.

        Raises:
            RequestRejected: 421 under a foreign host name, 401 without the token.
            web.HTTPSeeOther: a browser without the token is redirected to the login form.
        """
        if self._token is None:
            if not self._open and not is_local_host_header(request.headers.get("Host", "")):
                raise RequestRejected(421, "without a token only localhost is answered: set DATELINE_DESK_TOKEN")
            return
        if request.path.startswith(OPEN_PATHS) or self._knows(request):
            return
        if "text/html" in request.headers.get("Accept", ""):
            raise web.HTTPSeeOther("/login")
        raise RequestRejected(
            401, "send DATELINE_DESK_TOKEN as `Authorization: Bearer …`", {"WWW-Authenticate": "Bearer"}
        )

    def log_in(self, given: str, secure: bool) -> web.Response | None:
        """Return the response that logs a browser in; None if the token is wrong."""
        if self._token is None or not hmac.compare_digest(given.encode("utf-8", "replace"), self._token):
            return None
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            COOKIE, _session(self._token), httponly=True, samesite="Strict", secure=secure, max_age=30 * 24 * 3600
        )
        return response

    def _knows(self, request: web.Request) -> bool:
        assert self._token is not None
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode("utf-8", "replace"), self._token):
            return True
        cookie = request.cookies.get(COOKIE, "").encode("utf-8", "replace")
        return hmac.compare_digest(cookie, _session(self._token).encode())


def _session(token: bytes) -> str:
    """Return the value of the cookie: it gives access to this desk and does not reveal the token."""
    return hmac.new(token, b"dateline desk session", sha256).hexdigest()
