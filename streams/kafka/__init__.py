"""Kafka clients: security, admin, producers, topic reader, lag, Faust app, and the commit rule."""
