"""Who may sign, and signing."""
