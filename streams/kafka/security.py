"""Connection options of Kafka clients from the settings: addresses, TLS and SASL."""

from __future__ import annotations

import ssl
from typing import Any

from streams.contract.errors import Misconfigured
from streams.ops.settings import Settings


def client_options(settings: Settings) -> dict[str, Any]:
    """Return the keyword arguments that aiokafka and kafka-python share."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.broker,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        arguments["ssl_context"] = ssl_context(settings)
    if settings.sasl_password and settings.security_protocol.startswith("SASL"):
        arguments |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password.get_secret_value(),
        }
    return arguments


def ssl_context(settings: Settings) -> ssl.SSLContext:
    """Return a verifying TLS context with the CA and client certificate of the settings.

    Raises:
        Misconfigured: a file is missing or is not PEM.
    """
    try:
        context = ssl.create_default_context(cafile=settings.ssl_cafile)
        if settings.ssl_certfile:
            context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile)
    except (OSError, ssl.SSLError) as error:
        raise Misconfigured(f"DATELINE_SSL_CAFILE, _CERTFILE or _KEYFILE cannot be used: {error}") from error
    return context
