"""Who may sign: one editor asks for a change of it, another confirms it."""
