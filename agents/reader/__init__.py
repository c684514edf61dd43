"""The reader: article in, reading out. No Kafka, clock, network or environment, so that a child process can load it."""
