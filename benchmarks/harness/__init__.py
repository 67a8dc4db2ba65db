"""What the benchmarks share: corpora, archives, queries, timing, reports."""
