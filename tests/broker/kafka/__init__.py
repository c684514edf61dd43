"""Apache Kafka 4 from Maven Central, for tests."""
