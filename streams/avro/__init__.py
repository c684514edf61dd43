"""Avro copies of the output topics, with a Confluent-compatible schema registry. Needs the extra `avro`."""
