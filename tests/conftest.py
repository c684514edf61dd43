"""What all tests share: property tests without a deadline, and compiled modules for the commands that tests start."""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

# A busy machine is slow and not wrong.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# Hundreds of commands import the same modules: where Python may not keep them compiled, each compiles all of them again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
