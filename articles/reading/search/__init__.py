"""Search for readers: over the current editions, and over nothing else."""
