"""Subscribing to records from Python: `from streams.subscribe import Rule, subscribe`; see `api`."""

from streams.subscribe.api import (
    AsyncSubscription,
    DeadLetter,
    Happening,
    Options,
    Rule,
    Subscription,
    subscribe,
    subscribe_async,
)

__all__ = [
    "AsyncSubscription",
    "DeadLetter",
    "Happening",
    "Options",
    "Rule",
    "Subscription",
    "subscribe",
    "subscribe_async",
]
