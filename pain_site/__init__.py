"""The assembled site: settings, addresses, whole pages, and what starts it."""

import gc

# Whoever loads the site makes a quarter of a million objects that stay. By its own measure (700) Python looks through
# all of them again and again for what could go, which is a quarter of what a process computes until it is there.
gc.set_threshold(20_000)
