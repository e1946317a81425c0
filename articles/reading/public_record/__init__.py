"""The record as readers see it: history, differences, corrections, the trust record."""
