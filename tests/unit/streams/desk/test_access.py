"""Access to the desk with and without the token."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr

from streams.desk.access import COOKIE, Access
from streams.http_api.responses import RequestRejected
from streams.ops.settings import Settings

TOKEN = "a-token-that-nobody-guesses"


def access(**settings: Any) -> Access:
    return Access(Settings(**settings))


def with_token() -> Access:
    return access(desk_token=SecretStr(TOKEN))


def status(access: Access, path: str = "/api/events", **headers: str) -> int:
    """Return the HTTP status: 200 if the request is allowed."""
    try:
        access.check(make_mocked_request("GET", path, headers=headers))
    except RequestRejected as rejected:
        return rejected.status
    except web.HTTPSeeOther as sent_on:
        return sent_on.status
    return 200


@pytest.mark.parametrize(
    ("host", "code"),
    [("localhost:8089", 200), ("127.0.0.1", 200), ("[::1]:8089", 200), ("desk.example", 421), ("", 421)],
)
def test_without_a_token_only_local_requests_are_allowed(host: str, code: int) -> None:
    assert status(access(), Host=host) == code


def test_an_open_desk_answers_under_any_name() -> None:
    assert status(access(desk_open=True), Host="desk.example") == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN} ", 200),
        (f"Basic {TOKEN}", 401),
        (TOKEN, 401),
        ("Bearer", 401),
        ("Bearer é", 401),
        ("", 401),
    ],
)
def test_programs_send_the_token(given: str, code: int) -> None:
    assert status(with_token(), Authorization=given) == code


def test_browsers_are_sent_to_the_form_which_needs_no_token() -> None:
    assert status(with_token(), Accept="text/html") == 303
    for path in ("/login", "/static/desk.css", "/healthz"):
        assert status(with_token(), path) == 200


def test_the_cookie_of_a_login_opens_this_desk_and_no_other() -> None:
    answer = with_token().log_in(TOKEN, secure=True)
    assert answer is not None
    cookie = answer.cookies[COOKIE]
    assert TOKEN not in cookie.value
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Strict")
    sent = f"{COOKIE}={cookie.value}"
    assert status(with_token(), Cookie=sent) == 200
    assert status(access(desk_token=SecretStr(TOKEN + "x")), Cookie=sent) == 401
    assert status(with_token(), Cookie=f"{COOKIE}={TOKEN}") == 401


def test_a_wrong_or_missing_token_is_refused() -> None:
    assert with_token().log_in("wrong", secure=False) is None
    assert access().log_in("", secure=False) is None
