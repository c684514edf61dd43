"""Copies of the output topics as Avro, with a Confluent-compatible schema registry. Needs the extra `avro`."""
