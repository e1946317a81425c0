"""Setting up a site that is new."""
