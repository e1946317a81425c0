"""Pages in lists."""
