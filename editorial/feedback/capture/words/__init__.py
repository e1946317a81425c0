"""What readers write: what is taken out of it, and what in it cannot wait."""
