"""Diagnosis of failed connections to brokers, for which the clients report only a time-out."""

from __future__ import annotations

import asyncio
import socket
import ssl

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from streams.kafka.security import client_options, ssl_context
from streams.ops.settings import Settings

REFUSAL_SECONDS = 5.0


def refusal(settings: Settings) -> str | None:
    """Return why a TCP or TLS connection fails; None if one broker accepts it."""
    why = None
    for server in settings.broker:
        host, _, port = server.rpartition(":")
        host = host.strip("[]")
        try:
            with socket.create_connection((host, int(port)), timeout=REFUSAL_SECONDS) as plain:
                if settings.security_protocol.endswith("SSL"):
                    ssl_context(settings).wrap_socket(plain, server_hostname=host).close()
            return None
        except ssl.SSLCertVerificationError as error:
            why = f"the certificate of {server} does not hold, {error.verify_message}: see DATELINE_SSL_CAFILE"
        except (ssl.SSLError, ConnectionResetError, TimeoutError) as error:
            why = f"{server}: {getattr(error, 'reason', None) or error.strerror or error}"
            if settings.security_protocol.endswith("SSL"):
                why += f"; DATELINE_SECURITY_PROTOCOL is {settings.security_protocol}: does this port speak TLS?"
        except OSError as error:
            why = f"{server}: {error.strerror or error}"
    return why


def advertised_refusal(settings: Settings) -> str | None:
    """Return which advertised address of the brokers cannot be reached, and why; None if all can.

    Clients connect to DATELINE_BROKER first, and then to the addresses that the brokers there advertise.
    """
    try:
        named = asyncio.run(_advertised(settings))
    except (KafkaError, OSError, TimeoutError):
        return None
    for host, port in named:
        try:
            socket.create_connection((host, port), timeout=REFUSAL_SECONDS).close()
        except OSError as error:
            reason = error.strerror or str(error)
            return f"the broker answers, and names itself {host}:{port} (advertised.listeners), which fails: {reason}"
    return None


async def _advertised(settings: Settings) -> list[tuple[str, int]]:
    client = AIOKafkaClient(**client_options(settings), request_timeout_ms=int(REFUSAL_SECONDS * 1000))
    try:
        async with asyncio.timeout(2 * REFUSAL_SECONDS):
            await client.bootstrap()
        return [(broker.host, broker.port) for broker in client.cluster.brokers()]
    finally:
        await client.close()
