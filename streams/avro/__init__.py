"""Copies as Avro of what goes out, with a Confluent-compatible schema registry. Needs the extra `avro`."""
