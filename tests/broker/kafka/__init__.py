"""Apache Kafka from Maven Central, for tests."""
