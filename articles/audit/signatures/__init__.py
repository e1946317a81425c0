"""Whether everything that somebody signed was signed by them, with what they were allowed to sign with."""
