"""A site of any size for benchmarks, the same each time: topics, people, articles with references, readers' reports."""
