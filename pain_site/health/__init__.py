"""Whether the site is well: the same conditions for a monitor, for Prometheus and for people in the admin."""
