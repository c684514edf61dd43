"""What the benchmarks compare Dateline with: each a program that runs in a separate process."""
