"""Secret settings: listing them and keeping them from other processes."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping

from pydantic import SecretStr

from streams.ops.settings import Settings

PASSED_ON = ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "USER", "LOGNAME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
PREFIXES = ("LC_", "PYTHON", "MALLOC_", "COVERAGE_", "DATELINE_PLUGIN_")
"""Prefixes of the variables passed to a reader process; `DATELINE_PLUGIN_…` are for custom readers."""
OURS = b"DATELINE_"


def secret_values(settings: Settings) -> list[str]:
    """Return the value of every secret setting that is set."""
    values = (getattr(settings, name) for name in type(settings).model_fields)
    return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]


def reader_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment for a reader process, which handles untrusted text: only the variables that it needs."""
    return {name: value for name, value in environment.items() if name in PASSED_ON or name.startswith(PREFIXES)}


def erase_secrets(settings: Settings) -> None:
    """Overwrite secrets in the process environment, which `/proc/PID/environ` shows to other processes of the user.

    Python has copied the environment before, so settings can still be loaded. Has an effect on Linux only.
    """
    if sys.platform != "linux":
        return
    secrets = [value.encode("utf-8", "surrogateescape") for value in secret_values(settings)]
    environ = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    at = 0
    while environ[at]:
        variable = ctypes.string_at(environ[at])
        name, _, value = variable.partition(b"=")
        if name.startswith(OURS) and value in secrets:
            ctypes.memset(environ[at] + len(name) + 1, ord("*"), len(value))
        at += 1
