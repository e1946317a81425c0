"""A small invented site that shows every part at work. Its people and registers are fictional, its references are real."""
