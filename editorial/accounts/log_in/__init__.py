"""Logging in, by each way that is open, proving it again, and being logged out when nothing is done."""
