"""How an edition comes into being, and what becomes of it. Wagtail imports this package before there are models."""
