"""Cited works: what identifies them, where they are looked up, whether they still stand, and how they are written."""
