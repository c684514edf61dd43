"""Kafka clients of other projects, with every compression and delivery mode, read by a worker."""
