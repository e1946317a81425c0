"""The desk decides about reports."""
