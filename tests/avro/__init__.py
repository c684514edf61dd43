"""Tests of Avro: schemas, encoding, and a fake schema registry."""
