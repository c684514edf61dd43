"""Whether PyPI's advisories can be asked from here: `make check` audits where they answer, and says where not."""

from __future__ import annotations

import json
import sys
from urllib.request import urlopen

KNOWN = "https://pypi.org/pypi/urllib3/1.26.0/json"
"""A release that has advisories for certain; mirrors of the package index do not all carry them."""


def main() -> None:
    """Exit 0 where the service gives the advisories of that release, else 1 with a line that says so."""
    try:
        with urlopen(KNOWN, timeout=20) as answer:
            known = json.load(answer).get("vulnerabilities")
    except (OSError, ValueError) as error:
        sys.exit(f"NOT AUDITED: PyPI's advisories do not answer here ({error}); run `make audit` where they do")
    if not known:
        sys.exit("NOT AUDITED: what answers for pypi.org here has no advisories; run `make audit` where it has")


if __name__ == "__main__":
    main()
