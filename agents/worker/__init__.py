"""One worker: Faust agents, deduplication, monitoring, start and stop."""
