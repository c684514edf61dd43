"""Copies as Avro: schemas, bytes, and a registry to try them with."""
