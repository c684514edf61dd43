"""Reaching and using Kafka: security, admin, producers, topic reader, lag, Faust app, the commit rule."""
