"""The list of recalls: worked out of the record, signed, and answered by those who hold copies."""
