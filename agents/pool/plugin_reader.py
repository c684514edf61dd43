"""Loading of the reader in `DATELINE_READER`: `module:function`, or an entry point of an installed distribution."""

from __future__ import annotations

import importlib
from importlib.metadata import entry_points
from typing import cast

from agents.reader.protocol import BuildReader
from streams.contract.errors import Misconfigured

GROUP = "dateline.readers"
"""Group of entry points, which are functions that build a reader."""


def reader_builder(named: str) -> BuildReader:
    """Return the function that builds a reader, by `module:function` or the name of an entry point.

    Errors raised while the module is imported are not translated.

    Raises:
        Misconfigured: there is no such module, function or entry point.
    """
    module, colon, function = named.partition(":")
    if not colon:
        return _installed(named)
    try:
        return cast(BuildReader, getattr(importlib.import_module(module), function))
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        raise Misconfigured(f"DATELINE_READER is {named!r}: there is no module {error.name!r}") from error
    except AttributeError as error:
        raise Misconfigured(f"DATELINE_READER is {named!r}: the module has no {function!r}") from error


def _installed(name: str) -> BuildReader:
    found = entry_points(group=GROUP)
    if name in found.names:
        return cast(BuildReader, found[name].load())
    known = ", ".join(sorted(found.names)) or "none"
    raise Misconfigured(
        f"DATELINE_READER is {name!r}: it is neither module:function nor an installed entry point of {GROUP}"
        f" (installed: {known})"
    )
