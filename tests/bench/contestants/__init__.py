"""The programs that the benchmarks compare with Dateline. Each runs in its own process."""
