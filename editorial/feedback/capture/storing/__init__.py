"""From what was sent to a stored report, with the database or without it."""
