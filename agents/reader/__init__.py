"""Text in, reading out: no Kafka, no clock, no network, so that a child process can load it."""
