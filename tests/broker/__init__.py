"""Integration tests of the delivery guarantees on real brokers."""
