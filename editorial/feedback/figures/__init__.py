"""What readers say, as numbers."""
