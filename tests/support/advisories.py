"""Check whether PyPI's security advisories are reachable; `make check` audits dependencies only if they are."""

from __future__ import annotations

import json
import sys
from urllib.request import urlopen

KNOWN = "https://pypi.org/pypi/urllib3/1.26.0/json"
"""A release that has known advisories. Not every mirror of the package index carries them."""


def main() -> None:
    """Exit 0 if the service returns the advisories of `KNOWN`, else 1 with a one-line message."""
    try:
        with urlopen(KNOWN, timeout=20) as answer:
            known = json.load(answer).get("vulnerabilities")
    except (OSError, ValueError) as error:
        sys.exit(f"NOT AUDITED: PyPI's advisories do not answer here ({error}); run `make audit` where they do")
    if not known:
        sys.exit("NOT AUDITED: what answers for pypi.org here has no advisories; run `make audit` where it has")


if __name__ == "__main__":
    main()
