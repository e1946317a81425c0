"""The evidence pack of a page: all that shows how its texts came about, in one ZIP that anybody can read and check.

What other apps know of a page they add as pieces (`review.extensions.evidence`).
"""
