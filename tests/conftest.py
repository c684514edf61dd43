"""What all tests share: property tests without a deadline, and compiled modules for the commands that tests start."""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

# A busy machine is slow and not wrong.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# Where Python may not keep modules compiled, each of the hundreds of commands that tests start compiles all of its own.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
