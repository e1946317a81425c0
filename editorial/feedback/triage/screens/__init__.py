"""The screens on which it does."""
