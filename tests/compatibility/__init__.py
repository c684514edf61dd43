"""Kafka clients that nobody here wrote, in every compression and kind of delivery, against what a worker reads."""
