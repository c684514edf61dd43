"""`python -m agents.cli` is `dateline`, where its script is not on the PATH."""

from agents.cli.main import main

main()
