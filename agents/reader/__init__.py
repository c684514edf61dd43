"""Read an article: text in, reading out. No Kafka, clock, network or environment, so that a child can load it."""
