"""What a reader or a program gets: editions, and nothing else. May not import `pages` or `writing`."""
