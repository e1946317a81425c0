"""A small invented site that shows every part at work. Its people are fictional, its references are real."""
