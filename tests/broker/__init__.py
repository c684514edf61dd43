"""What Dateline promises of its carriage, held on real brokers."""
