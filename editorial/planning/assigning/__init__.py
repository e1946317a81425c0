"""Who is asked to sign what: whose turn it is, who of outside may come in for it, and what became of it."""
